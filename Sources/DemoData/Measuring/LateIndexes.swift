internal import Postgres

/// The indexes and keys of the tables that a database for measuring fills, made anew once the rows stand: sorting all rows
/// at once takes a fraction of the time that placing each of them takes.
struct LateIndexes {
  static let tables = [
    "public.users", "public.addresses", "public.pets", "public.bookings", "public.booking_items",
    "public.test_reports", "search.tokens",
  ]

  private let found: [(name: String, drop: String, make: String)]

  /// Finds what no primary key, unique or exclusion constraint stands on, and the foreign keys of the words.
  static func find(_ connection: isolated Connection) async throws -> LateIndexes {
    let rows = try await connection.query(
      """
      select c.relname as name, format('drop index %I.%I', n.nspname, c.relname) as drop,
        pg_get_indexdef(c.oid) as make
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where i.indrelid = any (\(tables)::regclass[]) and not i.indisunique
        and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      union all
      select k.conname, format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname),
        format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
      from pg_constraint k where k.conrelid = 'search.tokens'::regclass and k.contype = 'f'
      order by 1
      """)
    return LateIndexes(
      found: try rows.rows.map { (try $0.decode("name"), try $0.decode("drop"), try $0.decode("make")) })
  }

  var drop: [SQL] { found.map { SQL(unsafeSQL: $0.drop) } }
  var make: [SQL] { found.map { SQL(unsafeSQL: $0.make) } }
}
