import Glibc

/// Words on standard error: complaints always, progress only where somebody watches.
enum Output {
  static func complain(_ text: String) { write("labrador-bench: \(text)\n") }

  /// Replaces the line that says what is being done.
  static func tell(_ text: String) {
    if isWatched { write("\r\u{1B}[K\(text)") }
  }

  /// Clears the line that says what is being done.
  static func endTelling() {
    if isWatched { write("\r\u{1B}[K") }
  }

  private static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  private static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
