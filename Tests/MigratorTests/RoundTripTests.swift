import FoundationEssentials
import Migrator
import Postgres
import Testing

@Suite("The way from the legacy database to the head and back", .serialized)
struct RoundTripTests {
  private static let legacyTables = [
    "addresses", "booking_items", "bookings", "otps", "test_categories", "test_tags", "tests", "users",
  ]

  /// Every row of the legacy tables as text, in the order of the ids.
  private func rows(_ connection: Connection) async throws -> [String: [String]] {
    var rows: [String: [String]] = [:]
    for table in Self.legacyTables {
      rows[table] = try await connection.query(
        "select t::text as line from \(identifier: table) t order by t::text collate \"C\""
      ).rows.map { try $0.decode("line") }
    }
    return rows
  }

  private func fillBaseline(_ migrator: Migrator, _ connection: Connection) async throws {
    let fixture = MigrationTextTests.root + "/Tests/MigratorTests/Fixtures/baseline.sql"
    _ = try await migrator.up(to: 1)
    try await connection.run(script: try String(contentsOfFile: fixture, encoding: .utf8))
  }

  @Test("every row of the baseline is there again, and so is its structure")
  func baseline() async throws {
    try await ScratchDatabase.withMigrator(.embedded()) { migrator, connection in
      try await fillBaseline(migrator, connection)
      let (structure, before) = (try await connection.catalogue(), try await rows(connection))
      #expect(before.values.allSatisfy { !$0.isEmpty })
      _ = try await migrator.up()
      #expect(try await migrator.status().isCurrent)
      _ = try await migrator.down(to: 1)
      #expect(try await connection.catalogue() == structure)
      let after = try await rows(connection)
      for table in Self.legacyTables { #expect(after[table] == before[table], "\(table)") }
      _ = try await migrator.up()
      _ = try await migrator.down(to: 0)
      #expect(try await connection.tables().isEmpty)
    }
  }

  @Test("at every version, down and up again leads to the same structure")
  func everyStep() async throws {
    let set = try MigrationSet.embedded()
    try await ScratchDatabase.withMigrator(set) { migrator, connection in
      try await fillBaseline(migrator, connection)
      for version in set.migrations.map(\.version).dropFirst() {
        let below = try await connection.catalogue()
        _ = try await migrator.up(to: version)
        let structure = try await connection.catalogue()
        _ = try await migrator.down(to: version - 1)
        #expect(try await connection.catalogue() == below, "down from \(version)")
        _ = try await migrator.up(to: version)
        #expect(try await connection.catalogue() == structure, "up to \(version) again")
      }
    }
  }

  @Test("a test has its price as a version after the upgrade, and the price of today after the way back")
  func prices() async throws {
    let set = try MigrationSet.embedded()
    let prices = try #require(set.migrations.first { $0.name == "prices" })
    try await ScratchDatabase.withMigrator(set) { migrator, connection in
      try await fillBaseline(migrator, connection)
      _ = try await migrator.up(to: prices.version)
      let differing: Int = try await connection.query(
        """
        select count(*) from tests t
        full join test_prices p on p.organization_id = t.organization_id and p.test_id = t.id
          and (p.price, p.discounted_price) is not distinct from (t.price, t.discounted_price)
        where t.id is null or p.id is null
        """
      ).onlyRow().decode(at: 0)
      #expect(differing == 0)
      // A price whose day has come since it was set stands in its version alone.
      _ = try await connection.query("update test_prices set effective_from = current_date - 9")
      _ = try await connection.query("update test_prices set effective_until = current_date - 1 where test_id = 1")
      _ = try await connection.query(
        """
        insert into test_prices (organization_id, test_id, price, effective_from)
        select organization_id, test_id, 77700, current_date from test_prices where test_id = 1
        """)
      _ = try await migrator.down(to: prices.version - 1)
      let price: Int64 = try await connection.query("select price from tests where id = 1").onlyRow().decode(at: 0)
      #expect(price == 77_700)
    }
  }

  @Test("a home visit charge that was set stays as it is on the way back")
  func distance() async throws {
    let set = try MigrationSet.embedded()
    let distance = try #require(set.migrations.first { $0.name == "distance" })
    try await ScratchDatabase.withMigrator(set) { migrator, connection in
      try await fillBaseline(migrator, connection)
      _ = try await migrator.up(to: distance.version)
      _ = try await connection.query(
        """
        insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km,
          effective_from, is_active) values (1, 77700, 1, 2.5, '2098-01-01', false)
        """)
      let everything: SQL = "select string_agg(d::text, '|' order by id) from distance_pricing_configs d"
      let before: String = try await connection.query(everything).onlyRow().decode(at: 0)
      _ = try await migrator.down(to: distance.version - 1)
      let after: String = try await connection.query(everything).onlyRow().decode(at: 0)
      #expect(after == before && after.contains("77700"))
      _ = try await migrator.up(to: distance.version)
    }
  }

  @Test("a legacy database without a history is adopted and upgraded")
  func adoption() async throws {
    let set = try MigrationSet.embedded()
    try await ScratchDatabase.withMigrator(set) { migrator, connection in
      let baseline = try #require(set[1])
      try await connection.run(script: baseline.up)
      _ = try await migrator.stamp(1)
      #expect(try await migrator.up().version == set.head)
    }
  }

  @Test("a new database at the head has nothing wrong with it")
  func validity() async throws {
    try await ScratchDatabase.withMigrator(.embedded()) { migrator, _ in
      _ = try await migrator.up()
      let findings = try await migrator.validate().findings.map(\.message)
      #expect(findings == [])
    }
  }
}
