import Migrator
import Postgres
import Testing

@Suite("Validation", .serialized)
struct ValidationTests {
  private func withDatabase<T: Sendable>(_ body: (Migrator, Connection) async throws -> T) async throws -> T {
    let set = try MigrationSet([
      Migration(
        version: 1, name: "tables",
        up: """
          create table owners (id int constraint pk_owners primary key);
          create table pets (
            id int constraint pk_pets primary key, owner int constraint fk_pets_owner references owners,
            age int constraint ck_pets_age check (age >= 0));
          create table guarded (organization_id int, id int);
          alter table guarded enable row level security;
          alter table guarded force row level security;
          create policy owner_all on guarded using (true);
          """, down: nil)
    ])
    return try await ScratchDatabase.withMigrator(set) { migrator, connection in
      _ = try await migrator.up()
      return try await body(migrator, connection)
    }
  }

  @Test("a sound database has no findings, and its constraints are counted")
  func sound() async throws {
    let report = try await withDatabase { migrator, connection in
      try await connection.run(
        script: "insert into owners values (1); insert into pets values (1, 1, 3), (2, null, null)")
      return try await migrator.validate()
    }
    #expect(report.isValid)
    // Two of the history, two of the tables.
    #expect(report.text == "4 constraints checked at version 1, nothing found.")
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let script: String
    let findings: [String]
    var testDescription: String { name }
  }

  @Test(
    "damage is found and named",
    arguments: [
      Damage(
        name: "rule broken by old rows",
        script: """
          insert into pets values (1, null, 3), (2, null, 5);
          alter table pets add constraint ck_pets_young check (age < 2) not valid;
          """,
        findings: ["ck_pets_young on pets is not validated.", "2 rows of pets break ck_pets_young."]),
      Damage(
        name: "reference broken by old rows",
        script: """
          insert into pets values (1, null, 3);
          alter table pets add constraint fk_pets_age foreign key (age) references owners not valid;
          """,
        findings: ["fk_pets_age on pets is not validated.", "1 rows of pets break fk_pets_age."]),
      Damage(
        name: "disabled trigger",
        script: """
          create trigger watch before update on pets for each row execute function suppress_redundant_updates_trigger();
          alter table pets disable trigger watch;
          """,
        findings: ["The trigger watch on pets is disabled."]),
      Damage(
        name: "no row-level security", script: "create table loose (organization_id int)",
        findings: ["loose belongs to organisations but has no row-level security."]),
      Damage(
        name: "not forced", script: "alter table guarded no force row level security",
        findings: ["guarded does not force row-level security on its owner."]),
      Damage(
        name: "no policy", script: "drop policy owner_all on guarded",
        findings: ["guarded has row-level security but no policy."]),
    ])
  func damage(damage: Damage) async throws {
    let report = try await withDatabase { migrator, connection in
      try await connection.run(script: damage.script)
      return try await migrator.validate()
    }
    #expect(report.findings.map(\.message) == damage.findings)
    #expect(!report.isValid)
  }

  @Test("an edited migration is a finding")
  func drift() async throws {
    let report = try await ScratchDatabase.with { target in
      _ = try await ScratchDatabase.withMigrator(.sample(), on: target) { migrator, _ in try await migrator.up() }
      let edited = try MigrationSet.sample(second: "alter table pets add age bigint;")
      return try await ScratchDatabase.withMigrator(edited, on: target) { migrator, _ in try await migrator.validate() }
    }
    #expect(report.findings.map(\.kind) == [.migration])
    #expect(report.findings.map(\.object) == ["0002_age"])
  }
}
