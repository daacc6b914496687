import EmbeddedPostgres
import Postgres
import TestSupport

/// Looks at the rows behind the screens, past row-level security.
struct Rows {
  private let connection: Connection

  /// Connects to the database of the test as its superuser.
  static func open() async throws -> Rows {
    Rows(connection: try await TestDatabase.current.connect(as: .superuser))
  }

  /// The one number that a statement answers with.
  func count(_ statement: SQL) async throws -> Int {
    try await connection.query(statement).onlyRow().decode(at: 0)
  }

  /// The one text that a statement answers with; nil for null.
  func text(_ statement: SQL) async throws -> String? {
    try await connection.query(statement).onlyRow().decode(at: 0, as: String?.self)
  }

  /// The first column of every row.
  func texts(_ statement: SQL) async throws -> [String] {
    try await connection.query(statement).rows.map { try $0.decode(at: 0) }
  }

  /// Changes something as another program would.
  func change(_ statement: SQL) async throws { _ = try await connection.query(statement) }

  /// Everything that confirming writes, counted: bookings, visits, items, redemptions, bills, request keys.
  func written() async throws -> Written {
    let row = try await connection.query(
      """
      select (select count(*) from bookings) as bookings, (select count(*) from visits) as visits,
        (select count(*) from booking_items) as items, (select count(*) from coupon_redemptions) as redemptions,
        (select count(*) from billing_records) as bills, (select count(*) from request_log) as keys,
        (select count(*) from users) as clients, (select count(*) from pets) as pets
      """
    ).onlyRow()
    return Written(
      bookings: try row.decode("bookings"), visits: try row.decode("visits"), items: try row.decode("items"),
      redemptions: try row.decode("redemptions"), bills: try row.decode("bills"), keys: try row.decode("keys"),
      clients: try row.decode("clients"), pets: try row.decode("pets"))
  }

  struct Written: Equatable {
    var bookings: Int
    var visits: Int
    var items: Int
    var redemptions: Int
    var bills: Int
    var keys: Int
    var clients: Int
    var pets: Int
  }
}
