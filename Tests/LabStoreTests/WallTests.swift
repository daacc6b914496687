import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What stands between a desk and rows that are none of its business.
@Suite("The wall", .clinic)
struct WallTests {
  @Test("A desk refuses to work as the owner or the superuser, and says who it should be")
  func tooMuchPower() async throws {
    for account in [try TestDatabase.current.target(as: .owner), try TestDatabase.current.target(as: .superuser)] {
      let desk = Desk(target: account, applicationName: "tests")
      let error = try await #require(throws: DeskError.self) { _ = try await desk.isEmpty() }
      #expect(error.code == .notAllowed)
      #expect(error.sentence.contains("labrador_desk"))
    }
  }

  /// Every table that belongs to organisations.
  private func businessTables() async throws -> [String] {
    try await everything().texts(
      """
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname in ('public', 'desk', 'search', 'scoped')
        and (c.relname = 'organizations' or exists (select from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
      order by 1
      """)
  }

  @Test("Without a session, or with one made up, no row of any business table is seen", arguments: ["", "made up"])
  func noSession(_ token: String) async throws {
    let connection = try await TestDatabase.current.connect(as: .desk)
    let tables = try await businessTables()
    #expect(tables.count > 30)
    for table in tables {
      do {
        let count = try await connection.withTransaction(preamble: [
          "select set_config('labrador.session', \(token), true)"
        ]) { connection in
          try await connection.query("select count(*) from \(unsafeSQL: table)").onlyRow().decode(at: 0, as: Int.self)
        }
        #expect(count == 0, "\(table)")
      } catch let error as PostgresError {
        #expect(error.code == .insufficientPrivilege, "\(table): \(error)")
      }
    }
    #expect(try await connection.count("select count(*) from search.clients('bruno', 20)") == 0)
    #expect(try await connection.count("select count(*) from desk.profile()") == 0)
  }

  @Test("Policies look the session up once for a statement, never once for a row")
  func policies() async throws {
    let rows = try await everything().query(
      """
      select schemaname || '.' || tablename || ' ' || policyname as policy, coalesce(qual, '') || ' ' || coalesce(with_check, '') as rule
      from pg_policies where 'labrador_desk' = any (roles)
      """
    ).rows
    #expect(rows.count > 40)
    for row in rows {
      let rule: String = try row.decode("rule")
      let bare = rule.replacing(/\( ?SELECT desk\.\w+\([^()]*\) AS \w+\)/, with: "")
      let policy: String = try row.decode("policy")
      #expect(!bare.contains("desk."), "\(policy): \(rule)")
      #expect(rule.contains("SELECT desk.organization_id()"), "\(policy): \(rule)")
    }
  }

  @Test("Row-level security is on and forced on every business table")
  func forced() async throws {
    let open = try await everything().texts(
      """
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('public', 'desk', 'search')
        and (c.relname = 'organizations' or exists (select from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
        and not (c.relrowsecurity and c.relforcerowsecurity)
      """)
    #expect(open == [])
  }

  @Test("Passwords and the channel cannot be read, not even by who is signed in")
  func hidden() async throws {
    let connection = try await TestDatabase.current.connect(as: .desk)
    for statement: SQL in ["select hashed_password from staff", "select channel from organizations"] {
      let error = try await #require(throws: PostgresError.self) { _ = try await connection.query(statement) }
      #expect(error.code == .insufficientPrivilege)
    }
  }

  @Test("A desk finds the clients of its own organisation alone, though a phone is known in both")
  func search() async throws {
    let city = try await signedIn()
    let hills = try await signedIn(as: TestClinic.neighbour)
    #expect(Set(try await city.findClients("9845012345").map(\.name)) == ["Priya Sharma", "Anil Sharma"])
    #expect(Set(try await hills.findClients("9845012345").map(\.name)) == ["Hanna Berg"])
    #expect(try await hills.readShelf().catalogue.tests.map(\.name) == ["Grosses Blutbild"])
  }

  @Test(
    "A whole number finds its client in any format",
    arguments: ["9845012345", "+919845012345", "098450 12345", "984-501-2345", "91 98450 12345"])
  func wholeNumber(_ phone: String) async throws {
    let desk = try await signedIn()
    #expect(Set(try await desk.findClients(phone).map(\.name)) == ["Priya Sharma", "Anil Sharma"])
  }
}
