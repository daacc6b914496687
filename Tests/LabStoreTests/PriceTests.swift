import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Prices by the day, as the database keeps them.
@Suite("Versions of prices", .clinic)
struct PriceTests {
  private static let bloodCount = TestID(1)
  private static let wellness = PanelID(1)

  private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  private func test(_ id: TestID = bloodCount, by desk: Desk) async throws -> ListedTest {
    try #require(try await desk.priceList().tests.first { $0.id == id })
  }

  private func panel(by desk: Desk) async throws -> ListedPanel {
    try #require(try await desk.priceList().panels.first { $0.id == Self.wellness })
  }

  private func set(
    _ price: Int64, reduced: Int64? = nil, from text: String, by desk: Desk
  ) async throws {
    try await desk.setPrice(
      of: Self.bloodCount, version: try await test(by: desk).version, from: try day(text),
      to: Money(minorUnits: price), reduced: reduced.map { Money(minorUnits: $0) })
  }

  /// The versions of the blood count in one line each; the day of the server is called today, the one before it yesterday.
  private func versions(_ table: String = "test_prices") async throws -> [String] {
    try await everything().texts(
      """
      select concat_ws(' ', coalesce(p.price::text, '-'), to_jsonb(p) ->> 'discounted_price', named.starts, named.ends,
        coalesce(s.name, '?'))
      from \(unsafeSQL: table) p left join staff s on s.organization_id = p.organization_id and s.id = p.set_by
      cross join lateral (select
        case p.effective_from when current_date then 'today' else p.effective_from::text end as starts,
        case p.effective_until when current_date - 1 then 'yesterday' else coalesce(p.effective_until::text, 'on') end
          as ends) named
      where p.organization_id = 1 and coalesce((to_jsonb(p) ->> 'test_id')::bigint, 1) = 1 order by p.effective_from
      """)
  }

