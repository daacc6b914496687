internal import Postgres

/// The row triggers that stand aside while history is written in bulk.
///
/// Some would bear witness to the time of the load (audit rows, notifications, event rows), some only restrain desks,
/// and some keep row by row what the load writes as a whole: numbers, attempts, words of the search. What they would have
/// kept is held by the tests of this target. Keys, checks, exclusions and the limits of coupons stay on.
struct QuietTriggers {
  private var names: [(table: String, trigger: String)]

  /// Endings of the names of those triggers, after `tr_` and the table.
  private static let endings = [
    "audit", "notify", "note_status", "status", "prepare", "follow", "guard", "search", "balance", "lab", "version",
  ]

  static func find(_ connection: isolated Connection) async throws -> QuietTriggers {
    let found = try await connection.query(
      """
      select c.relname as table_name, t.tgname as trigger_name
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled = 'O'
        and t.tgname = any (select 'tr_' || c.relname || '_' || ending from unnest(\(endings)::text[]) as ending)
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
