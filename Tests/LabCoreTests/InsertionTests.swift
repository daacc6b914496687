import LabCore
import TestSupport
import Testing

/// Where a new visit fits into the collectors' days, against every minute tried out one by one.
@Suite("Places for one more visit")
struct InsertionTests {
  static let day = Fixture.moment("2026-11-23 00:00:00").date
  static let clinic = GeoPoint(latitude: 12.9752, longitude: 77.6050)

  static func at(_ minute: Int) -> LocalDateTime { LocalDateTime(day, .midnight).adding(minutes: minute) }

  @Test("The way grows by the two new legs less the one they replace; nearer in time and way comes first")
  func arithmetic() throws {
    let home = try #require(GeoPoint(latitude: 12.9800, longitude: 77.6400))
    let far = try #require(GeoPoint(latitude: 12.9300, longitude: 77.6200))
    let asha = CollectorDay(
      id: StaffID(1), name: "Asha", working: .working([TimeStretch(fromMinute: 540, untilMinute: 780)]),
      stops: [RouteStop(id: BookingID(1), startsAt: Self.at(600), point: far)])
    let points = [asha].insertionPoints(
      for: WantedVisit(startsAt: Self.at(600), point: home), at: Self.clinic, notBefore: Self.at(0))
    // 09:15–09:45 and the way until 10:00, or from 10:45 on: both 45 minutes off and with the same detour.
    #expect(points.map(\.startsAt) == [Self.at(555), Self.at(645)])
    let clinic = try #require(Self.clinic)
    let legs = [(clinic, home), (home, far), (clinic, far)].map { Distance.estimatedByRoad(from: $0, to: $1).metres }
    #expect(points[0].detour?.metres == legs[0] + legs[1] - legs[2])
    #expect(points[0].cost == legs[0] + legs[1] - legs[2] + 4_500)
    #expect(points.map(\.text) == points.map { "Asha \($0.startsAt.time.text), +\($0.detour?.text ?? "")" })
    #expect((points[0].previous, points[0].next?.rawValue) == (nil, 1))
  }

  @Test("The ranking is the one that trying every start finds, on 200 random days")
  func bruteForce() {
    for seed in UInt64(1)...200 {
      var random = SeededGenerator(seed: seed)
      let collectors = (1...Int64.random(in: 1...4, using: &random)).map { Self.collector($0, &random) }
      var visit = WantedVisit(
        id: Bool.random(using: &random) ? collectors.first?.stops.first?.id : nil,
        startsAt: Self.at(Int.random(in: 400...1150, using: &random)),
        durationMinutes: [15, 20, 30, 45].randomElement(using: &random) ?? 30,
        travelBufferMinutes: [0, 10, 15].randomElement(using: &random) ?? 15)
      if Int.random(in: 0..<10, using: &random) > 0 { visit.point = Self.point(&random) }
      if Bool.random(using: &random) { visit.area = ["HAL", "Domlur"].randomElement(using: &random) }
      let clinic = Int.random(in: 0..<8, using: &random) > 0 ? Self.clinic : nil
      let now = Self.at(Int.random(in: 0...700, using: &random))
      let found = collectors.insertionPoints(for: visit, at: clinic, notBefore: now)
      #expect(found == Self.tried(visit, collectors, clinic, now), "seed \(seed)")
    }
  }

  /// Tries every five minutes and the wanted minute, and measures the whole way of the day with and without the visit.
  private static func tried(
    _ visit: WantedVisit, _ collectors: [CollectorDay], _ clinic: GeoPoint?, _ now: LocalDateTime
  ) -> [InsertionPoint] {
    var all: [InsertionPoint] = []
    for collector in collectors {
      let others = collector.stops.filter { $0.id != visit.id }
      let without = CollectorDay(id: collector.id, name: collector.name, stops: others)
      var best: [[BookingID?]: InsertionPoint] = [:]
      let wanted = visit.startsAt.time.secondsSinceMidnight / 60
      for minute in 0..<1440 where minute % 5 == 0 || minute == wanted {
        let start = at(minute)
        guard start >= now, collector.fit(for: visit.starting(at: start)) == .fits else { continue }
        let before = others.last { $0.startsAt <= start }?.id
        let after = others.first { $0.startsAt > start }?.id
        var detour: Distance?
        if let point = visit.point {
          let place = others.count { $0.startsAt <= start }
          var ends = [clinic].compactMap(\.self)
          let with = ends + others[..<place].compactMap(\.point) + [point] + others[place...].compactMap(\.point) + ends
          ends = []
          detour = Distance(metres: Distance.way(over: with).metres - without.way(from: clinic).metres)
        }
        let point = InsertionPoint(
          collector: collector.id, collectorName: collector.name, startsAt: start, detour: detour,
          minutesOff: abs(minute - wanted), previous: before, next: after)
        if let old = best[[before, after]],
          (old.minutesOff, old.startsAt) <= (point.minutesOff, point.startsAt)
        {
          continue
        }
        best[[before, after]] = point
      }
      all += best.values
    }
    return all.sorted(by: InsertionPoint.precedes)
  }

  private static func collector(_ id: Int64, _ random: inout SeededGenerator) -> CollectorDay {
    var stops: [RouteStop] = []
    var minute = Int.random(in: 420...600, using: &random)
    for number in 0..<Int64.random(in: 0...7, using: &random) {
      let isMade = Int.random(in: 0..<4, using: &random) == 0
      stops.append(
        RouteStop(
          id: BookingID(id * 100 + number), startsAt: at(minute), durationMinutes: 30, travelBufferMinutes: 15,
          status: isMade ? .collected : .assigned,
          point: Int.random(in: 0..<6, using: &random) > 0 ? point(&random) : nil))
      minute += Int.random(in: 45...140, using: &random)
    }
    let working: [WorkingDay] = [
      .always,
      .working([TimeStretch(fromMinute: 420, untilMinute: 780), TimeStretch(fromMinute: 840, untilMinute: 1080)]),
      .working([TimeStretch(fromMinute: 483, untilMinute: 1201)]), .off(reason: nil), .closed(reason: "Diwali"),
    ]
    return CollectorDay(
      id: StaffID(id), name: "C\(id % 2)", area: [nil, "HAL", "HAL, Domlur"].randomElement(using: &random) ?? nil,
      isActive: Int.random(in: 0..<12, using: &random) > 0, working: working.randomElement(using: &random) ?? .always,
      capacity: [nil, nil, 3, 8].randomElement(using: &random) ?? nil, stops: stops)
  }

  private static func point(_ random: inout SeededGenerator) -> GeoPoint? {
    GeoPoint(
      latitude: 12.9 + Double(Int.random(in: 0...1500, using: &random)) / 10_000,
      longitude: 77.5 + Double(Int.random(in: 0...2000, using: &random)) / 10_000)
  }
}
