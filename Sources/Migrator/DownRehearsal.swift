import Postgres

/// Tries the whole way down in one transaction that is rolled back, so that a step that refuses does so before the first.
struct DownRehearsal {
  let steps: [MigrationStep]
  let connection: Connection

  /// Throws what the first refusing step says; a single step is its own rehearsal.
  func run(_ progress: @Sendable (MigrationProgress) -> Void) async throws {
    guard steps.count > 1 else { return }
    progress(.rehearsing(steps: steps.count))
    for attempt in 1... {
      do {
        return try await runOnce()
      } catch let refusal as Refusal {
        let isBusy = refusal.error.code == .lockNotAvailable && attempt < MigrationStep.attempts
        guard isBusy else { throw refusal.step.explained(refusal.error) }
        progress(.retrying(refusal.step.step, attempt: attempt))
        _ = try await connection.query("select pg_sleep(\(Double(attempt) * 0.1)::float8)")
      }
    }
  }

  private func runOnce() async throws {
    do {
      try await connection.withTransaction(preamble: MigrationStep.limits) { connection in
        for step in steps {
          do {
            try await connection.run(script: step.migration.script(.down) ?? "")
            try await connection.run(script: Self.asIfCommitted)
          } catch let error as PostgresError {
            throw Refusal(step: step, error: error)
          }
        }
        throw RehearsalEnd()
      }
    } catch is RehearsalEnd {}
  }

  /// What a commit between two steps would have done: checks that were put off, and temporary tables.
  private static let asIfCommitted = "set constraints all immediate; discard temp;"

  /// Ends the transaction without keeping anything.
  private struct RehearsalEnd: Error {}

  /// The step that does not go down, and what PostgreSQL said.
  private struct Refusal: Error {
    let step: MigrationStep
    let error: PostgresError
  }
}
