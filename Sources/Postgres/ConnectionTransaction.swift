extension Connection {
  /// How long the end of a transaction may take.
  private static let endTimeout = Duration.seconds(15)

  /// Runs a body in one transaction: committed when it returns, rolled back when it throws or the task is cancelled.
  ///
  /// The preamble goes out together with `begin`. Statements of other tasks wait until the transaction has ended. An error with the code
  /// `commitOutcomeUnknown` says that the connection broke during the commit. The body must not begin another transaction here.
  package func withTransaction<T: Sendable>(
    mode: TransactionMode = .readWrite, preamble: [SQL] = [],
    _ body: @Sendable (isolated Connection) async throws -> T
  ) async throws -> T {
    precondition(!turns.isHeldHere, "a transaction is already open in this task")
    await turn()
    let holder = turns.take()
    defer { turns.release() }
    let value: T
    do {
      try await begin(mode, preamble: preamble)
      value = try await Turns.$held.withValue(Turns.held + [holder]) { try await body(self) }
      try Task.checkCancellation()
    } catch {
      rollBack()
      throw error
    }
    try commit(mode)
    return value
  }

  /// Runs statements in one transaction and one round trip, `begin` and `commit` included.
  ///
  /// The results are those of the statements; the error of a failed one carries its place among them.
  package func transaction(
    _ statements: [SQL], mode: TransactionMode = .readWrite, preamble: [SQL] = [],
    timeout: Duration? = defaultTimeout
  ) async throws -> [QueryResult] {
    precondition(!turns.isHeldHere, "a transaction is already open in this task")
    await turn()
    let before = [mode.begin] + preamble
    let all = before + statements + ["commit"]
    guard isAlive() else { throw Self.lostBefore }
    do {
      let results = try await exchange(timeout) { wire, patience throws(PostgresError) in
        try wire.pipeline(all, within: &patience)
      }
      try Self.checkCommit(results[all.count - 1])
      return Array(results[before.count..<(all.count - 1)])
    } catch var error as PostgresError {
      error.statementIndex = error.statementIndex.map { $0 - before.count }.flatMap {
        statements.indices.contains($0) ? $0 : nil
      }
      let isUnanswered = !isOpen && (error.code == .connectionLost || error.code == .timedOut)
      rollBack()
      throw isUnanswered ? Self.lostCommit(error, mode) : error
    } catch {
      rollBack()
      throw error
    }
  }

  private func begin(_ mode: TransactionMode, preamble: [SQL]) async throws {
    do {
      _ = try await exchange(Self.defaultTimeout) { wire, patience throws(PostgresError) in
        try wire.pipeline([mode.begin] + preamble, within: &patience)
      }
    } catch let error as PostgresError {
      throw error.inStatement(nil)
    }
  }

  private func commit(_ mode: TransactionMode) throws(PostgresError) {
    guard isAlive() else { throw Self.lostBefore }
    let result: QueryResult
    do {
      result = try converse(Self.endTimeout) { wire, patience throws(PostgresError) in
        try wire.query("commit", within: &patience)
      }
    } catch {
      throw isOpen ? error.inStatement(nil) : Self.lostCommit(error, mode)
    }
    try Self.checkCommit(result)
  }

  /// Undoes what was done; a session that cannot even do that is closed, which undoes it as well.
  private func rollBack() {
    guard isOpen, isInTransaction else { return }
    do {
      try converse(Self.endTimeout) { wire, patience throws(PostgresError) in
        _ = try wire.query("rollback", within: &patience)
      }
    } catch {
      close()
    }
  }

  /// The connection is gone and nothing of this transaction can have been saved.
  private static let lostBefore = PostgresError(
    code: .connectionLost, message: "The connection broke before anything was saved.")

  /// The server commits an aborted transaction by rolling it back, and calls that a success.
  private static func checkCommit(_ result: QueryResult) throws(PostgresError) {
    guard result.commandTag != "COMMIT" else { return }
    throw PostgresError(
      code: .commitRolledBack, message: "The transaction was rolled back because a statement in it had failed.")
  }

  private static func lostCommit(_ error: PostgresError, _ mode: TransactionMode) -> PostgresError {
    switch mode {
    case .readOnly: return error
    case .readWrite, .serializable:
      var unknown = error
      unknown.code = .commitOutcomeUnknown
      unknown.message =
        "The connection broke while saving; it is not known whether the work was saved. \(error.message)"
      return unknown
    }
  }
}
