import Glibc

/// Questions on a terminal that is not the desk's screen.
enum Prompt {
  /// Says whether somebody can answer.
  static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks until the answer can be read; an empty answer is the default where there is one.
  static func line<Value>(
    _ question: String, default preset: String? = nil, _ read: (String) throws -> Value
  ) throws -> Value {
    while true {
      Console.ask(preset.map { "\(question) [\($0)]: " } ?? question)
      guard let answer = readLine() else { throw Failure("Nothing was answered, so no organisation was made.") }
      do {
        return try read(answer.isEmpty ? preset ?? "" : answer)
      } catch let failure as Failure {
        Console.note("  \(failure.sentence)")
      }
    }
  }

  /// Asks for a new password twice, without showing it.
  static func newPassword(_ check: (String) throws -> String) throws -> String {
    while true {
      do {
        let first = try check(hidden("  Password: "))
        if try hidden("  The same again: ") == first { return first }
        Console.note("  The two are not the same.")
      } catch let failure as Failure {
        Console.note("  \(failure.sentence)")
      }
    }
  }

  /// Ends the questions; the terminal is in order by then.
  private struct Cancelled: Error, CustomStringConvertible {
    var description: String { "It was given up, and no organisation was made." }
  }

  /// Reads a line key by key with echo and signals off, so that no key can end the program before the echo is back.
  private static func hidden(_ question: String) throws -> String {
    Console.ask(question)
    var saved = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &saved) == 0 else { throw Cancelled() }
    var quiet = saved
    quiet.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
    defer {
      unsafe tcsetattr(STDIN_FILENO, TCSANOW, &saved)
      Console.note("")
    }
    var bytes: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      let count = unsafe read(STDIN_FILENO, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      guard count == 1 else { throw Cancelled() }
      switch byte {
      case 0x0A, 0x0D: return String(decoding: bytes, as: UTF8.self)
      case 0x03, 0x04, 0x1A, 0x1C: throw Cancelled()
      case 0x08, 0x7F:
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
      case 0x15: bytes = []
      default: bytes.append(byte)
      }
    }
  }
}
