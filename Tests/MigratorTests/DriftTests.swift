import Migrator
import Postgres
import Testing

@Suite("Drift", .serialized)
struct DriftTests {
  private func states(_ set: MigrationSet, on target: ConnectionTarget) async throws -> [MigrationStatus.State] {
    try await ScratchDatabase.withMigrator(set, on: target) { migrator, _ in
      try await migrator.status().entries.map(\.state)
    }
  }

  private func complaint(_ set: MigrationSet, on target: ConnectionTarget) async throws -> String? {
    try await ScratchDatabase.withMigrator(set, on: target) { migrator, _ in
      await #expect(throws: MigrationError.self) { _ = try await migrator.up() }?.description
    }
  }

  @Test("a file that was edited after it had been applied is seen, and nothing is migrated")
  func edited() async throws {
    try await ScratchDatabase.with { target in
      _ = try await ScratchDatabase.withMigrator(.sample(), on: target) { migrator, _ in try await migrator.up(to: 2) }
      let edited = try MigrationSet.sample(second: "alter table pets add age bigint;\n")
      #expect(try await states(edited, on: target) == [.applied, .changed, .pending])
      #expect(
        try await complaint(edited, on: target)
          == "The database and the migrations differ: 0002_age was edited after it had been applied.")
    }
  }

  @Test("a file with other line ends is the same file")
  func lineEnds() async throws {
    try await ScratchDatabase.with { target in
      _ = try await ScratchDatabase.withMigrator(.sample(), on: target) { migrator, _ in try await migrator.up() }
      let same = try MigrationSet.sample(second: "alter table pets add age int;  \r\n\r\n")
      #expect(try await states(same, on: target) == [.applied, .applied, .applied])
    }
  }

  @Test("a migration that the program does not know is seen")
  func missing() async throws {
    try await ScratchDatabase.with { target in
      let set = try MigrationSet.sample()
      _ = try await ScratchDatabase.withMigrator(set, on: target) { migrator, _ in try await migrator.up() }
      let older = try MigrationSet(Array(set.migrations.prefix(2)))
      #expect(try await states(older, on: target) == [.applied, .applied, .missing])
      #expect(
        try await complaint(older, on: target)
          == "The database and the migrations differ: 0003_toys is applied but this program does not know it.")
    }
  }

  @Test("a migration that comes in before the last one applied is seen")
  func skipped() async throws {
    try await ScratchDatabase.with { target in
      let set = try MigrationSet.sample()
      let gap = try MigrationSet(set.migrations.filter { $0.version != 2 })
      _ = try await ScratchDatabase.withMigrator(gap, on: target) { migrator, _ in try await migrator.up() }
      #expect(try await states(set, on: target) == [.applied, .skipped, .applied])
      #expect(try await complaint(set, on: target) != nil)
    }
  }
}
