import EmbeddedPostgres
import Migrator
import Postgres
import TestSupport

/// A database of its own for one test: provisioned, empty, gone afterwards.
enum ScratchDatabase {
  static func with<T: Sendable>(_ body: (ConnectionTarget) async throws -> T) async throws -> T {
    try await TestDatabase.with(.provisioned) { database in try await body(database.target(as: .owner)) }
  }

  /// Opens a connection for the time of a body, with a migrator of the given set on it.
  static func withMigrator<T: Sendable>(
    _ set: MigrationSet, on target: ConnectionTarget, _ body: (Migrator, Connection) async throws -> T
  ) async throws -> T {
    let connection = try await Connection.open(target, applicationName: "labrador tests")
    let result = await Result { try await body(Migrator(connection: connection, set: set), connection) }
    await connection.close()
    return try result.get()
  }

  /// A database and a migrator for it at once.
  static func withMigrator<T: Sendable>(
    _ set: MigrationSet, _ body: (Migrator, Connection) async throws -> T
  ) async throws -> T {
    try await with { target in try await withMigrator(set, on: target, body) }
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

extension MigrationSet {
  /// Three small migrations with a way back each.
  static func sample(second: String = "alter table pets add age int;\n") throws -> MigrationSet {
    try MigrationSet([
      Migration(version: 1, name: "pets", up: "create table pets (id int);\n", down: "drop table pets;\n"),
      Migration(version: 2, name: "age", up: second, down: "alter table pets drop age;\n"),
      Migration(version: 3, name: "toys", up: "create table toys (id int);\n", down: "drop table toys;\n"),
    ])
  }
}

extension Connection {
  func tables() async throws -> [String] {
    try await query("select tablename from pg_tables where schemaname = 'public' order by 1").rows.map {
      try $0.decode(at: 0)
    }
  }

  /// A description of every table, constraint, index, routine, trigger and policy outside the system and the history.
  func catalogue() async throws -> [String] {
    try await query(
      """
      with ours as (
        select oid from pg_namespace
        where nspname not in ('pg_catalog', 'information_schema', 'extensions', 'migration') and nspname not like 'pg\\_%')
      select format('column %s.%s %s %s %s %s %s', c.oid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
          attidentity, attgenerated, pg_get_expr(adbin, adrelid)) as line
        from pg_class c join pg_attribute a on attrelid = c.oid and attnum > 0 and not attisdropped
        left join pg_attrdef d on adrelid = c.oid and adnum = attnum
        where relnamespace in (select oid from ours) and relkind in ('r', 'v', 'm', 'p')
      union all select format('relation %s %s %s %s', c.oid::regclass, relkind, relrowsecurity, relforcerowsecurity)
        from pg_class c where relnamespace in (select oid from ours) and relkind <> 'i'
      union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where connamespace in (select oid from ours)
      union all select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indexrelid
        where relnamespace in (select oid from ours)
      union all select pg_get_functiondef(oid) from pg_proc
        where pronamespace in (select oid from ours) and prokind in ('f', 'p')
      union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid
        where relnamespace in (select oid from ours) and not tgisinternal
      union all select format('policy %s %s %s %s', polrelid::regclass, polname, pg_get_expr(polqual, polrelid),
        pg_get_expr(polwithcheck, polrelid)) from pg_policy
      union all select format('type %s %s', oid::regtype, typtype) from pg_type
        where typnamespace in (select oid from ours) and typtype in ('d', 'e')
      order by 1
      """
    ).rows.map { try $0.decode("line") }
  }
}
