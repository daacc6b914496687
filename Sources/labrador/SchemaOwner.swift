import EmbeddedPostgres
import Postgres

/// Works as the role that owns the schema, so that whatever a migration makes belongs to it.
enum SchemaOwner {
  /// Takes the owner's role if the login may.
  ///
  /// - Returns: whether it may; reading needs no owner.
  static func assume(on connection: Connection) async throws -> Bool {
    let mayAct: Bool = try await connection.query(
      """
      select coalesce((select pg_has_role(session_user, oid, 'member') from pg_roles
        where rolname = \(Provisioning.ownerRole)), false)
      """
    ).onlyRow().decode(at: 0)
    if mayAct { _ = try await connection.query("set role \(identifier: Provisioning.ownerRole)") }
    return mayAct
  }

  /// Takes the owner's role, or says who is needed instead.
  static func require(on connection: Connection) async throws {
    guard try await !assume(on: connection) else { return }
    let row = try await connection.query(
      "select session_user as login, to_regrole(\(Provisioning.ownerRole)) is not null as is_prepared"
    ).onlyRow()
    let login = try row.decode("login", as: String.self)
    guard try row.decode("is_prepared", as: Bool.self) else {
      throw Failure("This server has no role \(Provisioning.ownerRole) yet: run `labrador setup --database OWNER_URL`.")
    }
    throw Failure(
      "“\(login)” may not change the schema: give `--database` with \(Provisioning.ownerRole), or a login that may act as it."
    )
  }
}
