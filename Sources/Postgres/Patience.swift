/// How long an answer is waited for: until the deadline, then a little longer for the server to obey a request to cancel.
struct Patience {
  private static let grace = Duration.seconds(3)

  private let limit: Duration?
  private let cancel: () -> Void
  private var deadline: Deadline
  private(set) var hasCancelled = false

  init(limit: Duration?, cancel: @escaping () -> Void) {
    self.limit = limit
    self.cancel = cancel
    deadline = Deadline(after: limit)
  }

  var pollTimeout: Int32 { deadline.pollTimeout }

  /// Asks the server to cancel when the deadline has passed; throws when even that was not answered.
  mutating func runOut() throws(PostgresError) {
    guard deadline.hasPassed else { return }
    guard !hasCancelled else { throw timeout }
    hasCancelled = true
    deadline = Deadline(after: Self.grace)
    cancel()
  }

  /// The error for a statement that did not answer in time.
  var timeout: PostgresError {
    let seconds = limit.map { Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18 } ?? 0
    return PostgresError(code: .timedOut, message: "PostgreSQL did not answer within \(seconds) s.")
  }
}
