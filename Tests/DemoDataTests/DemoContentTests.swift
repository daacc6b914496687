import EmbeddedPostgres
import LabCore
import Postgres
import TestSupport
import Testing

@testable import DemoData

@Suite("The loaded demo", .demo)
struct DemoContentTests {
  @Test("The main clinic has the promised size")
  func size() async throws {
    let database = try TestDatabase.current
    let row = try #require(
      try await database.rows(
        """
        select o.id, (select count(*) from users u where u.organization_id = o.id) as clients,
          (select count(*) from pets p where p.organization_id = o.id) as pets,
          (select count(*) from bookings b where b.organization_id = o.id) as bookings,
          (select count(*) from tests t where t.organization_id = o.id) as tests
        from organizations o where slug = 'cubbon'
        """
      ).first)
    #expect(try row.decode("clients") == 900)
    #expect(try row.decode("pets") == 1200)
    #expect(try row.decode("bookings") == 5500)
    #expect(try row.decode("tests", as: Int.self) >= 60)
    #expect(try await DemoData.isLoaded(try await database.connect(as: .owner)))
  }

  @Test("Every state is there", arguments: StateCase.all)
  func states(_ state: StateCase) async throws {
    let found = try await TestDatabase.current.rows(
      """
      select distinct t.\(unsafeSQL: state.column)::text as state from \(unsafeSQL: state.table) t
      join organizations o on o.id = t.organization_id where o.slug = 'cubbon'
      """)
    let states = Set(try found.map { try $0.decode("state", as: String.self) })
    #expect(states.isSuperset(of: state.wanted), "missing \(Set(state.wanted).subtracting(states)) in \(state.table)")
  }

  /// Each query counts rows that break a rule which no constraint holds by itself.
  @Test("No row breaks a rule", arguments: RuleCase.all)
  func rules(_ rule: RuleCase) async throws {
    #expect(try await TestDatabase.current.number(rule.broken) == 0, "\(rule.name)")
  }

  @Test("Today and tomorrow have a list")
  func lists() async throws {
    for (day, least) in [(0, 20), (1, 10)] {
      let count = try await TestDatabase.current.number(
        """
        select count(*) as n from bookings b join organizations o on o.id = b.organization_id
        where o.slug = 'cubbon' and (b.booking_date at time zone o.time_zone)::date = \(loadDay.description)::date + \(day)::int
        """)
      #expect(count >= least)
    }
  }

  @Test("Reports run late, and some are due")
  func overdue() async throws {
    let count = try await TestDatabase.current.number(
      """
      select count(*) as n from test_reports r join tests t on (t.organization_id, t.id) = (r.organization_id, r.test_id)
      where r.status = 'pending'
        and r.created_at + make_interval(hours => t.tat_hours) < (\(loadDay.description)::date + time '10:30') at time zone 'Asia/Kolkata'
      """)
    #expect(count >= 3)
  }

  @Test("Promotions of every kind stand beside each other", arguments: PromotionCase.all)
  func promotions(_ promotion: PromotionCase) async throws {
    #expect(
      try await TestDatabase.current.number(
        """
        select count(*) as n from coupons c
        join organizations g on g.id = c.organization_id and g.slug = 'cubbon'
        left join offers o on (o.organization_id, o.id) = (c.organization_id, c.offer_id)
        cross join (select \(loadDay.description)::date as today) d where \(unsafeSQL: promotion.condition)
        """) > 0, "\(promotion.name)")
  }

  @Test("Couples share a phone, and placeholders, deceased and inactive pets are met")
  func specialCases() async throws {
    let database = try TestDatabase.current
    let couples = try await database.number(
      "select count(*) as n from (select phone from users group by organization_id, phone having count(*) = 2) s")
    #expect(couples >= 20)
    #expect(
      try await database.number("select count(*) as n from pets where is_placeholder and name like 'Pet\\_%'") >= 10)
    #expect(try await database.number("select count(*) as n from pets where is_deceased") >= 20)
    #expect(try await database.number("select count(*) as n from pets where not is_active and not is_deceased") >= 8)
    #expect(try await database.number("select count(*) as n from users where full_name ~ '[éãë’]'") >= 5)
  }

  @Test("Each account of the list signs in, and every role is among them", arguments: DemoData.accounts)
  func accounts(_ account: DemoAccount) async throws {
    let desk = try await TestDatabase.current.connect(as: .desk)
    let answer = try await desk.query(
      """
      select outcome, token from desk.sign_in(\(account.organization), \(account.phone), \(account.password), 'test', 'test')
      """
    ).onlyRow()
    #expect(try answer.decode("outcome") == "ok")
    let token = try answer.decode("token", as: String.self)
    let results = try await desk.transaction(
      ["select slug, role from desk.profile()"],
      preamble: ["select set_config('labrador.session', \(token), true)"])
    let profile = try results[0].onlyRow()
    #expect(try profile.decode("slug") == account.organization)
    #expect(try profile.decode("role") == account.role)
    await desk.close()
  }

  @Test("A desk sees its own organisation alone")
  func wall() async throws {
    let desk = try await TestDatabase.current.connect(as: .desk)
    var seen: [[Int]] = []
    for slug in DemoData.organizations {
      let account = try #require(DemoData.accounts.first { $0.organization == slug && $0.role == "receptionist" })
      let token = try await desk.query(
        "select token from desk.sign_in(\(slug), \(account.phone), \(account.password), 'test', 'test')"
      ).onlyRow().decode("token", as: String.self)
      let results = try await desk.transaction(
        ["select id from bookings order by id"], preamble: ["select set_config('labrador.session', \(token), true)"])
      seen.append(try results[0].rows.map { try $0.decode("id") })
    }
    #expect(seen.map(\.count) == [5500, 260])
    #expect(Set(seen[0]).isDisjoint(with: seen[1]))
    await desk.close()
  }

  @Test("Ids given later go on after the demo's")
  func identities() async throws {
    let owner = try await TestDatabase.current.connect(as: .owner)
    let id = try await owner.query(
      "insert into users (organization_id, full_name, phone) select id, 'Later', '+919000099999' from organizations where slug = 'marina' returning id"
    ).onlyRow().decode("id", as: Int.self)
    #expect(id == 961)
    _ = try await owner.query("delete from users where id = \(id)")
    await owner.close()
  }
}
