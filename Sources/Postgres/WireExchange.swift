/// Whole conversations: what is sent together with everything that is answered.
extension Wire {
  /// Sends one statement and reads its result.
  func query(_ sql: SQL, within patience: inout Patience) throws(PostgresError) -> QueryResult {
    try send(BoundStatement(sql))
    let tables = try tables(within: &patience)
    guard let table = tables.last else { throw failure() }
    return QueryResult(table)
  }

  /// Sends a script; its statements run in the transaction that is open, or in one of their own.
  func run(script: String, within patience: inout Patience) throws(PostgresError) {
    try send(script: script)
    _ = try tables(within: &patience)
  }

  /// Reads the results of everything sent, to the end even if a statement fails.
  private func tables(within patience: inout Patience) throws(PostgresError) -> [ResultTable] {
    var tables: [ResultTable] = []
    var failure: PostgresError?
    while let answer = try next(within: &patience) {
      switch answer {
      case .table(let table): tables.append(table)
      case .failure(var error):
        error.statementIndex = tables.count
        failure = failure ?? error
      case .skipped, .synced: break
      }
      if isBroken { break }
    }
    if let failure { throw failure }
    return tables
  }

  /// Sends statements in one round trip; what follows a failed one is skipped.
  func pipeline(_ statements: [SQL], within patience: inout Patience) throws(PostgresError) -> [QueryResult] {
    var bound: [BoundStatement] = []
    for (index, sql) in statements.enumerated() {
      do {
        bound.append(try BoundStatement(sql))
      } catch {
        throw error.inStatement(index)
      }
    }
    try enterPipeline()
    for statement in bound { try send(statement) }
    try sync()
    let results = try pipelineResults(within: &patience)
    try exitPipeline()
    return try results.get()
  }

  private func pipelineResults(
    within patience: inout Patience
  ) throws(PostgresError) -> Result<[QueryResult], PostgresError> {
    var results: [QueryResult] = []
    var failure: PostgresError?
    while true {
      switch try next(within: &patience) {
      case .table(let table): results.append(QueryResult(table))
      case .failure(let error):
        failure = failure ?? error.inStatement(results.count)
        if isBroken { throw failure ?? error }
      case .skipped, nil: break
      case .synced: return failure.map { .failure($0) } ?? .success(results)
      }
    }
  }
}

extension PostgresError {
  /// The same error with the place of its statement, from 0; nil for a statement the caller did not write.
  func inStatement(_ index: Int?) -> PostgresError {
    var error = self
    error.statementIndex = index
    return error
  }
}
