internal import LabCore
internal import Postgres

/// A clinic that is being written: its organisation and the ids that its rows take.
struct LoadedClinic: Sendable {
  /// The tables whose rows get their ids here, in one series over all organisations.
  static let tables = [
    "staff", "users", "addresses", "pets", "test_categories", "tests", "test_panels", "offers", "coupons",
    "coupon_redemptions", "distance_pricing_configs", "bookings", "booking_items", "test_batch_groups", "visits",
    "test_reports", "billing_records", "prescription_uploads", "payment_transactions",
  ]

  let id: Int
  let plan: ClinicPlan
  let rows: ClinicRows
  let today: CalendarDate
  let timeZone = "Asia/Kolkata"
  /// The highest id in use before, by table.
  let bases: [String: Int]

  var todayText: String { today.description }

  /// The id of the row at a position.
  func id(_ table: String, _ position: Int) -> Int {
    (bases[table] ?? 0) + position + 1
  }

  func id(_ table: String, _ position: Int?) -> Int? {
    position.map { id(table, $0) }
  }

  /// The ids of the first `count` rows.
  func ids(_ table: String, count: Int) -> [Int] {
    (0..<count).map { id(table, $0) }
  }

  static func bases(_ connection: isolated Connection) async throws -> [String: Int] {
    let counts = tables.map { SQL(unsafeSQL: "(select coalesce(max(id), 0) from \($0)) as \($0)") }
    let row = try await connection.query("select " + SQL.join(counts, separator: ", ")).onlyRow()
    return try Dictionary(uniqueKeysWithValues: tables.map { ($0, try row.decode($0)) })
  }

  /// Lets the identity columns go on after the rows that were given ids here.
  static func advanceIdentities() -> [SQL] {
    tables.map {
      SQL(
        unsafeSQL:
          "select setval(pg_get_serial_sequence('public.\($0)', 'id'), (select coalesce(max(id), 1) from \($0)))"
      )
    }
  }
}
