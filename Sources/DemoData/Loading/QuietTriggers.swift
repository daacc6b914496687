internal import Postgres

/// The triggers that only bear witness to what happens at a desk, and so are not to see history being written.
///
/// Audit rows, notifications and event rows would all carry the time of the load; numbers, attempts and the status of
/// bookings are written here as the triggers would have kept them. What guards the data stays on: keys, checks, exclusions,
/// coupon limits, the guards of status, reports and bills.
struct QuietTriggers {
  private var names: [(table: String, trigger: String)]

  /// Endings of the names of those triggers, after `tr_` and the table.
  private static let endings = ["audit", "notify", "note_status"]

  /// Triggers that count within the statement what the load counts before it.
  private static let counting = ["tr_bookings_prepare", "tr_visits_prepare", "tr_visits_follow"]

  static func find(_ connection: isolated Connection) async throws -> QuietTriggers {
    let endings = endings.map { "tr\\_%\\_" + $0 }
    let found = try await connection.query(
      """
      select c.relname as table_name, t.tgname as trigger_name
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled = 'O'
        and (t.tgname = any (\(counting)::text[]) or t.tgname like any (\(endings)::text[]))
      order by 1, 2
      """)
    return QuietTriggers(
      names: try found.rows.map { (try $0.decode("table_name"), try $0.decode("trigger_name")) })
  }

  var off: [SQL] {
    names.map { "alter table \(identifier: $0.table) disable trigger \(identifier: $0.trigger)" }
  }

  var on: [SQL] {
    names.map { "alter table \(identifier: $0.table) enable trigger \(identifier: $0.trigger)" }
  }
}
