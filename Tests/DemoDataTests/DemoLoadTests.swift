import EmbeddedPostgres
import LabCore
import Migrator
import Postgres
import TestSupport
import Testing

@testable import DemoData

@Suite("Loading the demo")
struct DemoLoadTests {
  /// Tables with the columns that cannot be the same twice: salts, secrets, and the time of the load.
  private static let tables: [(name: String, without: String)] = [
    ("organizations", "channel,created_at,updated_at"), ("staff", "hashed_password,updated_at"), ("users", ""),
    ("addresses", ""), ("pets", ""), ("test_categories", ""), ("tests", "created_at,updated_at"), ("test_tags", ""),
    ("test_panels", "created_at,updated_at"), ("test_panel_tests", ""), ("offers", "created_at,updated_at"),
    ("offer_tests", ""), ("coupons", "created_at"), ("coupon_redemptions", ""),
    ("distance_pricing_configs", "created_at,updated_at"), ("bookings", ""), ("booking_items", ""), ("visits", ""),
    ("test_batch_groups", ""), ("test_reports", ""), ("billing_records", ""), ("prescription_uploads", ""),
    ("prescription_files", ""), ("clinic_info", "updated_at"), ("status_events", ""), ("organization_counters", ""),
  ]

  private static func checksums(of database: TestDatabase) async throws -> [String: String] {
    var sums: [String: String] = [:]
    for table in tables {
      let row = try await database.rows(
        """
        select count(*) || ' ' || coalesce(sum(hashtextextended((to_jsonb(t) - \("{\(table.without)}")::text[])::text, 0)::numeric), 0)
          as sum from \(unsafeSQL: table.name) t
        """
      ).first
      sums[table.name] = try row?.decode("sum")
    }
    return sums
  }

  @Test("Two loads on the same day are the same in every row")
  func determinism() async throws {
    var loads: [[String: String]] = []
    for _ in 0..<2 {
      loads.append(
        try await TestDatabase.with { database in
          let owner = try await database.connect(as: .owner)
          try await DemoData.load(into: owner, today: loadDay)
          return try await Self.checksums(of: database)
        })
    }
    for table in Self.tables { #expect(loads[0][table.name] == loads[1][table.name], "\(table.name)") }
  }

  @Test("A load that fails leaves nothing behind", .database)
  func failure() async throws {
    let database = try TestDatabase.current
    let owner = try await database.connect(as: .owner)
    _ = try await owner.query("insert into organizations (name, slug) values ('Other', 'marina')")
    await #expect(throws: PostgresError.self) { try await DemoData.load(into: owner, today: loadDay) }
    #expect(try await DemoData.isLoaded(owner) == false)
    #expect(
      try await database.number("select count(*) as n from pg_trigger where not tgisinternal and tgenabled <> 'O'") == 0
    )
    await owner.close()
  }

  /// Every key, index and trigger as PostgreSQL spells it, with the state it is in.
  private static func structure(of database: TestDatabase) async throws -> [String] {
    try await database.rows(
      """
      select concat_ws(' ', 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid),
        obj_description(oid, 'pg_constraint')) as line
      from pg_constraint where connamespace in ('public'::regnamespace, 'search'::regnamespace)
      union all
      select concat_ws(' ', 'index', indrelid::regclass, indisvalid, indisclustered, indisreplident,
        pg_get_indexdef(indexrelid), obj_description(indexrelid, 'pg_class'))
      from pg_index join pg_class c on c.oid = indrelid
      where c.relnamespace in ('public'::regnamespace, 'search'::regnamespace)
      union all
      select concat_ws(' ', 'trigger', tgrelid::regclass, tgconstrrelid::regclass, tgfoid::regproc, tgenabled,
        case when not tgisinternal then pg_get_triggerdef(oid) end)
      from pg_trigger
      order by 1
      """
    ).map { try $0.decode("line") }
  }

  @Test("A load leaves every key, index and trigger as it found it", .database)
  func structure() async throws {
    let database = try TestDatabase.current
    let before = try await Self.structure(of: database)
    let owner = try await database.connect(as: .owner)
    try await DemoData.load(into: owner, today: loadDay)
    await owner.close()
    #expect(try await Self.structure(of: database) == before)
    #expect(try await database.number("select count(*) as n from pg_constraint where not convalidated") == 0)
  }

  /// What 0001 has, by table; sums and hashes over all of these columns.
  private static let legacy: [(table: String, columns: String)] = [
    ("users", "id, phone, email, full_name, is_active, is_superuser, is_verified, role"),
    ("addresses", "id, user_id, address_line1, address_line2, city, state, postal_code, is_default"),
    ("otps", "id, phone, code, is_used"), ("test_categories", "id, name, description, is_active"),
    (
      "tests",
      "id, category_id, name, description, price, discounted_price, sample_type, report_time_hours, is_active"
    ), ("test_tags", "id, test_id, tag"),
    ("bookings", "id, user_id, booking_date, status, address, address_link, created_at, updated_at"),
    ("booking_items", "id, booking_id, test_id"),
  ]

  private static func legacySums(of database: TestDatabase) async throws -> [String: String] {
    var sums: [String: String] = [:]
    for entry in legacy {
      let row = try await database.rows(
        """
        select count(*) || ' ids ' || coalesce(sum(t.id), 0) || ' rows '
          || coalesce(sum(hashtextextended((t.*)::text, 0)::numeric), 0) as sum
        from (select \(unsafeSQL: entry.columns) from \(unsafeSQL: entry.table)) t
        """
      ).first
      sums[entry.table] = try row?.decode("sum")
    }
    return sums
  }

  @Test("Down to the baseline and up again, every legacy row is the same", .database)
  func roundTrip() async throws {
    let database = try TestDatabase.current
    let owner = try await database.connect(as: .owner)
    try await DemoData.load(into: owner, today: loadDay, organizations: ["cubbon"])
    let before = try await Self.legacySums(of: database)
    let migrator = Migrator(connection: owner, set: try .embedded())
    _ = try await migrator.down(to: 1)
    #expect(try await database.number("select count(*)::int as n from bookings") == 5500)
    #expect(
      try await database.number("select round(sum(price) * 100)::bigint as n from tests")
        == PriceList.tests.reduce(0) { $0 + $1.rupees * 100 })
    _ = try await migrator.up()
    let after = try await Self.legacySums(of: database)
    for entry in Self.legacy { #expect(before[entry.table] == after[entry.table], "\(entry.table)") }
    await owner.close()
  }
}
