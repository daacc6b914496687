import DemoData
import EmbeddedPostgres
import Glibc
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// How PostgreSQL finds what a desk looks up among many: by indexes, with row-level security on, in functions too.
@Suite("Plans of look-ups", .database)
struct LookupPlanTests {
  /// Tables that grow with the number of clients; measured bookings are walk-ins without a visit and a bill.
  private static let large = [
    "users", "pets", "addresses", "bookings", "booking_items", "test_reports", "tokens", "words",
  ]

  @Test("No look-up of a desk scans a table that grows with the clients")
  func noScan() async throws {
    let database = try TestDatabase.current
    let owner = try await database.connect(as: .owner)
    try await MeasuringDatabase.load(MeasuringSize(clients: 20_000, pets: 30_000, bookings: 30_000), into: owner)
    let booking = try await owner.query(
      """
      select b.user_id, b.booking_number from bookings b join organizations o on o.id = b.organization_id
      where o.slug = \(MeasuringDatabase.organization) order by b.id limit 1
      """
    ).onlyRow()
    let client: ClientID = try booking.decode("user_id")
    let number: String = try booking.decode("booking_number")
    await owner.close()

    let plans = try await PlanLog.open(for: database)
    let desk = Desk(target: try database.target(as: .desk), applicationName: "tests")
    let outcome = try await desk.signIn(
      slug: MeasuringDatabase.organization, phone: MeasuringDatabase.phone, password: MeasuringDatabase.password,
      origin: "tests")
    guard case .signedIn = outcome else { throw DeskError(.other, outcome.sentence) }
    let queries = [
      "4521", "98450", "0984501", "+91 6450 1", "9845012345", "sha", "sharma", "priya sharma", "sharam", "preeya rao",
      "प्रिया शर्मा", "bruno 4521", "bruno rao", "mc clure", "priya.30", "priya.30@example.com", "900000000000005", number,
      "R-000123", "12", "zzzzzz", "qwerty uiop",
    ]
    for query in queries {
      // Prepared once and again, so that plans made for any value are seen as well.
      for _ in 1...7 { _ = try await desk.findClients(query, limit: 20) }
    }
    _ = try await desk.readClient(client)
    _ = try await desk.recentClients(limit: 20)
    _ = try await desk.clientFile(client)
    await desk.disconnect()

    let seen = try plans.entries()
    #expect(seen.contains { $0.contains("ix_tokens_word") }, "the statements inside of functions are in the log")
    #expect(seen.contains { $0.contains("ix_users_phone_reversed") })
    for entry in seen {
      for table in Self.large {
        #expect(!entry.contains("Seq Scan on \(table) "), "\(entry)")
        #expect(!entry.contains("Seq Scan on public.\(table) "), "\(entry)")
      }
    }
  }
}

/// The plans of whatever runs in a test's database from now on, as `auto_explain` writes them into the server's log.
private struct PlanLog {
  let path: String
  let database: String
  let beginning: Int

  static func open(for database: TestDatabase) async throws -> PlanLog {
    let server = try await TestCluster.shared()
    for setting: SQL in [
      "session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0",
      "auto_explain.log_nested_statements = on", "auto_explain.log_level = 'log'",
    ] {
      try await server.administer("alter database \(identifier: database.name) set \(setting)")
    }
    let path = server.cluster.location.log
    return PlanLog(path: path, database: database.name, beginning: size(of: path))
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The entries of the desk's own statements and of those inside functions; the lines of one entry begin with a tab.
  func entries() throws -> [String] {
    let log = try #require(Files.read(path, limit: Self.size(of: path) - beginning))
    var entries: [String] = []
    var isOurs = false
    for line in log.utf8.split(separator: UInt8(ascii: "\n")) {
      let text = String(Substring(line))
      if text.hasPrefix("\t") {
        if isOurs { entries[entries.count - 1] += "\n" + text }
      } else {
        isOurs = text.contains("labrador_desk@\(database) ")
        if isOurs { entries.append(text) }
      }
    }
    return entries
  }
}
