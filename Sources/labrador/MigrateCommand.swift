import EmbeddedPostgres
import Migrator
import Postgres

/// `labrador migrate`: reports on standard output, progress on standard error.
struct MigrateCommand {
  let verb: MigrateVerb
  let options: MigrateOptions

  /// Does the work; false when it found something that needs a person.
  func run(_ surroundings: Surroundings) async throws -> Bool {
    let set = try options.directory.map { try MigrationSet(directory: $0) } ?? .embedded()
    let choice = try DatabaseChoice.forCommand(options.database, surroundings)
    let database = try await OpenDatabase.open(choice, as: .owner, surroundings)
    if verb.changesSchema, case .embedded(let name) = choice { SchemaStamp(name, surroundings)?.remove() }
    return try await database.withConnection { connection in
      let answer = try await ask(connection, set)
      Console.say(options.json ? try answer.report.json : answer.report.text)
      return answer.isFine
    }
  }

  private func ask(
    _ connection: Connection, _ set: MigrationSet
  ) async throws -> (report: any MigrationReport, isFine: Bool) {
    if verb.changesSchema {
      try await SchemaOwner.require(on: connection)
    } else {
      _ = try await SchemaOwner.assume(on: connection)
    }
    let migrator = Migrator(connection: connection, set: set) { Console.note($0.line) }
    switch verb {
    case .status:
      let status = try await migrator.status()
      return (status, status.complaints.isEmpty)
    case .plan: return (try await migrator.plan(to: options.target), true)
    case .up: return (try await migrator.up(to: options.target), true)
    case .down: return (try await migrator.down(to: options.target ?? set.head), true)
    case .stamp: return (try await migrator.stamp(options.target ?? set.head), true)
    case .history: return (try await migrator.history(), true)
    case .validate:
      let report = try await migrator.validate()
      return (report, report.isValid)
    }
  }
}

extension MigrateVerb {
  /// Whether it writes to the database.
  var changesSchema: Bool {
    switch self {
    case .up, .down, .stamp: true
    case .status, .plan, .validate, .history: false
    }
  }
}

extension MigrationProgress {
  /// A line for whoever watches; the report at the end tells what is done.
  var line: String? {
    switch self {
    case .waiting(let holder): "Waiting for another migration: \(holder)…"
    case .rehearsing(let steps): "Rehearsing all \(steps) steps before the first is taken…"
    case .starting(let step): step.direction == .up ? "Applying \(step.label)…" : "Rolling back \(step.label)…"
    case .retrying(let step, let attempt): "\(step.label) waits for a lock, attempt \(attempt + 1)…"
    case .finished: nil
    }
  }
}
