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

  /// On whose behalf a transaction works.
  enum Caller: Sendable {
    /// The person signed in at this desk; the database is told the session's token, and refuses when it has ended.
    case session
    /// Whoever stands at the desk, before anybody has signed in.
    case anybody
  }

  /// Runs independent statements in one transaction and one round trip.
  func transaction(
    _ kind: TransactionClass, as caller: Caller = .session, _ statements: [SQL]
  ) async throws -> [QueryResult] {
    try await attempt(kind, as: caller) { connection, preamble in
      try await connection.transaction(statements, preamble: preamble, timeout: kind.patience)
    }
  }

  /// Runs statements that depend on each other's answers in one transaction; the body may run a second time.
  func transaction<Value: Sendable>(
    _ kind: TransactionClass, _ body: @escaping @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    try await attempt(kind, as: .session) { connection, preamble in
      try await connection.withTransaction(preamble: preamble) { connection in try await body(connection) }
    }
  }

  /// Runs one statement in a transaction of its own.
  func query(_ kind: TransactionClass, as caller: Caller = .session, _ statement: SQL) async throws -> QueryResult {
    try await transaction(kind, as: caller, [statement])[0]
  }

  /// Remembers the token of a fresh session, or forgets it.
  func present(_ token: String?) {
    self.token = token
  }

  /// Forgets a session that has ended, unless another one has begun meanwhile.
  func forget(_ ended: String?) {
    if token == ended { token = nil }
  }

  /// Closes the connection; the next call opens a new one.
  package func disconnect() async {
    if let connection { await abandon(connection) }
  }

  // MARK: Attempts

  /// Does a piece of work, once more over a new connection where the first one had died without saving anything.
  private func attempt<Value: Sendable>(
    _ kind: TransactionClass, as caller: Caller, _ work: @Sendable (Connection, [SQL]) async throws -> Value
  ) async throws -> Value {
    let presented = token
    let preamble = try preamble(for: kind, as: caller, presented)
    do {
      let connection = try await connected()
      do {
        return try await work(connection, preamble)
      } catch let error as PostgresError where kind.mayRepeat(after: error.code) {
        await abandon(connection)
        return try await work(try await connected(), preamble)
      }
    } catch let error as PostgresError {
      let failure = DeskError(error)
      if failure.isConnectionLoss { await disconnect() }
      if failure.code == .notSignedIn { forget(presented) }
      throw failure
    }
  }

  private func preamble(for kind: TransactionClass, as caller: Caller, _ token: String?) throws -> [SQL] {
    switch caller {
    case .anybody: return kind.settings
    case .session:
      guard let token else { throw DeskError.notSignedIn }
      return kind.settings + ["select set_config('labrador.session', \(token), true)", "select desk.touch()"]
    }
  }

  private func connected() async throws -> Connection {
    if let connection { return connection }
    do {
      let opened = try await Connection.open(target, applicationName: applicationName, timeout: .seconds(5))
      try await DeskRole.refuseTooMuchPower(on: opened)
      if let connection {
        await opened.close()
        return connection
      }
      connection = opened
      return opened
    } catch {
      throw DeskError(error)
    }
  }

  /// Closes a connection that is of no more use, but not the one that another call has opened since.
  private func abandon(_ dead: Connection) async {
    if connection === dead { connection = nil }
    await dead.close()
  }
}
