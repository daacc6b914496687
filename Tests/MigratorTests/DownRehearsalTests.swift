import Migrator
import Postgres
import Testing

@Suite("Going down several steps", .serialized)
struct DownRehearsalTests {
  private static let refusal = """
    create temporary table held on commit drop as select 1 as id;
    do $$ begin raise exception 'two organisations have rows'; end $$;
    """

  /// Three migrations; the downs of 2 and 3 use a temporary table of the same name, and `first` is the down of 1.
  private func set(first: String) throws -> MigrationSet {
    let held = "create temporary table held on commit drop as select 1 as id;\n"
    return try MigrationSet([
      Migration(version: 1, name: "pets", up: "create table pets (id int);\n", down: first),
      Migration(
        version: 2, name: "age", up: "alter table pets add age int;\n", down: held + "alter table pets drop age;\n"),
      Migration(version: 3, name: "toys", up: "create table toys (id int);\n", down: held + "drop table toys;\n"),
    ])
  }

  @Test("a step that refuses keeps all the steps before it from being taken")
  func refused() async throws {
    try await ScratchDatabase.withMigrator(try set(first: Self.refusal)) { migrator, connection in
      _ = try await migrator.up()
      let error = await #expect(throws: MigrationError.self) { _ = try await migrator.down(to: 0) }
      #expect(error?.description.contains("0001_pets (down) failed at statement 2") ?? false, "\(error as Any)")
      #expect(error?.description.contains("two organisations have rows") ?? false)
      #expect(try await migrator.status().version == 3)
      #expect(try await migrator.history().events.count == 3)
      let toys: Bool = try await connection.query("select to_regclass('toys') is not null").onlyRow().decode(at: 0)
      #expect(toys)
    }
  }

  @Test("steps that use temporary tables of the same name go down together")
  func temporaryTables() async throws {
    try await ScratchDatabase.withMigrator(try set(first: "drop table pets;\n")) { migrator, _ in
      _ = try await migrator.up()
      #expect(try await migrator.down(to: 0).steps.map(\.version) == [3, 2, 1])
      #expect(try await migrator.status().version == 0)
    }
  }
}
