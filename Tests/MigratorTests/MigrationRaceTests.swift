import Migrator
import Postgres
import Testing

@Suite("Two migrators at once", .serialized)
struct MigrationRaceTests {
  @Test("one works, the other waits and finds nothing to do")
  func race() async throws {
    try await ScratchDatabase.with { target in
      let set = try MigrationSet.sample(second: "alter table pets add age int; select pg_sleep(0.3);\n")
      let steps = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 {
          group.addTask {
            try await ScratchDatabase.withMigrator(set, on: target) { migrator, _ in try await migrator.up().steps.count
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(steps.sorted() == [0, 0, 0, 3])
      let events = try await ScratchDatabase.withMigrator(set, on: target) { migrator, _ in
        try await migrator.history().events
      }
      #expect(events.map(\.version) == [1, 2, 3])
    }
  }

  @Test("whoever waits too long is told who holds the lock")
  func holder() async throws {
    try await ScratchDatabase.with { target in
      let holder = try await Connection.open(target, applicationName: "labrador on desk 4")
      _ = try await holder.query("select pg_advisory_lock(1279345234, 1)")
      let connection = try await Connection.open(target, applicationName: "tests")
      let migrator = Migrator(connection: connection, set: try .sample(), patience: .milliseconds(200))
      let error = await #expect(throws: MigrationError.self) { _ = try await migrator.up() }
      #expect(
        error?.description.hasPrefix(
          "Another migration is running: labrador on desk 4, process \(holder.backendPID), user labrador_owner")
          ?? false)
      _ = try await holder.query("select pg_advisory_unlock_all()")
      #expect(try await migrator.up().version == 3)
      await holder.close()
      await connection.close()
    }
  }

  @Test("a migrator that was ended in the middle leaves the old state and no lock")
  func killed() async throws {
    try await ScratchDatabase.with { target in
      let set = try MigrationSet.sample(second: "alter table pets add age int; select pg_sleep(60);\n")
      let victim = try await Connection.open(target, applicationName: "victim")
      let run = Task { try await Migrator(connection: victim, set: set).up() }
      let observer = try await Connection.open(target, applicationName: "observer")
      try await wait(until: victim, sleeps: observer)
      _ = try await observer.query("select pg_terminate_backend(\(victim.backendPID)::int, 5000)")
      await #expect(throws: MigrationError.self) { _ = try await run.value }
      let migrator = Migrator(connection: observer, set: try .sample())
      #expect(try await migrator.status().version == 1)
      #expect(try await migrator.up().version == 3)
      await observer.close()
    }
  }

  @Test("a migrator whose task is cancelled undoes its step and lets go of the lock")
  func cancelled() async throws {
    try await ScratchDatabase.with { target in
      let set = try MigrationSet.sample(second: "alter table pets add age int; select pg_sleep(60);\n")
      let cancelled = try await Connection.open(target, applicationName: "cancelled")
      let run = Task { try await Migrator(connection: cancelled, set: set).up() }
      let observer = try await Connection.open(target, applicationName: "observer")
      try await wait(until: cancelled, sleeps: observer)
      run.cancel()
      await #expect(throws: CancellationError.self) { _ = try await run.value }
      let migrator = Migrator(connection: observer, set: try .sample(), patience: .zero)
      #expect(try await migrator.up().version == 3)
      await observer.close()
      await cancelled.close()
    }
  }

  private func wait(until connection: Connection, sleeps observer: Connection) async throws {
    while true {
      let row = try await observer.query(
        """
        select exists (select from pg_stat_activity where pid = \(connection.backendPID) and wait_event = 'PgSleep')
          as sleeps, pg_sleep(0.01)
        """
      ).onlyRow()
      if try row.decode("sleeps") { break }
    }
  }
}
