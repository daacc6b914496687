import Postgres
import TestSupport
import Testing

/// No row can point at a row of another organisation, whoever writes it.
@Suite("Keys across organisations", .clinic)
struct NeighbourKeyTests {
  /// The keys that may lead elsewhere: a visiting administrator has a home.
  private static let travelling = ["fk_staff_home_staff_id"]

  @Test("Every foreign key between tables of organisations carries the organisation")
  func composite() async throws {
    let loose = try await everything().texts(
      """
      select f.conname from pg_constraint f
      where f.contype = 'f' and f.confrelid <> 'organizations'::regclass
        and exists (select from pg_attribute a where a.attrelid = f.confrelid and a.attname = 'organization_id')
        and not exists (select from unnest(f.conkey, f.confkey) as k (here, there)
          join pg_attribute h on h.attrelid = f.conrelid and h.attnum = k.here and h.attname = 'organization_id'
          join pg_attribute t on t.attrelid = f.confrelid and t.attnum = k.there and t.attname = 'organization_id')
      order by 1
      """)
    #expect(loose == Self.travelling)
  }

  @Test("A row that names one of the neighbours' rows is refused by the key itself")
  func refused() async throws {
    try await FurnishedClinic.furnish()
    try await FurnishedClinic.silenceTriggers()
    let world = try await everything()
    let keys = try await world.query(
      """
      select f.conname, f.conrelid::regclass::text as child, f.confrelid::regclass::text as parent,
        quote_ident(h.attname) as column_name, quote_ident(t.attname) as key_name,
        coalesce((select string_agg(format('drop constraint %I', c.conname), ', ') from pg_constraint c
          where c.conrelid = f.conrelid and c.contype in ('c', 'x')), 'no force row level security') as without_checks
      from pg_constraint f
      cross join unnest(f.conkey, f.confkey) as k (here, there)
      join pg_attribute h on h.attrelid = f.conrelid and h.attnum = k.here and h.attname <> 'organization_id'
      join pg_attribute t on t.attrelid = f.confrelid and t.attnum = k.there
      where f.contype = 'f' and cardinality(f.conkey) > 1 and f.conname <> all (\(Self.travelling))
      order by 1
      """
    ).rows
    #expect(keys.count > 50)
    for key in keys {
      let name: String = try key.decode("conname")
      let child: String = try key.decode("child")
      let parent: String = try key.decode("parent")
      let column: String = try key.decode("column_name")
      let target: String = try key.decode("key_name")
      let error = try await #require(throws: PostgresError.self, "\(name)") {
        _ = try await world.transaction([
          "alter table \(unsafeSQL: child) \(unsafeSQL: try key.decode("without_checks"))",
          """
          update \(unsafeSQL: child) set \(unsafeSQL: column) = (select \(unsafeSQL: target) from \(unsafeSQL: parent) n
            where n.organization_id = 2 and not exists (select from \(unsafeSQL: parent) o
              where o.organization_id = 1 and o.\(unsafeSQL: target) = n.\(unsafeSQL: target)) limit 1)
          where ctid = (select ctid from \(unsafeSQL: child) where organization_id = 1 limit 1)
          """,
          "set constraints all immediate", "select 1 / 0",
        ])
      }
      #expect(error.code == .foreignKeyViolation, "\(name): \(error)")
      #expect(error.constraint == name, "\(name): \(error)")
    }
  }
}
