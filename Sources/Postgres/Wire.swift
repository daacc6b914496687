import CPostgres
import Glibc

/// The thin layer over one libpq connection; every call waits with `poll` and a deadline, on whatever thread it is made.
final class Wire {
  private let pointer: OpaquePointer
  let cancelKey: CancelKey?

  /// Takes over an open connection.
  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
    cancelKey = CancelKey(of: pointer)
    PQsetErrorVerbosity(pointer, PQERRORS_DEFAULT)
    PQsetnonblocking(pointer, 1)
  }

  deinit {
    PQfinish(pointer)
  }

  /// Set when an answer was given up, so that the next one would belong to another statement.
  private var isAbandoned = false

  var isBroken: Bool { isAbandoned || PQstatus(pointer) != CONNECTION_OK }
  var socket: Int32 { PQsocket(pointer) }
  var backendPID: Int32 { PQbackendPID(pointer) }
  var serverVersion: Int { Int(PQserverVersion(pointer)) }
  var isInTransaction: Bool { PQtransactionStatus(pointer) != PQTRANS_IDLE }

  // MARK: Sending

  /// Queues a statement with bound values.
  func send(_ statement: BoundStatement) throws(PostgresError) {
    let isQueued = statement.parameters.withPointers { count, types, values, lengths, formats in
      PQsendQueryParams(pointer, statement.text, count, types, values, lengths, formats, 0)
    }
    guard isQueued == 1 else { throw failure() }
  }

  /// Queues a script of several statements without values.
  func send(script: String) throws(PostgresError) {
    try BoundStatement.refuseNUL(in: script, "The script")
    guard PQsendQuery(pointer, script) == 1 else { throw failure() }
  }

  func enterPipeline() throws(PostgresError) {
    guard PQenterPipelineMode(pointer) == 1 else { throw failure() }
  }

  func exitPipeline() throws(PostgresError) {
    guard PQexitPipelineMode(pointer) == 1 else { throw failure() }
  }

  func sync() throws(PostgresError) {
    guard PQpipelineSync(pointer) == 1 else { throw failure() }
  }

  // MARK: Receiving

  enum Answer {
    case table(ResultTable)
    case failure(PostgresError)
    /// The statement was skipped because one before it in the pipeline failed.
    case skipped
    case synced
  }

  /// Waits for the next answer; nil after the last one of a statement. An error leaves the connection unusable.
  func next(within patience: inout Patience) throws(PostgresError) -> Answer? {
    do {
      try waitForAnswer(within: &patience)
    } catch {
      isAbandoned = true
      throw error
    }
    guard let result = PQgetResult(pointer) else { return nil }
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return .table(ResultTable(owning: result))
    default: break
    }
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_PIPELINE_SYNC: return .synced
    case PGRES_PIPELINE_ABORTED: return .skipped
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      isAbandoned = true
      throw PostgresError(code: .clientRefused, message: "This connection does not speak the copy protocol.")
    default: return .failure(PostgresError(result: result, isBroken: isBroken))
    }
  }

  /// Sends what is queued and reads until an answer is complete; both at once, because either side may wait for the other.
  private func waitForAnswer(within patience: inout Patience) throws(PostgresError) {
    while true {
      let unsent = PQflush(pointer)
      if unsent != 1, PQisBusy(pointer) == 0 || isBroken { return }
      let events = unsent == 1 ? POLLIN | POLLOUT : POLLIN
      let ready = try Self.poll(socket, for: events, timeout: patience.pollTimeout)
      if ready == 0 {
        try patience.runOut()
      } else if ready & ~Int16(POLLOUT) != 0, PQconsumeInput(pointer) == 0 {
        return
      }
    }
  }

  /// Takes in what has arrived while no statement was running; false if the connection is gone.
  ///
  /// The second call sees the end of the stream behind the server's parting words.
  func consumeInput() -> Bool {
    PQconsumeInput(pointer) == 1 && PQconsumeInput(pointer) == 1 && !isBroken
  }

  /// The next notification that has already arrived.
  func nextNotification() -> PostgresNotification? {
    guard let notify = PQnotifies(pointer) else { return nil }
    defer { PQfreemem(notify) }
    return PostgresNotification(
      channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra),
      senderPID: notify.pointee.be_pid)
  }

  /// Waits for a socket; answers the events that came, 0 when the time is over.
  static func poll(_ socket: Int32, for events: Int32, timeout: Int32) throws(PostgresError) -> Int16 {
    guard socket >= 0 else { throw PostgresError(code: .connectionLost, message: "The connection is closed.") }
    var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
    while Glibc.poll(&entry, 1, timeout) < 0 {
      guard errno == EINTR else {
        throw PostgresError(code: .connectionLost, message: "Waiting for the server failed with error \(errno).")
      }
    }
    return entry.revents
  }

  /// Why the last call failed.
  func failure() -> PostgresError {
    PostgresError(
      code: isBroken ? .connectionLost : .clientRefused, message: PostgresError.sentence(PQerrorMessage(pointer)))
  }
}
