import EmbeddedPostgres
import Postgres
import TestSupport
import Testing

/// Nobody's ordinary statement changes what the audit trail says, not even one of the owner of the schema.
@Suite("The audit trail is append-only", .clinic)
struct AppendOnlyTests {
  static let changes: [SQL] = [
    "update audit_logs set reason = 'nothing to see here'",
    "update audit_logs set user_id = 2 where user_id = 1",
    "delete from audit_logs",
    "delete from audit_logs where action = 'LOCK'",
    "truncate audit_logs",
    "truncate audit_logs, staff cascade",
    """
    insert into audit_logs (organization_id, id, action, entity_type)
    select organization_id, id, 'UPDATE', 'staff' from audit_logs
    on conflict (organization_id, id) do update set action = excluded.action
    """,
    """
    merge into audit_logs a using (select 1) one on true when matched then delete
    """,
    "with gone as (delete from audit_logs returning *) select count(*) from gone",
  ]

  private func trail(_ connection: isolated Connection) async throws -> [String] {
    try await connection.query("select md5(string_agg(a::text, '|' order by id)) as digest from audit_logs a").rows
      .map { try $0.decode("digest") }
  }

  @Test("The owner of the schema neither changes nor removes an entry", arguments: changes)
  func owner(_ statement: SQL) async throws {
    let world = try await everything()
    try await TestTrail.write(on: world)
    let before = try await trail(world)
    let owner = try await TestDatabase.current.connect(as: .owner)
    let error = try await #require(throws: PostgresError.self) { _ = try await owner.query(statement) }
    #expect(error.code == .custom("LB060"), "\(error)")
    #expect(try await trail(world) == before)
  }

  @Test(
    "A desk neither writes, changes nor removes an entry",
    arguments: changes + [
      "insert into audit_logs (organization_id, user_id, action, entity_type) values (1, 2, 'LOCK', 'staff')"
    ])
  func desk(_ statement: SQL) async throws {
    let world = try await everything()
    let before = try await trail(world)
    let desk = try await TestDatabase.current.connect(as: .desk)
    let error = try await #require(throws: PostgresError.self) { _ = try await desk.query(statement) }
    #expect(error.code == .insufficientPrivilege, "\(error)")
    #expect(try await trail(world) == before)
  }

  @Test("No account with entries can be removed, so that every entry keeps its person")
  func people() async throws {
    let world = try await everything()
    try await TestTrail.write(on: world)
    let owner = try await TestDatabase.current.connect(as: .owner)
    let error = try await #require(throws: PostgresError.self) {
      _ = try await owner.query("delete from staff where id = 8")
    }
    #expect(
      error.code == .foreignKeyViolation || error.code == .restrictViolation || error.sqlState?.hasPrefix("LB") == true,
      "\(error)")
  }
}
