import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

@Suite("Confirming a booking", .clinic)
struct ConfirmationTests {
  private let pdf: [UInt8] = Array("%PDF-1.7\nprescription\n%%EOF\n".utf8)

  @Test("Booking, visit, items, redemption, bill and prescription are written with the amounts of the quote")
  func everythingIsWritten() async throws {
    let desk = try await signedIn()
    let requests = try await Requests(desk)
    let file = try LabCore.Attachment(fileName: "bruno.pdf", content: pdf)
    let request = try await requests.visit(
      1, ["CBC", "LFT", "T4"], collector: StaffID(3), coupon: "WELCOME10", attachment: file)
    guard case .confirmed(let booking) = try await desk.confirm(request) else {
      Issue.record("Not confirmed.")
      return
    }
    let quote = request.accepted
    #expect(quote.redeemedCoupon != nil && quote.discount > .zero && quote.distanceCharge > .zero)
    #expect(booking.total == quote.total)
    let world = try await everything()
    let row = try await world.query(
      """
      select b.subtotal, b.discount, b.distance_charge, b.tax, b.total, b.coupon_id, b.status, b.created_by_staff_id,
        v.status as visit, v.staff_id, v.starts_at at time zone 'UTC' = '2027-03-01 09:00' as is_on_time,
        v.blocked_until - v.starts_at = interval '45 minutes' as is_blocked,
        r.discount_amount as redeemed, c.current_uses,
        k.base_amount, k.discount_amount, k.distance_charge as way, k.tax_amount, k.final_amount, k.status as bill,
        k.test_ids::text as billed,
        f.content = \(pdf) as is_same_file, u.file_type,
        l.outcome ->> 'booking_number' as answer, l.kind
      from bookings b
      join visits v on v.organization_id = b.organization_id and v.booking_id = b.id
      join coupon_redemptions r on r.organization_id = b.organization_id and r.booking_id = b.id
      join coupons c on c.organization_id = r.organization_id and c.id = r.coupon_id
      join billing_records k on k.organization_id = b.organization_id and k.booking_id = b.id
      join prescription_uploads u on u.organization_id = b.organization_id and u.booking_id = b.id
      join prescription_files f on f.organization_id = u.organization_id and f.prescription_upload_id = u.id
      join request_log l on l.organization_id = b.organization_id and l.request_key = b.request_key
      where b.id = \(booking.id)
      """
    ).onlyRow()
    func money(_ column: String) throws -> Money { try row.decode(column) }
    #expect(try [money("subtotal"), money("base_amount")] == [quote.subtotal, quote.subtotal])
    #expect(
      try [money("discount"), money("discount_amount"), money("redeemed")]
        == [quote.discount, quote.discount, quote.discount])
    #expect(try [money("distance_charge"), money("way")] == [quote.distanceCharge, quote.distanceCharge])
    #expect(try [money("tax"), money("tax_amount")] == [quote.tax, quote.tax])
    #expect(try [money("total"), money("final_amount")] == [quote.total, quote.total])
    #expect(try row.decode("status") == "assigned")
    #expect(try row.decode("visit") == "assigned")
    #expect(try row.decode("staff_id") == 3)
    #expect(try row.decode("created_by_staff_id") == 1)
    #expect(try row.decode("is_on_time") == true)
    #expect(try row.decode("is_blocked") == true)
    #expect(try row.decode("current_uses") == 1)
    #expect(try row.decode("bill") == "draft")
    #expect(try row.decode("billed") == "[1, 4, 6]")
    #expect(try row.decode("is_same_file") == true)
    #expect(try row.decode("file_type") == "application/pdf")
    #expect(try row.decode("answer") == booking.number)
    #expect(try row.decode("kind") == "booking.confirm")
    #expect(
      try await world.texts("select unit_price::text from booking_items where booking_id = \(booking.id) order by id")
        == quote.lines.map { "\($0.unitPrice.minorUnits)" })
    #expect(
      try await world.texts(
        "select to_status from status_events where machine = 'booking' and booking_id = \(booking.id) order by id")
        == ["confirmed", "assigned"])
  }

  @Test("The same form sent again answers with the booking it made")
  func again() async throws {
    let desk = try await signedIn()
    let request = try await Requests(desk).visit(1)
    guard case .confirmed(let first) = try await desk.confirm(request),
      case .standing(let second) = try await desk.confirm(request)
    else {
      Issue.record("Not confirmed and then standing.")
      return
    }
    #expect(first == second)
    #expect(try await desk.standing(request.key) == first)
    #expect(try await desk.standing(try Requests.key(99)) == nil)
    #expect(try await everything().count("select count(*) from request_log") == 1)
  }

  @Test("Eight desks that send the same form at once make one booking")
  func sameKeyRace() async throws {
    let desks = try await desks(8)
    let request = try await Requests(desks[0]).visit(1)
    let outcomes = await race(desks) { try await confirm(request, at: $0) }
    let numbers = try outcomes.map { outcome in
      switch try outcome.get() {
      case .confirmed(let booking), .standing(let booking): booking.number
      case .priceChanged, .likelyDuplicates: "nothing"
      }
    }
    #expect(Set(numbers).count == 1)
    let world = try await everything()
    #expect(try await world.count("select count(*) from bookings where request_key is not null") == 1)
    #expect(try await world.count("select count(*) from billing_records") == 1)
  }

  @Test("A refused booking leaves nothing behind, its request key and number included")
  func refusedLeavesNothing() async throws {
    let desk = try await signedIn()
    let requests = try await Requests(desk)
    _ = try await desk.confirm(try await requests.visit(1, collector: StaffID(3)))
    let error = try await #require(throws: DeskError.self) {
      _ = try await desk.confirm(try await requests.visit(2, collector: StaffID(3)))
    }
    #expect(error.code == .rule(constraint: "ex_visits_staff_overlap"))
    let world = try await everything()
    #expect(try await world.count("select count(*) from request_log") == 1)
    guard case .confirmed(let next) = try await desk.confirm(try await requests.visit(2, collector: StaffID(4))) else {
      Issue.record("Not confirmed.")
      return
    }
    #expect(next.number == "B-000009")
  }

  @Test("A coupon for three is redeemed three times, whoever is first of eight")
  func couponRace() async throws {
    let desks = try await desks(8)
    var requests: [BookingRequest] = []
    for (number, desk) in desks.enumerated() {
      requests.append(
        try await Requests(desk).visit(number + 1, at: "2027-03-0\(number + 1) 09:00:00", coupon: "THREE"))
    }
    let work = requests
    let outcomes = await race(Array(zip(desks, work))) { try await confirm($0.1, at: $0.0) }
    var confirmed = 0
    for outcome in outcomes {
      switch outcome {
      case .success(.confirmed): confirmed += 1
      case .success(.priceChanged(let quote)):
        #expect(quote.couponVerdict?.code == "coupon_max_uses")
      case .success(.standing), .success(.likelyDuplicates): Issue.record("Nothing was sent twice.")
      case .failure(let error):
        let code = (error as? DeskError)?.code
        #expect(code == .rule(constraint: "ck_coupons_current_uses") || code == .rule(constraint: "LB043"), "\(error)")
      }
    }
    #expect(confirmed == 3)
    let world = try await everything()
    #expect(try await world.count("select count(*) from coupon_redemptions") == 3)
    #expect(try await world.count("select current_uses from coupons where code = 'THREE'") == 3)
    #expect(try await world.count("select count(*) from bookings where request_key is not null") == 3)
  }

  @Test("Of eight desks that want one collector at one time, one gets them")
  func collectorRace() async throws {
    let desks = try await desks(8)
    var requests: [BookingRequest] = []
    for (number, desk) in desks.enumerated() {
      // Each a few minutes later: any two overlap.
      requests.append(
        try await Requests(desk).visit(number + 1, at: "2027-03-01 09:0\(number):00", collector: StaffID(3)))
    }
    let outcomes = await race(Array(zip(desks, requests))) { try await confirm($0.1, at: $0.0) }
    let refusals = outcomes.compactMap { outcome -> DeskError? in
      if case .failure(let error) = outcome { error as? DeskError } else { nil }
    }
    #expect(refusals.count == 7)
    #expect(refusals.allSatisfy { $0.code == .rule(constraint: "ex_visits_staff_overlap") }, "\(refusals)")
    #expect(
      try await everything().count("select count(*) from visits where staff_id = 3 and starts_at > '2027-01-01'") == 1)
  }

  @Test("Whoever may not book is refused by the database", arguments: [TestClinic.analyst, TestClinic.labTechnician])
  func notAllowed(_ account: TestClinic.Account) async throws {
    let request = try await Requests(try await signedIn()).visit(1)
    let desk = try await signedIn(as: account)
    // Without sight of the price lists the price differs first; in no case is anything saved.
    do {
      guard case .priceChanged = try await desk.confirm(request) else {
        Issue.record("Confirmed by \(account.role).")
        return
      }
    } catch let error as DeskError {
      #expect(error.code == .notAllowed)
    }
    #expect(try await everything().count("select count(*) from bookings where request_key is not null") == 0)
  }

  @Test("After signing out the desk can do nothing more")
  func signedOut() async throws {
    let desk = try await signedIn()
    let request = try await Requests(desk).visit(1)
    try await desk.signOut()
    await #expect(throws: DeskError.self) { _ = try await desk.confirm(request) }
    #expect(try await everything().count("select count(*) from bookings where request_key is not null") == 0)
  }

  private func desks(_ count: Int) async throws -> [Desk] {
    var desks: [Desk] = []
    for _ in 0..<count { desks.append(try await signedIn()) }
    return desks
  }

  /// Confirms as a person does whom a crowded machine told to try again.
  private func confirm(_ request: BookingRequest, at desk: Desk) async throws -> ConfirmOutcome {
    while true {
      do { return try await desk.confirm(request) } catch let error as DeskError where error.code == .busy { continue }
    }
  }

  /// Starts a piece of work for every input at once and waits for all.
  private func race<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @escaping @Sendable (Input) async throws -> Output
  ) async -> [Result<Output, any Error>] {
    await withTaskGroup(of: Result<Output, any Error>.self) { group in
      for input in inputs {
        group.addTask {
          do { return .success(try await work(input)) } catch { return .failure(error) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }
}
