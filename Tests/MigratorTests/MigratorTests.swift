import Migrator
import Postgres
import Testing

@Suite("Migrating", .serialized)
struct MigratorTests {
  @Test("an empty database goes to the head and back, step by step")
  func upAndDown() async throws {
    try await ScratchDatabase.withMigrator(.sample()) { migrator, connection in
      #expect(try await migrator.status().entries.map(\.state) == [.pending, .pending, .pending])
      #expect(try await migrator.plan().steps.map(\.label) == ["0001_pets", "0002_age", "0003_toys"])
      #expect(try await migrator.up(to: 2).version == 2)
      #expect(try await connection.tables() == ["pets"])
      #expect(try await migrator.up().steps.map(\.version) == [3])
      #expect(try await migrator.up().steps.isEmpty)
      #expect(try await migrator.status().isCurrent)
      #expect(try await migrator.plan(to: 1).steps.map(\.label) == ["0003_toys", "0002_age"])
      #expect(try await migrator.down(to: 1).version == 1)
      #expect(try await connection.tables() == ["pets"])
      #expect(try await migrator.down(to: 0).version == 0)
      #expect(try await connection.tables().isEmpty)
      let actions = try await migrator.history().events.map { "\($0.action.rawValue) \($0.version)" }
      #expect(
        actions == ["apply 1", "apply 2", "apply 3", "rollback 3", "rollback 2", "rollback 1"])
    }
  }

  @Test("a wrong direction and an unknown version are refused")
  func refusals() async throws {
    try await ScratchDatabase.withMigrator(.sample()) { migrator, _ in
      _ = try await migrator.up(to: 2)
      await #expect(throws: MigrationError.wrongDirection(current: 2, target: 1, direction: .up)) {
        _ = try await migrator.up(to: 1)
      }
      await #expect(throws: MigrationError.wrongDirection(current: 2, target: 3, direction: .down)) {
        _ = try await migrator.down(to: 3)
      }
      await #expect(throws: MigrationError.unknownVersion(9, head: 3)) { _ = try await migrator.up(to: 9) }
    }
  }

  @Test("a failure in the middle names statement, line and reason, and leaves nothing of its migration")
  func failure() async throws {
    let script = "alter table pets add age int;\n\ninsert into pets values (1, 2);\nselect\n  1 / (id - 1) from pets;\n"
    try await ScratchDatabase.withMigrator(.sample(second: script)) { migrator, connection in
      _ = try await migrator.up(to: 1)
      let before = try await connection.catalogue()
      let error = await #expect(throws: MigrationError.self) { _ = try await migrator.up() }
      #expect(
        error?.description
          == "0002_age (up) failed at statement 3, line 4, and nothing of it was kept: division by zero (22012)"
      )
      #expect(try await connection.catalogue() == before)
      #expect(try await migrator.status().entries.map(\.state) == [.applied, .pending, .pending])
      #expect(try await migrator.history().events.count == 1)
    }
  }

  @Test("a mistake in the wording is told with its line")
  func syntax() async throws {
    try await ScratchDatabase.withMigrator(.sample(second: "select 1;\n\nselect 2 form pets where;\n")) { migrator, _ in
      let error = await #expect(throws: MigrationError.self) { _ = try await migrator.up() }
      guard case .failed(let failure) = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      #expect(failure.statement == 2)
      #expect(failure.line == 3)
    }
  }

  @Test("a script that ends the transaction is refused before anything runs")
  func transactionControl() async throws {
    try await ScratchDatabase.withMigrator(.sample(second: "select 1;\ncommit;\n")) { migrator, connection in
      await #expect(throws: MigrationError.endsTransaction("0002_age", line: 2)) { _ = try await migrator.up() }
      let tables = try await connection.tables()
      #expect(tables.isEmpty)
    }
  }

  @Test("locks that are busy are waited for and tried again")
  func busyLocks() async throws {
    try await ScratchDatabase.with { target in
      let other = try await Connection.open(target, applicationName: "other")
      let connection = try await Connection.open(target, applicationName: "tests")
      let (retries, sink) = AsyncStream.makeStream(of: MigrationProgress.self)
      let migrator = Migrator(connection: connection, set: try .sample()) { sink.yield($0) }
      _ = try await migrator.up(to: 1)
      let run = try await other.withTransaction { other in
        _ = try await other.query("lock table pets in access share mode")
        let run = Task { try await migrator.up(to: 2) }
        for await progress in retries { if case .retrying = progress { break } }
        return run
      }
      #expect(try await run.value.version == 2)
      await other.close()
      await connection.close()
    }
  }

  @Test("a migration without a way back stops the way down before anything runs")
  func noWayBack() async throws {
    let set = try MigrationSet([
      Migration(version: 1, name: "a", up: "create table a ();", down: nil),
      Migration(version: 2, name: "b", up: "create table b ();", down: "drop table b;"),
    ])
    try await ScratchDatabase.withMigrator(set) { migrator, connection in
      _ = try await migrator.up()
      await #expect(throws: MigrationError.noWayBack("0001_a")) { _ = try await migrator.down(to: 0) }
      #expect(try await connection.tables() == ["a", "b"])
    }
  }

  @Test("a database that stands at the baseline is adopted")
  func stamp() async throws {
    try await ScratchDatabase.withMigrator(.sample()) { migrator, connection in
      await #expect(throws: MigrationError.notAdoptable("0001_pets", missing: ["pets"])) {
        _ = try await migrator.stamp(1)
      }
      _ = try await connection.query("create table pets (id int)")
      #expect(try await migrator.stamp(1).version == 1)
      #expect(try await migrator.status().entries.map(\.state) == [.applied, .pending, .pending])
      #expect(try await migrator.up().version == 3)
      #expect(try await migrator.history().events.map(\.action) == [.stamp, .apply, .apply])
    }
  }

  @Test(
    "the history cannot be changed",
    arguments: [
      "update migration.events set name = 'x'" as SQL, "delete from migration.events", "truncate migration.events",
    ])
  func appendOnly(statement: SQL) async throws {
    try await ScratchDatabase.withMigrator(.sample()) { migrator, connection in
      _ = try await migrator.up()
      let error = await #expect(throws: PostgresError.self) { _ = try await connection.query(statement) }
      #expect(error?.code == .restrictViolation)
    }
  }

  @Test("reports are the same for people and machines")
  func reports() async throws {
    try await ScratchDatabase.withMigrator(.sample()) { migrator, _ in
      #expect(try await migrator.up().text.hasSuffix("applied 0003_toys\nThe database stands at 3."))
      let status = try await migrator.status()
      #expect(status.text.hasSuffix("The database is up to date."))
      #expect(try status.json.contains(#""state" : "applied""#))
      #expect(try await migrator.history().json.contains(#""action" : "apply""#))
      #expect(try await migrator.plan().text == "Nothing to do: the database stands at 3.")
    }
  }
}
