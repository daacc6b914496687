import Dispatch

/// One session with PostgreSQL.
///
/// Statements run one after the other on a queue of the connection's own, where waiting blocks no other task. Cancelling the
/// task of a statement cancels the statement. While a transaction is open, statements of other tasks wait for its end.
package actor Connection {
  /// How long a statement may take where nothing else is said.
  package static let defaultTimeout = Duration.seconds(75)

  private let executor: QueueExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// The server process of the session, as the server named it when the session began.
  package nonisolated let backendPID: Int32

  /// The version of the server, such as 150018.
  package nonisolated let serverVersion: Int

  /// What other sessions sent to the channels listened to; ends with the connection.
  package nonisolated let notifications: AsyncStream<PostgresNotification>

  private let sink: AsyncStream<PostgresNotification>.Continuation
  private let gate: CancelGate
  private var wire: Wire?
  private var watch: SocketWatch?
  var turns = Turns()

  private init(wire: sending Wire, executor: QueueExecutor) {
    self.executor = executor
    backendPID = wire.backendPID
    serverVersion = wire.serverVersion
    gate = CancelGate(key: wire.cancelKey)
    (notifications, sink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1000))
    self.wire = wire
  }

  deinit {
    sink.finish()
  }

  /// Opens a session; the application name shows in the server's list of sessions.
  package static func open(
    _ target: ConnectionTarget, applicationName: String, timeout: Duration = .seconds(10)
  ) async throws -> Connection {
    let executor = QueueExecutor(label: "postgres.connection")
    let wire = try await executor.run {
      try Wire.open(target, applicationName: applicationName, until: Deadline(after: timeout))
    }
    return Connection(wire: wire, executor: executor)
  }

  /// Whether the session stands, as far as is known without asking the server.
  package var isOpen: Bool { wire.map { !$0.isBroken } ?? false }

  /// Whether a transaction is open on the session.
  package var isInTransaction: Bool { wire?.isInTransaction ?? false }

  /// Ends the session and the stream of notifications.
  package func close() {
    watch = nil
    wire = nil
    sink.finish()
  }

  /// Asks the server to give up the statement that is running, if one is; does not wait.
  package nonisolated func cancelCurrentQuery() {
    gate.cancel()
  }

  // MARK: Statements

  /// Runs one statement.
  package func query(_ sql: SQL, timeout: Duration? = defaultTimeout) async throws -> QueryResult {
    await turn()
    return try await exchange(timeout) { wire, patience throws(PostgresError) in
      try wire.query(sql, within: &patience)
    }
  }

  /// Runs statements in one round trip, all or none of them; the error of a failed one carries its place.
  package func pipeline(_ statements: [SQL], timeout: Duration? = defaultTimeout) async throws -> [QueryResult] {
    await turn()
    return try await exchange(timeout) { wire, patience throws(PostgresError) in
      try wire.pipeline(statements, within: &patience)
    }
  }

  /// Runs a script of several statements without values; the error of a failed one carries its place.
  package func run(script: String, timeout: Duration? = nil) async throws {
    await turn()
    try await exchange(timeout) { wire, patience throws(PostgresError) in
      try wire.run(script: script, within: &patience)
    }
  }

  // MARK: Notifications

  /// Starts to receive what is sent to a channel.
  package func listen(_ channel: String) async throws {
    _ = try await query("listen \(identifier: channel)")
    guard watch == nil, let wire else { return }
    watch = SocketWatch(wire.socket, on: executor.queue) { [weak self] in
      self?.assumeIsolated { _ = $0.isAlive() }
    }
    guard watch != nil else {
      throw PostgresError(code: .clientRefused, message: "No file descriptor is left to listen with.")
    }
  }

  /// Stops receiving what is sent to a channel.
  package func unlisten(_ channel: String) async throws {
    _ = try await query("unlisten \(identifier: channel)")
  }

  private func deliverNotifications() {
    while let notification = wire?.nextNotification() { sink.yield(notification) }
  }

  // MARK: Conversations

  /// Looks, without asking the server, whether it has hung up since the last statement.
  func isAlive() -> Bool {
    guard let wire else { return false }
    let isAlive = wire.consumeInput()
    deliverNotifications()
    if !isAlive { close() }
    return isAlive
  }

  /// Waits until no transaction of another task is open.
  func turn() async {
    while turns.isTaken {
      await withCheckedContinuation { turns.wait($0) }
    }
  }

  /// Talks to the server; cancelling the task cancels the statement.
  func exchange<T>(
    _ timeout: Duration?, _ work: (Wire, inout Patience) throws(PostgresError) -> T
  ) async throws -> T {
    try Task.checkCancellation()
    let number = gate.begin()
    do {
      return try await withTaskCancellationHandler {
        try converse(timeout, number: number, work)
      } onCancel: { [gate] in
        gate.cancel(number)
      }
    } catch let error as PostgresError where error.code == .queryCanceled && Task.isCancelled {
      throw CancellationError()
    }
  }

  /// Talks to the server without looking at the task, for what has to be done even when it has been cancelled.
  func converse<T>(
    _ timeout: Duration?, number: UInt64? = nil, _ work: (Wire, inout Patience) throws(PostgresError) -> T
  ) throws(PostgresError) -> T {
    guard let wire else { throw PostgresError(code: .connectionLost, message: "The connection is closed.") }
    let gate = gate
    let number = number ?? gate.begin()
    var patience = Patience(limit: timeout) { gate.cancel(number) }
    defer {
      let isClean = gate.end()
      deliverNotifications()
      if !isClean || wire.isBroken { close() }
    }
    do {
      return try work(wire, &patience)
    } catch {
      throw error.code == .queryCanceled && patience.hasCancelled
        ? patience.timeout.inStatement(error.statementIndex) : error
    }
  }
}
