import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Codes of an offer: issued in batches, looked through, given other terms, and switched off.
@Suite("Coupons of an offer", .clinic)
struct CouponBatchTests {
  /// “Welcome”, which has three codes.
  static let welcome = OfferID(1)

  static func terms(most: Int? = nil, each: Int = 1) throws -> CouponTerms {
    CouponTerms(
      firstDay: try #require(CalendarDate("2026-11-21")), lastDay: try #require(CalendarDate("2026-12-31")),
      maxUses: most, maxUsesPerClient: each)
  }

  static func order(
    _ number: Int, _ prefix: String = "FEST-", _ quantity: Int = 25, of offer: OfferID = welcome, most: Int? = 1
  ) throws -> BatchOrder {
    BatchOrder(
      key: try Requests.key(number), offerID: offer, prefix: prefix, quantity: quantity, terms: try terms(most: most))
  }

  static func coupon(_ code: String, seenBy desk: Desk, of offer: OfferID = welcome) async throws -> CouponRecord {
    try #require(
      try await desk.couponPage(CouponFilter(offerID: offer, fragment: code)).coupons.first { $0.coupon.code == code })
  }

  static func edit(_ record: CouponRecord, most: Int?, each: Int) -> CouponEdit {
    CouponEdit(
      id: record.id, version: record.version, firstDay: nil, lastDay: nil, maxUses: most, maxUsesPerClient: each,
      isActive: record.coupon.isActive)
  }

  @Test("A batch has as many codes as were ordered, each its own, none with a sign that is misread")
  func issued() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let batch = try await desk.issue(try Self.order(1, "fest-", 1_000))
    let filter = CouponFilter(offerID: Self.welcome, batchID: batch)
    let page = try await desk.couponPage(filter)
    #expect((page.total, page.totalOn) == (1_000, 1_000))
    #expect(page.coupons.count == Desk.couponPage)
    let codes = try await desk.coupons(filter, before: nil, most: 2_000).map(\.coupon.code)
    #expect(Set(codes).count == 1_000)
    #expect(codes.allSatisfy { $0.wholeMatch(of: /FEST-[A-HJKMNP-Z2-9]{8}/) != nil })
    // Each sign turns up about as often as every other: 8,000 signs of 31, give or take a third.
    let counts = Dictionary(codes.flatMap { $0.dropFirst(5) }.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(counts.count == 31 && counts.values.allSatisfy { (172...344).contains($0) }, "\(counts)")
    let first = page.coupons[0]
    #expect(first.coupon.firstDay.description == "2026-11-21" && first.coupon.lastDay.description == "2026-12-31")
    #expect((first.coupon.maxUses, first.coupon.maxUsesPerClient, first.uses) == (1, 1, 0))
    let batches = try await desk.batches(of: Self.welcome)
    #expect(batches.map(\.id) == [batch])
    #expect((batches[0].prefix, batches[0].quantity, batches[0].createdBy) == ("FEST-", 1_000, "Dr Uma Bose"))
  }

  @Test("The days of a batch are those of the organisation's time zone")
  func timeZone() async throws {
    let world = try await everything()
    _ = try await world.query("update organizations set time_zone = 'Asia/Kolkata' where id = 1")
    let desk = try await signedIn(as: TestClinic.admin)
    let batch = try await desk.issue(try Self.order(1, "A", 1))
    #expect(
      try await world.texts(
        """
        select (start_date at time zone 'UTC') || ' ' || (end_date at time zone 'UTC') from coupons
        where batch_id = \(batch)
        """) == ["2026-11-20 18:30:00 2026-12-31 18:30:00"])
    let record = try #require(
      try await desk.couponPage(CouponFilter(offerID: Self.welcome, batchID: batch)).coupons.first)
    #expect(record.coupon.lastDay.description == "2026-12-31")
  }

  @Test("The same order sent again issues nothing more")
  func again() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let first = try await desk.issue(try Self.order(1))
    #expect(try await desk.issue(try Self.order(1)) == first)
    let other = try await #require(throws: DeskError.self) { _ = try await desk.issue(try Self.order(1, "OTHER")) }
    #expect(other.code == .rule(constraint: "LB058"))
    #expect(try await everything().count("select count(*) from coupons where batch_id is not null") == 25)
  }

  @Test("Too many codes, beginnings with anything else in them, other people's offers and roles are refused")
  func refused() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    var codes: [DeskError.Code] = []
    for (number, order) in [
      try Self.order(1, "A", 10_001), try Self.order(2, "A", 0), try Self.order(3, "A B"),
      try Self.order(4, "x'); drop table coupons; --"), try Self.order(5, "É"),
      try Self.order(6, String(repeating: "A", count: 21)), try Self.order(7, of: OfferID(99)),
      try Self.order(8, most: 0),
    ].enumerated() {
      let error = await #expect(throws: DeskError.self, "\(number)") { _ = try await desk.issue(order) }
      if let error { codes.append(error.code) }
    }
    #expect(
      codes == [
        .rule(constraint: "ck_coupon_batches_quantity"), .rule(constraint: "ck_coupon_batches_quantity"),
        .rule(constraint: "ck_coupon_batches_prefix"), .rule(constraint: "ck_coupon_batches_prefix"),
        .rule(constraint: "ck_coupon_batches_prefix"), .rule(constraint: "ck_coupon_batches_prefix"),
        .rule(constraint: "LB007"), .rule(constraint: "ck_coupons_max_uses"),
      ])
    let receptionist = try await signedIn()
    let error = try await #require(throws: DeskError.self) { _ = try await receptionist.issue(try Self.order(1)) }
    #expect(error.code == .notAllowed)
    #expect(try await everything().count("select count(*) from coupon_batches") == 0)
  }

  @Test("A code that somebody chose is found however it is written; a second one like it is refused")
  func named() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    _ = try await desk.addCoupon(" festive 10 ", for: Self.welcome, try Self.terms(most: 100, each: 2))
    let record = try await Self.coupon("FESTIVE10", seenBy: desk)
    #expect((record.coupon.maxUses, record.coupon.maxUsesPerClient, record.batchID) == (100, 2, nil))
    #expect(try await desk.findCoupon("Festive10", for: nil).request.coupon?.id == record.id)
    let error = try await #require(throws: DeskError.self) {
      _ = try await desk.addCoupon("Festive10", for: Self.welcome, try Self.terms())
    }
    #expect(error.sentence.hasPrefix("Another coupon has this code."))
  }

  @Test("Codes are read page by page, and a fragment finds them wherever it stands")
  func pages() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    _ = try await desk.issue(try Self.order(1, "PAGE", 450))
    let filter = CouponFilter(offerID: Self.welcome, fragment: "page")
    var seen: [CouponID] = []
    var page = try await desk.couponPage(filter)
    #expect(page.total == 450)
    while !page.coupons.isEmpty {
      seen += page.coupons.map(\.id)
      page = try await desk.couponPage(filter, before: seen.last)
    }
    #expect(seen.count == 450 && seen == seen.sorted(by: >))
    #expect(
      try await desk.couponPage(CouponFilter(offerID: Self.welcome, fragment: "three")).coupons.map(\.coupon.code) == [
        "THREE"
      ])
    #expect(try await desk.couponPage(CouponFilter(offerID: Self.welcome, fragment: "%_'\\")).total == 0)
    #expect(try await desk.coupons(CouponFilter(offerID: Self.welcome), before: nil, most: 1_000).count == 453)
  }

  @Test("Other terms hold for the version that was read; days that were not touched keep their moment")
  func edited() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    _ = try await everything().query("update coupons set end_date = '2026-12-05 18:00Z' where code = 'THREE'")
    let before = try await Self.coupon("THREE", seenBy: desk)
    var edit = Self.edit(before, most: 4, each: 3)
    edit.firstDay = CalendarDate("2026-11-01")
    try await desk.edit(edit)
    let after = try await Self.coupon("THREE", seenBy: desk)
    #expect((after.coupon.maxUses, after.coupon.maxUsesPerClient) == (4, 3))
    #expect(after.coupon.startsAt.description == "2026-11-01 00:00:00")
    #expect(after.coupon.endsAt.description == "2026-12-05 18:00:00")
    let error = try await #require(throws: DeskError.self) { try await desk.edit(edit) }
    #expect(error.code == .stale)
  }

  @Test("A limit below what is used is refused with both figures")
  func limits() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let reception = try await signedIn()
    let requests = try await Requests(reception)
    for number in 1...2 {
      let visit = try await requests.visit(number, at: "2027-03-0\(number) 09:00:00", coupon: "THREE")
      guard case .confirmed = try await reception.confirm(visit) else {
        Issue.record("Not confirmed.")
        return
      }
    }
    let record = try await Self.coupon("THREE", seenBy: desk)
    #expect(record.uses == 2)
    #expect(record.givenAway == Money(minorUnits: 21_000))
    let total = try await desk.edit(refusing: Self.edit(record, most: 1, each: 5))
    #expect(total.code == .rule(constraint: "LB053"))
    #expect(total.sentence == "Coupon THREE has been used 2 times, so its limit cannot be 1. Nothing was saved.")
    let each = try await desk.edit(refusing: Self.edit(record, most: 3, each: 1))
    #expect(each.code == .rule(constraint: "LB056"))
    #expect(
      each.sentence
        == "One client has used coupon THREE 2 times, so the limit for each client cannot be 1. Nothing was saved.")
    try await desk.edit(Self.edit(record, most: 2, each: 2))
    let after = try await Self.coupon("THREE", seenBy: desk)
    #expect(after.coupon.state(at: try #require(LocalDateTime("2026-11-21 10:00:00")), uses: after.uses) == .usedUp)
  }

  @Test("Codes are switched off as they were counted; uses and other offers' codes stay")
  func ended() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let batch = try await desk.issue(try Self.order(1, "OLD", 30))
    _ = try await desk.issue(try Self.order(2, "NEW", 20))
    let filter = CouponFilter(offerID: Self.welcome, batchID: batch)
    let error = try await #require(throws: DeskError.self) {
      _ = try await desk.end(filter, expecting: 29, reason: "Leaked")
    }
    #expect(error.code == .stale)
    #expect(error.sentence == "There are 30 such codes now, not 29. Nothing was saved.")
    #expect(try await desk.end(filter, expecting: 30, reason: "Leaked") == 30)
    let page = try await desk.couponPage(filter)
    #expect((page.total, page.totalOn) == (30, 0))
    #expect(try await desk.couponPage(CouponFilter(offerID: Self.welcome)).totalOn == 22)
    let fragment = CouponFilter(offerID: Self.welcome, fragment: "new")
    #expect(try await desk.end(fragment, expecting: 20, reason: "") == 20)
    #expect(try await desk.couponPage(CouponFilter(offerID: OfferID(2))).totalOn == 1)
    #expect(
      try await everything().count("select count(*) from audit_logs where reason = 'Leaked' and action = 'UPDATE'")
        == 30)
  }

  @Test("A code and its offer stay as they are, whoever asks")
  func protected() async throws {
    let session = try await BareSession.begin(as: TestClinic.admin)
    #expect(
      try await session.attempt("update coupons set code = 'MINE' where code = 'THREE'").refusal == .custom("LB012"))
    #expect(
      try await session.attempt("update coupons set offer_id = 2 where code = 'THREE'").refusal == .custom("LB012"))
    #expect(
      try await session.attempt("update coupons set current_uses = 0 where code = 'THREE'").refusal
        == .insufficientPrivilege)
    #expect(
      try await session.attempt(
        """
        insert into coupon_batches (organization_id, offer_id, request_key, prefix, quantity)
        values (1, 1, gen_random_uuid(), 'X', 5)
        """
      ).refusal == .insufficientPrivilege)
    await session.connection.close()
  }
}

extension Desk {
  /// Edits a coupon and answers with the refusal.
  fileprivate func edit(refusing edit: CouponEdit) async throws -> DeskError {
    try await #require(throws: DeskError.self) { try await self.edit(edit) }
  }
}
