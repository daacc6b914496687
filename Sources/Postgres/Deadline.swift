/// A point in time after which waiting is over.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant?

  /// Counts from now; nil never ends.
  init(after duration: Duration?) {
    end = duration.map { .now + $0 }
  }

  var hasPassed: Bool {
    end.map { $0 <= .now } ?? false
  }

  /// What is left, for `poll`: milliseconds, rounded up, at most an hour; -1 for no end.
  var pollTimeout: Int32 {
    guard let end else { return -1 }
    let left = ContinuousClock.now.duration(to: end).components
    guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
    guard left.seconds < 3600 else { return 3_600_000 }
    return Int32(left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
