import Glibc

/// Growing pauses up to a deadline, for what offers nothing to wait on; blocks the calling thread.
package struct Pause {
  private var milliseconds: Int32 = 1
  private let deadline: ContinuousClock.Instant

  package init(seconds: Int) {
    deadline = ContinuousClock.now + .seconds(seconds)
  }

  /// Pauses 1, 2, 4 … at most 50 ms; false once the deadline has passed.
  package mutating func next() -> Bool {
    guard ContinuousClock.now < deadline else { return false }
    _ = poll(nil, 0, milliseconds)
    milliseconds = min(milliseconds * 2, 50)
    return true
  }
}
