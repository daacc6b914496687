import Postgres

/// Runs one migration in one direction, with its entry in the history, in one transaction.
struct MigrationStep {
  /// How often a step is tried when the locks it needs are busy.
  static let attempts = 10

  let migration: Migration
  let step: MigrationPlan.Step
  let checksum: String
  let connection: Connection

  func run(_ progress: @Sendable (MigrationProgress) -> Void) async throws {
    for attempt in 1... {
      do {
        return try await runOnce()
      } catch let error as PostgresError where error.code == .lockNotAvailable && attempt < Self.attempts {
        progress(.retrying(step, attempt: attempt))
        _ = try await connection.query("select pg_sleep(\(Double(attempt) * 0.1)::float8)")
      } catch let error as PostgresError {
        throw explained(error)
      }
    }
  }

  private func runOnce() async throws {
    let action: MigrationEvent.Action = step.direction == .up ? .apply : .rollback
    let record = MigrationHistory.record(migration, action, checksum: checksum)
    try await connection.withTransaction(preamble: Self.limits) { connection in
      try await connection.run(script: migration.script(step.direction) ?? "")
      _ = try await connection.query(record)
    }
  }

  /// A step waits for no lock for long, because everyone else would queue up behind it.
  static let limits: [SQL] = [
    "set local lock_timeout = '2s'", "set local statement_timeout = 0",
    "set local idle_in_transaction_session_timeout = '60s'", "set local client_min_messages = warning",
  ]

  /// Names the statement and the line at which PostgreSQL stopped.
  func explained(_ error: PostgresError) -> MigrationError {
    if error.code == .commitOutcomeUnknown { return .outcomeUnknown(migration.label, step.direction) }
    let script = migration.script(step.direction) ?? ""
    let statements = ScriptScanner.statements(of: script)
    var statement = error.statementIndex
    var line = statement.flatMap { statements.indices.contains($0) ? statements[$0].line : nil }
    if let position = error.position {
      statement = statements.lastIndex { $0.offset < position } ?? statement
      line = script.unicodeScalars.prefix(position - 1).count { $0 == "\n" } + 1
    }
    return .failed(
      FailedMigration(
        label: migration.label, direction: step.direction, statement: statement.map { $0 + 1 }, line: line,
        message: error.message, detail: error.detail, sqlState: error.sqlState))
  }
}
