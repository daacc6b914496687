import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Offers: made, changed under the version that was read, and switched off without losing what they did.
@Suite("Offers", .clinic)
struct OfferTests {
  static func draft(_ name: String, _ change: (inout OfferDraft) -> Void = { _ in }) throws -> OfferDraft {
    var draft = OfferDraft(
      name: name, discount: .percentage(basisPoints: 1_250), startDate: try #require(CalendarDate("2026-11-01")),
      endDate: try #require(CalendarDate("2026-12-31")))
    change(&draft)
    return draft
  }

  static func offer(_ name: String, seenBy desk: Desk) async throws -> OfferSummary {
    try #require(try await desk.offerSummaries().first { $0.offer.name == name })
  }

  @Test("An offer is kept as the form has it, together with who made it")
  func added() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let draft = try Self.draft("Diwali") {
      $0.description = "Lights"
      $0.eventTag = "Diwali 2026"
      $0.discount = .fixedAmount(Money(minorUnits: 25_000))
      $0.scope = .tests([TestID(1), TestID(4)])
      $0.minimumOrder = Money(minorUnits: 100_000)
      $0.isAutomatic = true
      $0.isStackable = true
      $0.coversDistance = true
    }
    let id = try await desk.add(draft)
    let stored = try await Self.offer("Diwali", seenBy: desk)
    #expect(stored.id == id)
    #expect(stored.offer.scope == draft.scope)
    #expect(stored.offer.discount == draft.discount)
    #expect(stored.offer.minimumOrder == draft.minimumOrder)
    #expect(stored.offer.isAutomatic && stored.offer.isStackable && stored.offer.coversDistance)
    #expect((stored.description, stored.eventTag) == ("Lights", "Diwali 2026"))
    #expect((stored.codes, stored.uses, stored.givenAway, stored.brought) == (0, 0, .zero, .zero))
    #expect(
      try await everything().texts(
        "select s.name from offers o join staff s on s.id = o.created_by_admin_id where o.id = \(id)")
        == ["Dr Uma Bose"])
    let shelf = try await signedIn().readShelf()
    #expect(shelf.offers.contains { $0.id == id })
  }

  @Test("An edit replaces rules and tests, and holds for the version that was read")
  func edited() async throws {
    let desk = try await signedIn(as: TestClinic.owner)
    let before = try await Self.offer("Tick season", seenBy: desk)
    let draft = try Self.draft("Tick season") { $0.scope = .tests([TestID(2), TestID(11)]) }
    try await desk.edit(before.id, version: before.version, draft)
    let after = try await Self.offer("Tick season", seenBy: desk)
    #expect(after.offer.scope == .tests([TestID(2), TestID(11)]))
    #expect(after.offer.discount == .percentage(basisPoints: 1_250))
    #expect(after.version > before.version)
    let error = try await #require(throws: DeskError.self) {
      try await desk.edit(before.id, version: before.version, draft)
    }
    #expect(error.code == .stale)
    try await desk.edit(after.id, version: after.version, try Self.draft("Tick season"))
    #expect(try await Self.offer("Tick season", seenBy: desk).offer.scope == .allTests)
    #expect(try await everything().count("select count(*) from offer_tests where offer_id = \(before.id)") == 0)
  }

  @Test("Tests that somebody changes past the form make another version, too")
  func testsCount() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let before = try await Self.offer("Tick season", seenBy: desk)
    let session = try await BareSession.begin(as: TestClinic.owner)
    try await session.run([
      "insert into offer_tests (organization_id, offer_id, test_id) values (1, \(before.id), 3)"
    ])
    let error = try await #require(throws: DeskError.self) {
      try await desk.edit(before.id, version: before.version, try Self.draft("Tick season"))
    }
    #expect(error.code == .stale)
    await session.connection.close()
  }

  @Test("Names that are taken, days in the wrong order and too much off are refused with a sentence")
  func refused() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let drafts = [
      try Self.draft("Welcome"), try Self.draft("New") { $0.endDate = $0.startDate.adding(days: -1) },
      try Self.draft("New") { $0.discount = .percentage(basisPoints: 10_001) },
      try Self.draft("New") { $0.discount = .fixedAmount(.zero) }, try Self.draft(""),
      try Self.draft("New") { $0.scope = .tests([TestID(13)]) },
    ]
    var rules: [DeskError.Code] = []
    for draft in drafts {
      let error = await #expect(throws: DeskError.self) { _ = try await desk.add(draft) }
      if let error { rules.append(error.code) }
    }
    #expect(
      rules == [
        .rule(constraint: "uq_offers_name"), .rule(constraint: "ck_offers_dates"),
        .rule(constraint: "ck_offers_discount_value"), .rule(constraint: "ck_offers_discount_value"),
        .rule(constraint: "ck_offers_name"), .rule(constraint: "fk_offer_tests_test_id"),
      ])
    #expect(try await desk.offerSummaries().count == 3)
  }

  @Test("Several offers are switched off together, or none where one has changed; the reason is in the trail")
  func ended() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let offers = try await desk.offerSummaries().map { (id: $0.id, version: $0.version) }
    var stale = offers
    stale[2].version -= 1
    let error = try await #require(throws: DeskError.self) { _ = try await desk.end(stale, reason: "") }
    #expect(error.code == .stale)
    #expect(error.sentence.hasPrefix("One of these offers was changed in the meantime."))
    #expect(try await desk.offerSummaries().allSatisfy(\.offer.isActive))
    #expect(try await desk.end(offers, reason: "Season over") == 3)
    #expect(try await desk.offerSummaries().allSatisfy { !$0.offer.isActive })
    let world = try await everything()
    #expect(
      try await world.count(
        "select count(*) from audit_logs where entity_type = 'offers' and reason = 'Season over' and user_id = 8") == 3)
    #expect(try await world.count("select count(*) from coupons where is_active") == 4)
    let again = try await desk.offerSummaries().map { (id: $0.id, version: $0.version) }
    #expect(try await desk.end(again, reason: "") == 0)
  }

  @Test("Whoever may not change offers changes none, and nobody touches the neighbours'")
  func rights() async throws {
    let desk = try await signedIn()
    let offers = try await desk.offerSummaries()
    #expect(offers.count == 3)
    let adding = await #expect(throws: DeskError.self) { _ = try await desk.add(try Self.draft("Mine")) }
    let ending = await #expect(throws: DeskError.self) {
      _ = try await desk.end([(offers[0].id, offers[0].version)], reason: "")
    }
    #expect([adding?.code, ending?.code] == [.notAllowed, .notAllowed])
    let edit = await #expect(throws: DeskError.self) {
      try await desk.edit(offers[0].id, version: offers[0].version, try Self.draft("Mine"))
    }
    #expect(edit?.code == .stale)
    let world = try await everything()
    let foreign = try await world.count(
      """
      insert into offers (organization_id, name, discount_type, discount_value, start_date, end_date)
      values (2, 'Herbst', 'percentage', 500, '2026-01-01', '2026-12-31') returning id::integer
      """)
    let admin = try await signedIn(as: TestClinic.admin)
    let error = try await #require(throws: DeskError.self) {
      _ = try await admin.end([(OfferID(Int64(foreign)), 1)], reason: "")
    }
    #expect(error.code == .stale)
    #expect(try await admin.offerSummaries().count == 3)
    #expect(try await world.count("select count(*) from offers where is_active") == 4)
  }

  @Test("Other desks hear of an offer that changed, and once of five hundred codes")
  func notices() async throws {
    let world = try await everything()
    let channel = try #require(try await world.texts("select channel from organizations where id = 1").first)
    let desk = try await signedIn(as: TestClinic.admin)
    let listener = try await TestDatabase.current.connect(as: .desk)
    try await listener.listen(channel)
    let before = try await Self.offer("Tick season", seenBy: desk)
    try await desk.edit(before.id, version: before.version, try Self.draft("Tick season"))
    _ = try await desk.issue(try CouponBatchTests.order(1, "HEAR", 500))
    _ = try await world.query("select pg_notify(\(channel), 'end')")
    var heard: [String] = []
    for await notification in listener.notifications {
      if notification.payload == "end" { break }
      heard.append(notification.payload)
    }
    let tables = heard.compactMap { payload in payload.firstMatch(of: /"table" : "(\w+)"/).map { String($0.1) } }
    #expect(tables == ["shelf", "coupons"])
    await listener.close()
  }

  @Test("Who made it cannot be said by a desk")
  func stamped() async throws {
    let session = try await BareSession.begin(as: TestClinic.admin)
    let attempt = try await session.attempt(
      """
      insert into offers (organization_id, name, discount_type, discount_value, start_date, end_date,
        created_by_admin_id) values (1, 'Forged', 'percentage', 500, '2026-01-01', '2026-12-31', 9)
      """)
    #expect(attempt.refusal == .insufficientPrivilege)
    await session.connection.close()
  }
}
