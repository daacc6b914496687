/// Who may speak on a connection: anyone between transactions, and the transaction's own task within one.
struct Turns {
  /// The identity of one transaction.
  final class Holder: Sendable {}

  /// The transactions that the current task runs in, one per connection at most.
  @TaskLocal static var held: [Holder] = []

  private(set) var holder: Holder?
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Whether a transaction is open that the current task has no part in.
  var isTaken: Bool {
    guard let holder else { return false }
    return !Self.held.contains { $0 === holder }
  }

  /// Whether the current task runs inside the open transaction.
  var isHeldHere: Bool { holder != nil && !isTaken }

  mutating func take() -> Holder {
    let holder = Holder()
    self.holder = holder
    return holder
  }

  mutating func wait(_ continuation: CheckedContinuation<Void, Never>) {
    waiting.append(continuation)
  }

  /// Ends the transaction's turn and wakes everyone who waits.
  mutating func release() {
    holder = nil
    let woken = waiting
    waiting = []
    for continuation in woken { continuation.resume() }
  }
}
