import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Every figure against one worked out by hand from the rows of ``FigureClinic``.
@Suite("Figures", .clinic)
struct FigureTests {
  private static let march = FigureClinic.march

  private func table(_ measure: Measure, by grouping: FigureGrouping? = nil, as account: TestClinic.Account = TestClinic.owner)
    async throws -> FigureTable
  {
    let scope: FigureScope = account.role == "collector" ? .own : account.role == "analyst" ? .analyst : .all
    return try await signedIn(as: account).figures(FigureQuery(measure, by: grouping, of: Self.march), in: scope)
  }

  private func groups(_ measure: Measure, by grouping: FigureGrouping) async throws -> [String: [Int?]] {
    Dictionary(
      uniqueKeysWithValues: try await table(measure, by: grouping).groups.map { ($0.label, [$0.value, $0.sample]) })
  }

  @Test("Bookings and tests are of what was kept; a no-show, a failed visit and a cancelled booking are not")
  func volume() async throws {
    try await FigureClinic.furnish()
    #expect(try await table(.bookings).total.value == 3)
    #expect(try await groups(.bookings, by: .species) == ["Dog": [2, 2], "Cat": [1, 1]])
    #expect(try await groups(.bookings, by: .collector) == ["Ravi Kumar": [1, 1], "Meena Das": [1, 1], "Nobody": [1, 1]])
    #expect(try await table(.tests).total.value == 4)
    #expect(try await groups(.tests, by: .test) == ["CBC": [2, 2], "LFT": [1, 1], "PCR": [1, 1]])
    // One of six.
    #expect(try await table(.cancellations).total == Figure(value: 1, sample: 6))
  }

