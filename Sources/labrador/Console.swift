import Glibc

/// Standard output for answers and standard error for everything that only accompanies them.
enum Console {
  /// Writes an answer to standard output, with a newline at its end.
  static func say(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) }

  /// Writes a line of progress or complaint to standard error, if there is one.
  static func note(_ text: String?) {
    if let text { write(text + "\n", to: STDERR_FILENO) }
  }

  /// Writes a question to standard error, without a newline.
  static func ask(_ text: String) { write(text, to: STDERR_FILENO) }

  /// A reader that has gone away is no error: what is left is dropped.
  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
