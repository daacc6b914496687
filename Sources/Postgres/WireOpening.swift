import CPostgres
import Glibc

extension Wire {
  /// What a connection over the network gets unless its target says otherwise, so that a dead peer is noticed.
  private static let defaults: [(keyword: String, value: String)] = [
    ("keepalives_idle", "10"), ("keepalives_interval", "3"), ("keepalives_count", "3"), ("tcp_user_timeout", "10000"),
  ]

  /// Opens a connection before the deadline.
  static func open(
    _ target: ConnectionTarget, applicationName: String, until deadline: Deadline
  ) throws(PostgresError) -> Wire {
    let fixed = [("application_name", applicationName), ("client_encoding", "UTF8")]
    guard let pointer = start(defaults + target.keywords + fixed) else {
      throw PostgresError(code: .outOfMemory, message: "There is no memory for a connection.")
    }
    do {
      try complete(pointer, until: deadline)
    } catch {
      PQfinish(pointer)
      var error = error
      error.message = target.redacted(error.message)
      throw error
    }
    return Wire(owning: pointer)
  }

  private static func start(_ parameters: [(keyword: String, value: String)]) -> OpaquePointer? {
    let strings = parameters.map { (strdup($0.keyword), strdup($0.value)) }
    defer {
      for (keyword, value) in strings {
        free(keyword)
        free(value)
      }
    }
    let keywords = strings.map { UnsafePointer($0.0) } + [nil]
    let values = strings.map { UnsafePointer($0.1) } + [nil]
    return PQconnectStartParams(keywords, values, 0)
  }

  /// Drives the hand-shake; the socket is asked for anew in every round, because it changes from host to host.
  private static func complete(_ pointer: OpaquePointer, until deadline: Deadline) throws(PostgresError) {
    PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
    PQsetNoticeProcessor(pointer, { _, _ in }, nil)
    var status = PGRES_POLLING_WRITING
    while PQstatus(pointer) != CONNECTION_BAD {
      switch status {
      case PGRES_POLLING_OK: return
      case PGRES_POLLING_FAILED: throw openingFailure(pointer)
      default: break
      }
      let events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT
      if try poll(PQsocket(pointer), for: events, timeout: deadline.pollTimeout) == 0, deadline.hasPassed {
        throw PostgresError(code: .timedOut, message: "PostgreSQL did not accept the connection in time.")
      }
      status = PQconnectPoll(pointer)
    }
    throw openingFailure(pointer)
  }

  private static func openingFailure(_ pointer: OpaquePointer) -> PostgresError {
    PostgresError(connectionMessage: String(cString: PQerrorMessage(pointer)))
  }
}
