import Postgres
import Words

/// The check that a desk never works with more power than it needs.
enum DeskRole {
  /// Refuses a connection whose role could bypass row-level security or owns the schema.
  static func refuseTooMuchPower(on connection: Connection) async throws {
    let row = try await connection.query(
      """
      select r.rolname, r.rolsuper or r.rolbypassrls as is_powerful,
             exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                     where c.relowner = r.oid and n.nspname = 'public') as owns_tables,
             to_regprocedure('desk.profile()') is not null as is_migrated
      from pg_catalog.pg_roles r where r.rolname = current_user
      """
    ).rows[0]
    let name = try row.decode("rolname", as: String.self)
    guard try row.decode("is_migrated", as: Bool.self) else {
      throw DeskError(
        .other, say("This database is not set up for Labrador yet. Run `labrador setup --database OWNER_URL` first."))
    }
    guard try !row.decode("is_powerful", as: Bool.self), try !row.decode("owns_tables", as: Bool.self) else {
      throw DeskError(
        .notAllowed,
        say(
          "The desk connects as `labrador_desk`, never as `\(name)`, which may do too much. "
            + "Run `labrador setup --database …` with this URL; it writes the right one for the desk."))
    }
  }
}
