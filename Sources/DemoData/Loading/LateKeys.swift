internal import Postgres

/// The foreign keys and look-up indexes of the large tables, which are made anew once the rows stand.
///
/// PostgreSQL then compares whole tables and sorts each index once, instead of looking up every row as it arrives; a row
/// that breaks a key fails the load all the same. Primary keys, unique and exclusion constraints and checks stay on.
struct LateKeys {
  /// The tables that a load gives hundreds of rows and more, each after those it refers to.
  static let tables = [
    "users", "addresses", "pets", "bookings", "booking_items", "visits", "test_batch_groups", "test_reports",
    "billing_records", "status_events",
  ]

  private let keys: [(table: String, name: String, definition: String)]
  private let indexes: [(name: String, definition: String)]

  static func find(_ connection: isolated Connection) async throws -> LateKeys {
    let keys = try await connection.query(
      """
      select c.relname as table_name, k.conname as name, pg_get_constraintdef(k.oid) as definition
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      where c.relnamespace = 'public'::regnamespace and c.relname = any(\(tables)) and k.contype = 'f'
      order by k.oid
      """)
    let indexes = try await connection.query(
      """
      select i.relname as name, pg_get_indexdef(i.oid) as definition
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
      where c.relnamespace = 'public'::regnamespace and c.relname = any(\(tables))
        and not x.indisunique and not x.indisexclusion
      order by i.oid
      """)
    return LateKeys(
      keys: try keys.rows.map {
        (try $0.decode("table_name"), try $0.decode("name"), try $0.decode("definition"))
      },
      indexes: try indexes.rows.map { (try $0.decode("name"), try $0.decode("definition")) })
  }

  var drop: [SQL] {
    keys.map { "alter table public.\(identifier: $0.table) drop constraint \(identifier: $0.name)" }
      + indexes.map { "drop index public.\(identifier: $0.name)" }
  }

  /// Indexes first, so that the statistics hold for them too, and statistics before the keys that are planned by them.
  var make: [SQL] {
    indexes.map { SQL(unsafeSQL: $0.definition) }
      + Self.tables.map { "analyze public.\(identifier: $0)" }
      + keys.map {
        """
        alter table public.\(identifier: $0.table) add constraint \(identifier: $0.name) \(unsafeSQL: $0.definition)
        """
      }
  }
}