  @Test("What was taken off and what came in besides is the difference between gross, net and what clients pay")
  func money() async throws {
    try await FigureClinic.furnish()
    let gross = try await table(.gross).total.value
    let discounts = try await table(.discounts).total.value
    let distance = try await table(.distance).total.value
    let net = try await table(.net).total.value
    let tax = try await table(.tax).total.value
    #expect(gross == 105_000 + 45_000 + 250_000)
    #expect(discounts == 10_500 + 12_500)
    #expect(distance == 8_000 + 9_500)
    #expect(tax == 1_000 + 500)
    #expect(net == 400_000 - 23_000 + 17_500)
    // The totals of the three bookings: 1035.00, 455.00 and 2470.00.
    #expect((net ?? 0) + (tax ?? 0) == 103_500 + 45_500 + 247_000)
    #expect(
      try await groups(.discounts, by: .source) == ["Tick season (offer)": [12_500, 1], "Welcome (coupon)": [10_500, 1]])
    #expect(try await groups(.gross, by: .test) == ["PCR": [250_000, 1], "CBC": [90_000, 2], "LFT": [60_000, 1]])
    // A use that was given back is none.
    #expect(try await groups(.coupons, by: .coupon) == ["WELCOME10": [1, 1]])
  }

  @Test("Percentiles are interpolated, and a test without a turnaround time is neither in time nor late")
  func turnaround() async throws {
    try await FigureClinic.furnish()
    let all = try await table(.turnaround, by: .test)
    // Of 100, 400, 720 and 2880: 560 lies half way; 0.9 × 3 = 2.7 → 720 + 0.7 × 2160; 2.85 → 720 + 0.85 × 2160.
    #expect(all.total == Figure(value: 560, p90: 2232, p95: 2556, sample: 4))
    // Of 100 and 400: 250, 370, 385.
    #expect(all.groups.first { $0.label == "CBC" }.map { [$0.value, $0.p90, $0.p95] } == [250, 370, 385])
    // 100 of 360 and 720 of 720 are in time, 400 of 360 is not; that of the PCR has no limit.
    #expect(try await table(.inTime).total == Figure(value: 2, sample: 3))
    #expect(try await groups(.inTime, by: .test) == ["CBC": [1, 2], "LFT": [1, 1]])
  }

  @Test("The stretches of the way from the pet to the client are measured by the clock")
  func stretches() async throws {
    try await FigureClinic.furnish()
    // To the lab: 165 and 165 minutes, 10, 160 and 60.
    #expect(try await table(.toLab).total.value == 160)
    // Made in 120, 1620, 390 and 5400 minutes; checked in 30, 60, 15 and 120; handed out in 60, 20 and 40.
    #expect(try await table(.making).total.value == (390 + 1620) / 2)
    #expect(try await table(.checking).total.value == 45)
    #expect(try await table(.handingOut).total == Figure(value: 40, p90: 56, p95: 58, sample: 3))
  }

  @Test("Rejections are a share of tubes, and their reasons a count of tests")
  func rejections() async throws {
    try await FigureClinic.furnish()
    #expect(try await table(.tubes).total.value == 5)
    #expect(try await table(.rejections).total == Figure(value: 1, sample: 5))
    #expect(
      try await groups(.rejections, by: .collector) == ["Meena Das": [1, 2], "Ravi Kumar": [0, 2], "Lena Pinto": [0, 1]])
    #expect(try await groups(.reasons, by: .reason) == ["Haemolysed": [2, 2], "Not enough": [1, 1]])
  }

  @Test("Visits are the ones at home that were made; a quarter of an hour is on time, a minute more is not")
  func rounds() async throws {
    try await FigureClinic.furnish()
    #expect(try await table(.visits).total.value == 4)
    #expect(try await table(.collected).total == Figure(value: 2, sample: 4))
    #expect(try await table(.noShows).total == Figure(value: 1, sample: 4))
    #expect(try await groups(.noShows, by: .area) == ["Indiranagar": [1, 2], "Jayanagar": [0, 2]])
    #expect(try await groups(.failedVisits, by: .collector) == ["Ravi Kumar": [0, 2], "Meena Das": [1, 2]])
    #expect(try await table(.onTime).total == Figure(value: 2, sample: 3))
    #expect(try await table(.kilometres).total.value == 5_000 + 8_000 + 4_000)
  }

  @Test("Days, weeks and months of a period are all there, those without anything as well")
  func time() async throws {
    try await FigureClinic.furnish()
    let days = try await table(.bookings, by: .day).groups
    #expect(days.count == 31)
    #expect(days.map(\.key).sorted { ($0 ?? "") < ($1 ?? "") } == days.map(\.key))
    #expect(days.compactMap(\.value) == [0, 2, 0, 0, 0, 0, 0, 0, 0, 1] + Array(repeating: 0, count: 21))
    // March 2026 begins on a Sunday: that one day belongs to the week of 23 February.
    let weeks = try await table(.bookings, by: .week).groups
    #expect(weeks.map(\.value) == [0, 2, 1, 0, 0, 0])
    #expect(weeks.first?.label == "from 23 Feb")
    #expect(try await table(.turnaround, by: .month).groups == [
      Figure(key: "2026-03-01", label: "Mar 2026", value: 560, p90: 2232, p95: 2556, sample: 4)
    ])
  }

  @Test("A period begins and ends by the organisation's clock")
  func borders() async throws {
    try await FigureClinic.furnish()
    let world = try await everything()
    _ = try await world.query("update organizations set time_zone = 'Asia/Kolkata' where slug = 'city'")
    // Five and a half hours ahead: 18:30 UTC is midnight.
    _ = try await world.transaction([
      "set local session_replication_role = replica",
      "update bookings set booking_date = '2026-03-31 18:30Z' where organization_id = 1 and id = 101",
      "update bookings set booking_date = '2026-02-28 18:30Z' where organization_id = 1 and id = 102",
    ])
    await world.close()
    let days = try await table(.bookings, by: .day).groups
    #expect(days.first?.value == 1)
    #expect(days.compactMap(\.value).reduce(0, +) == 2)
  }

  @Test("A collector is told of the own visits and tubes alone")
  func own() async throws {
    try await FigureClinic.furnish()
    func own(_ measure: Measure) async throws -> Figure { try await table(measure, as: TestClinic.collector).total }
    #expect(try await own(.visits).value == 2)
    #expect(try await own(.collected) == Figure(value: 1, sample: 2))
    #expect(try await own(.noShows) == Figure(value: 1, sample: 2))
    #expect(try await own(.failedVisits) == Figure(value: 0, sample: 2))
    #expect(try await own(.tubes).value == 2)
    #expect(try await own(.rejections) == Figure(value: 0, sample: 2))
    // Of Ravi Kumar's two tubes one was rejected for a test although it was used for others.
    #expect(try await own(.reasons).value == 1)
    #expect(try await own(.kilometres).value == 9_000)
    #expect(try await own(.onTime) == Figure(value: 1, sample: 1))
    #expect(try await own(.toLab).value == 165)
    let desk = try await signedIn(as: TestClinic.collector)
    for measure in Measure.allCases where measure.groupings(in: .own) == nil {
      let error = try await #require(throws: DeskError.self) {
        _ = try await desk.figures(FigureQuery(measure, of: Self.march), in: .own)
      }
      #expect(error.code == .rule(constraint: "LB140"), "\(measure)")
    }
    let refused = try await #require(throws: DeskError.self) {
      _ = try await desk.figures(FigureQuery(.visits, of: Self.march), in: .all)
    }
    #expect(refused.code == .notAllowed)
  }

  @Test("What stands behind a figure adds up to it, for every measure and every way to break it down")
  func rows() async throws {
    try await FigureClinic.furnish()
    let desk = try await signedIn(as: TestClinic.admin)
    for measure in Measure.allCases {
      for grouping in measure.groupings(in: .all) ?? [] {
        let query = FigureQuery(measure, by: grouping, of: Self.march)
        let table = try await desk.figures(query, in: .all)
        for figure in [table.total] + table.groups {
          let rows = try await desk.rows(of: query, key: figure.key)
          #expect(rows.count == figure.sample, "\(measure) by \(grouping): \(figure.label)")
          switch measure.unit {
          case .count, .money, .metres: #expect(rows.map(\.value).reduce(0, +) == figure.value, "\(measure) by \(grouping)")
          case .share: #expect(rows.count { $0.isPart == true } == figure.value, "\(measure) by \(grouping)")
          case .minutes: #expect(rows.isEmpty == (figure.value == nil), "\(measure) by \(grouping)")
          }
        }
      }
    }
    let late = try await desk.rows(of: FigureQuery(.inTime, of: Self.march), key: nil)
    #expect(late.first?.bookingNumber == "F-102")
    #expect(late.first?.value == 400)
  }

  @Test(
    "Whoever may not see bookings is not told what stands behind a figure",
    arguments: [TestClinic.analyst, TestClinic.collector, TestClinic.labTechnician])
  func rowsRefused(_ account: TestClinic.Account) async throws {
    let desk = try await signedIn(as: account)
    let error = try await #require(throws: DeskError.self) {
      _ = try await desk.rows(of: FigureQuery(.bookings, of: Self.march), key: nil)
    }
    #expect(error.code == .notAllowed)
  }

  @Test("Who may have no figures is refused them", arguments: [TestClinic.receptionist, TestClinic.labTechnician])
  func refused(_ account: TestClinic.Account) async throws {
    let desk = try await signedIn(as: account)
    for scope in [FigureScope.all, .own] {
      let error = try await #require(throws: DeskError.self) {
        _ = try await desk.figures(FigureQuery(.visits, of: Self.march), in: scope)
      }
      #expect(error.code == .notAllowed)
    }
  }

  @Test("The program's measures are those of the database, with their units and ways to break them down")
  func agreement() async throws {
    let stored = try await everything().query(
      """
      select measure, unit, groupings as everybody, analyst_groupings as analyst, own_groupings as own from desk.measures
      """
    ).rows
    #expect(stored.count == Measure.allCases.count)
    for row in stored {
      let name: String = try row.decode("measure")
      let measure = try #require(Measure(rawValue: name))
      #expect(measure.unit.rawValue == (try row.decode("unit") as String))
      for (scope, column) in [(FigureScope.all, "everybody"), (.analyst, "analyst"), (.own, "own")] {
        let words = try row.decode(column, as: String?.self).map { Set($0.split(separator: " ").map(String.init)) }
        #expect(measure.groupings(in: scope).map { Set($0.map(\.rawValue)) } == words, "\(measure) \(scope)")
      }
    }
  }
}
