package import Postgres

/// An authenticated session of one staff member in one organisation, over one connection.
///
/// Every call is one transaction that first presents the session's token; the database decides what it may see and do.
/// Methods throw `DeskError`, whose text is meant for people.
package actor Desk {
  private let target: ConnectionTarget
  let applicationName: String
  private var connection: Connection?
  private(set) var token: String?

  /// Makes a desk that connects when it is first used.
  package init(target: ConnectionTarget, applicationName: String) {
    self.target = target
    self.applicationName = applicationName
  }

  /// Runs independent statements in one transaction and one round trip.
  func transaction(_ kind: TransactionClass, _ statements: [SQL]) async throws -> [QueryResult] {
    let connection = try await connected()
    do {
      return try await connection.transaction(statements, preamble: preamble(for: kind))
    } catch {
      throw await failure(error)
    }
  }

  /// Runs statements that depend on each other's answers in one transaction.
  func transaction<Value: Sendable>(
    _ kind: TransactionClass, _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await connected()
    do {
      return try await connection.withTransaction(preamble: preamble(for: kind)) { connection in
        try await body(connection)
      }
    } catch {
      throw await failure(error)
    }
  }

  /// Runs one statement in a transaction of its own.
  func query(_ kind: TransactionClass, _ statement: SQL) async throws -> QueryResult {
    try await transaction(kind, [statement])[0]
  }

  /// Remembers the token of a fresh session, or forgets it.
  func present(_ token: String?) {
    self.token = token
  }

  /// Closes the connection; the next call opens a new one.
  package func disconnect() async {
    await connection?.close()
    connection = nil
  }

  private func connected() async throws -> Connection {
    if let connection { return connection }
    do {
      let opened = try await Connection.open(target, applicationName: applicationName, timeout: .seconds(5))
      try await DeskRole.refuseTooMuchPower(on: opened)
      connection = opened
      return opened
    } catch {
      throw DeskError(error)
    }
  }

  private func preamble(for kind: TransactionClass) -> [SQL] {
    kind.settings + [SQL("select set_config('labrador.session', \(token ?? ""), true)")]
  }

  /// Puts what the database says into words; what the body of a transaction throws to its caller stays as it is.
  private func failure(_ error: any Error) async -> any Error {
    guard error is PostgresError else { return error }
    let failure = DeskError(error)
    if failure.isConnectionLoss { await disconnect() }
    return failure
  }
}
