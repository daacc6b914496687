import Glibc

/// The private modes that ncurses does not know: bracketed paste, focus reports, the mouse and synchronised output.
struct TerminalModes: Equatable {
  /// Says whether the terminal reads private modes of xterm at all.
  let areKnown: Bool

  /// Decides by the name of the terminal.
  init(terminal: String) {
    areKnown = !["linux", "vt", "ansi", "dumb", "cons", "sun", "wy"].contains { terminal.hasPrefix($0) }
    synchronises = areKnown && !terminal.hasPrefix("screen")
  }

  /// Says whether large frames are bracketed so that they appear at once.
  let synchronises: Bool

  var enable: [UInt8] { areKnown ? Array("\u{1B}[?2004h\u{1B}[?1004h".utf8) : [] }
  var disable: [UInt8] {
    areKnown ? Array("\u{1B}[?2026l\u{1B}[?2004l\u{1B}[?1004l".utf8) + mouse(isTaken: false) : []
  }

  /// Asks for presses and the wheel in the SGR encoding, or leaves them to the terminal.
  func mouse(isTaken: Bool) -> [UInt8] {
    guard areKnown else { return [] }
    return Array((isTaken ? "\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1000l").utf8)
  }

  static let beginFrame = Array("\u{1B}[?2026h".utf8)
  static let endFrame = Array("\u{1B}[?2026l".utf8)
}

/// Writes all of `bytes` past ncurses, which has sent its own by then.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}
