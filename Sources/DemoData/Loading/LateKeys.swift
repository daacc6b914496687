internal import Postgres

/// The foreign keys of the large tables, which are made anew once the rows stand.
///
/// PostgreSQL then compares whole tables instead of looking up every key of every row as it arrives, and a row that breaks
/// a key fails the load all the same. Primary keys, unique and exclusion constraints and checks stay on.
struct LateKeys {
  /// The tables that a load gives hundreds of rows and more.
  static let tables = [
    "users", "addresses", "pets", "bookings", "booking_items", "visits", "test_batch_groups", "test_reports",
    "billing_records", "status_events",
  ]

  private let keys: [(table: String, name: String, definition: String)]

  static func find(_ connection: isolated Connection) async throws -> LateKeys {
    let found = try await connection.query(
      """
      select c.relname as table_name, k.conname as name, pg_get_constraintdef(k.oid) as definition
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      where c.relnamespace = 'public'::regnamespace and c.relname = any(\(tables)) and k.contype = 'f'
      order by k.oid
      """)
    return LateKeys(
      keys: try found.rows.map { (try $0.decode("table_name"), try $0.decode("name"), try $0.decode("definition")) })
  }

  var drop: [SQL] {
    keys.map { "alter table public.\(identifier: $0.table) drop constraint \(identifier: $0.name)" }
  }

  /// In the order in which the migrations made them; the comparison is planned by the statistics of the new rows.
  var make: [SQL] {
    Self.tables.map { "analyze public.\(identifier: $0)" }
      + keys.map {
        """
        alter table public.\(identifier: $0.table) add constraint \(identifier: $0.name) \(unsafeSQL: $0.definition)
        """
      }
  }
}