  @Test("A new price closes the one before it, may be replaced and withdrawn until its day, and leaves the past alone")
  func life() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    #expect(try await versions() == ["45000 2025-04-01 on ?"])
    try await set(50_000, reduced: 48_000, from: "2099-04-01", by: owner)
    try await set(60_000, from: "2099-12-01", by: owner)
    #expect(
      try await versions() == [
        "45000 2025-04-01 2099-03-31 ?", "50000 48000 2099-04-01 2099-11-30 Vikram Sethi",
        "60000 2099-12-01 on Vikram Sethi",
      ])
    // One that begins between two ends where the next begins.
    try await set(55_000, from: "2099-08-01", by: owner)
    try await set(52_000, from: "2099-04-01", by: owner)
    #expect(
      try await versions() == [
        "45000 2025-04-01 2099-03-31 ?", "52000 2099-04-01 2099-07-31 Vikram Sethi",
        "55000 2099-08-01 2099-11-30 Vikram Sethi", "60000 2099-12-01 on Vikram Sethi",
      ])
    try await owner.withdrawPrice(
      of: Self.bloodCount, version: try await test(by: owner).version, from: try day("2099-08-01"))
    #expect(
      try await versions() == [
        "45000 2025-04-01 2099-03-31 ?", "52000 2099-04-01 2099-11-30 Vikram Sethi",
        "60000 2099-12-01 on Vikram Sethi",
      ])
    let standing = try await test(by: owner)
    #expect(standing.test.price.minorUnits == 45_000 && standing.next?.price.minorUnits == 52_000)
    let history = try await owner.priceHistory(of: Self.bloodCount)
    #expect(history.map(\.price?.minorUnits) == [60_000, 52_000, 45_000])
    #expect(history.map(\.setBy) == ["Vikram Sethi", "Vikram Sethi", nil])
  }

  @Test("A price from today holds at once, also on the test itself, and a slip of today is corrected in place")
  func today() async throws {
    let admin = try await signedIn(as: TestClinic.admin)
    let today = try await everything().texts("select current_date::text")[0]
    try await set(47_000, from: today, by: admin)
    try await set(47_500, from: today, by: admin)
    #expect(try await versions() == ["45000 2025-04-01 yesterday ?", "47500 today on Dr Uma Bose"])
    #expect(try await test(by: admin).test.price.minorUnits == 47_500)
    #expect(try await everything().count("select price from tests where id = 1 and organization_id = 1") == 47_500)
  }

  @Test("The past is not rewritten, a reduced price is lower, and a price whose day has come is not withdrawn")
  func refusals() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let yesterday = try await everything().texts("select (current_date - 1)::text")[0]
    let version = try await test(by: owner).version
    func refusal(_ work: () async throws -> Void) async throws -> DeskError {
      try await #require(throws: DeskError.self) { try await work() }
    }
    let past = try await refusal { try await set(1, from: yesterday, by: owner) }
    #expect(past.code == .rule(constraint: "LB062"))
    #expect(
      past.sentence
        == "A new price holds from today or a later day on. Nothing was saved. What was asked on past days stays as it was."
    )
    let reduced = try await refusal { try await set(50_000, reduced: 50_000, from: "2099-01-01", by: owner) }
    #expect(reduced.code == .rule(constraint: "LB064"))
    let begun = try await refusal {
      try await owner.withdrawPrice(of: Self.bloodCount, version: version, from: try day("2025-04-01"))
    }
    #expect(begun.code == .rule(constraint: "LB063"))
    let negative = try await refusal { try await set(-1, from: "2099-01-01", by: owner) }
    #expect(negative.code == .rule(constraint: "ck_test_prices_price"))
    let receptionist = try await signedIn()
    let forbidden = try await refusal { try await set(1, from: "2099-01-01", by: receptionist) }
    #expect(forbidden.code == .notAllowed)
    #expect(try await versions() == ["45000 2025-04-01 on ?"])
  }

  @Test("Of eight desks that set a price at once, one wins and the others are told to look again")
  func race() async throws {
    var desks: [Desk] = []
    for _ in 0..<8 { desks.append(try await signedIn(as: TestClinic.admin)) }
    let version = try await test(by: desks[0]).version
    let day = try day("2099-04-01")
    let outcomes = await failures(of: desks) { desk, number in
      try await desk.setPrice(
        of: Self.bloodCount, version: version, from: day.adding(days: number % 2),
        to: Money(minorUnits: Int64(50_000 + number)), reduced: nil)
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.compactMap(\.self).allSatisfy { $0.code == .stale || $0.code == .busy }, "\(outcomes)")
    #expect(try await versions().count == 2)
  }

  @Test("A panel has a price of its own from a day on, none again from another, and two desks do not set it both")
  func panels() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let admin = try await signedIn(as: TestClinic.admin)
    #expect(try await panel(by: owner).panel.price == nil)
    let stale = try await panel(by: admin).version
    func set(_ price: Int64?, _ text: String) async throws {
      try await owner.setPrice(
        of: Self.wellness, version: try await panel(by: owner).version, from: try day(text),
        to: price.map { Money(minorUnits: $0) })
    }
    try await set(130_000, "2099-01-01")
    try await set(nil, "2099-03-01")
    try await set(120_000, "2099-02-01")
    #expect(
      try await versions("panel_prices") == [
        "130000 2099-01-01 2099-01-31 Vikram Sethi", "120000 2099-02-01 2099-02-28 Vikram Sethi",
        "- 2099-03-01 on Vikram Sethi",
      ])
    let late = try await #require(throws: DeskError.self) {
      try await admin.setPrice(of: Self.wellness, version: stale, from: try day("2099-05-01"), to: .zero)
    }
    #expect(late.code == .stale)
    try await owner.withdrawPrice(
      of: Self.wellness, version: try await panel(by: owner).version, from: try day("2099-02-01"))
    let history = try await owner.priceHistory(of: Self.wellness)
    #expect(history.map(\.price?.minorUnits) == [nil, 130_000])
    #expect(try await panel(by: owner).next?.price?.minorUnits == 130_000)
    let today = try await everything().texts("select current_date::text")[0]
    try await set(140_000, today)
    #expect(try await panel(by: owner).panel.price?.minorUnits == 140_000)
  }

  @Test("A desk writes no price past the functions, and reads the versions of its own organisation alone")
  func attack() async throws {
    let intruder = try await BareSession.begin(as: TestClinic.owner)
    for statement: SQL in [
      "update tests set price = 1", "update tests set discounted_price = 1", "delete from test_prices",
      "insert into test_prices (organization_id, test_id, price, effective_from) values (1, 1, 1, '2020-01-01')",
      "update test_prices set price = 1", "select desk.put_test_price(1, 1, '2020-01-01', 1, null, null)",
    ] {
      #expect(try await intruder.attempt(statement).refusal != nil, "\(statement)")
    }
    #expect(try await versions() == ["45000 2025-04-01 on ?"])
    let neighbour = try await unsignedDesk()
    _ = try await neighbour.signIn(
      slug: TestClinic.otherSlug, phone: TestClinic.neighbour.phone, password: TestClinic.password, origin: "test")
    #expect(try await neighbour.priceHistory(of: Self.bloodCount).isEmpty)
  }

  @Test("A price written straight to a test by the owner of the database holds from today")
  func legacy() async throws {
    let world = try await TestDatabase.current.connect(as: .owner)
    _ = try await world.query("update tests set price = 48000 where id = 1 and organization_id = 1")
    #expect(try await versions() == ["45000 2025-04-01 yesterday ?", "48000 today on ?"])
    _ = try await world.query(
      "update tests set price = 48000, name = 'Blood count' where id = 1 and organization_id = 1")
    #expect(try await versions().count == 2)
  }

  @Test("The shelf has the prices of every day to come")
  func shelf() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    try await set(50_000, from: "2099-04-01", by: owner)
    try await owner.setPrice(of: Self.wellness, version: 1, from: try day("2099-04-01"), to: Money(minorUnits: 120_000))
    let catalogue = try await signedIn().readShelf().catalogue
    #expect(catalogue.test(Self.bloodCount)?.price.minorUnits == 45_000)
    #expect(catalogue.on(try day("2099-03-31")).test(Self.bloodCount)?.price.minorUnits == 45_000)
    #expect(catalogue.on(try day("2099-04-01")).test(Self.bloodCount)?.price.minorUnits == 50_000)
    #expect(catalogue.on(try day("2099-04-01")).panel(Self.wellness)?.price?.minorUnits == 120_000)
    #expect(catalogue.panel(Self.wellness)?.price == nil)
  }
}
