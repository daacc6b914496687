import EmbeddedPostgres
import Glibc
import TuiCurses

/// Looks at the terminal, the locale and the places of the user, without touching any of them.
struct TerminalChecks {
  /// The smallest screen the desk is laid out for.
  private static let smallest = (columns: 80, rows: 24)

  private let surroundings: Surroundings
  private let environment = TerminalEnvironment.current()

  init(_ surroundings: Surroundings) { self.surroundings = surroundings }

  func findings() -> [DoctorFinding] {
    [kind, size, colours, locale] + surrounding + [places]
  }

  private var kind: DoctorFinding {
    guard let term = environment.term else {
      return .fail("terminal.kind", "TERM is not set.", "Set it, for example: export TERM=xterm-256color")
    }
    guard term != "dumb" else {
      return .fail("terminal.kind", "TERM is “dumb”, which cannot place the cursor.", "Start in a terminal window.")
    }
    guard isDescribed(term) else {
      return .warn(
        "terminal.kind", "“\(term)” is not described on this machine; it is taken for a relative of xterm.",
        "Install ncurses-term, or set TERM=xterm-256color.")
    }
    return .ok("terminal.kind", "“\(term)” is known.")
  }

  /// Terminfo keeps one file per terminal in a folder of its first letter.
  private func isDescribed(_ term: String) -> Bool {
    guard let letter = term.unicodeScalars.first, !term.contains("/") else { return false }
    let own = [surroundings["TERMINFO"], surroundings.home.map { $0 + "/.terminfo" }].compactMap(\.self)
    let listed = surroundings["TERMINFO_DIRS"]?.split(separator: ":").map(String.init) ?? []
    let places = own + listed + ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]
    return places.contains { place in
      Files.exists("\(place)/\(letter)/\(term)") || Files.exists("\(place)/\(String(letter.value, radix: 16))/\(term)")
    }
  }

  private var size: DoctorFinding {
    var window = winsize()
    let isTerminal = [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].contains { descriptor in
      unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0
    }
    guard isTerminal, window.ws_col > 0, window.ws_row > 0 else {
      return .warn(
        "terminal.size", "This is no terminal, so its size is unknown.", "Run it again in a terminal window.")
    }
    let (columns, rows) = (Int(window.ws_col), Int(window.ws_row))
    guard columns >= Self.smallest.columns, rows >= Self.smallest.rows else {
      return .fail(
        "terminal.size", "\(columns) columns and \(rows) rows are too small.",
        "Enlarge the window to at least \(Self.smallest.columns) columns and \(Self.smallest.rows) rows.")
    }
    return .ok("terminal.size", "\(columns) columns and \(rows) rows.")
  }

  private var colours: DoctorFinding {
    let depth: String
    if environment.noColor != nil {
      depth = "None, because NO_COLOR is set."
    } else if let announced = environment.colorTerm, ["truecolor", "24bit"].contains(announced) {
      depth = "24-bit, as COLORTERM says."
    } else if environment.term?.contains("256color") == true {
      depth = "256."
    } else {
      depth = "As many as the terminal's description says; themes come down to 16 or to none."
    }
    return .ok("terminal.colours", depth)
  }

  private var locale: DoctorFinding {
    guard let locale = environment.locale else {
      return .ok("locale", "None is named, so UTF-8 is taken for granted.")
    }
    let codeset = locale.split(separator: ".", maxSplits: 1).dropFirst().first?.split(separator: "@").first?
      .lowercased()
    guard codeset == "utf-8" || codeset == "utf8" else {
      return .warn(
        "locale", "“\(locale)” is not UTF-8, so frames are drawn with plain characters.",
        "Set one, for example: export LANG=C.UTF-8")
    }
    return .ok("locale", "“\(locale)”.")
  }

  private var surrounding: [DoctorFinding] {
    var findings: [DoctorFinding] = []
    if surroundings["TMUX"] != nil {
      findings.append(
        .ok("terminal.tmux", "Inside tmux; “set -sg escape-time 10” in ~/.tmux.conf makes the Escape key quick."))
    }
    if surroundings["STY"] != nil {
      findings.append(
        .ok("terminal.screen", "Inside screen; “maptimeout 10” in ~/.screenrc makes the Escape key quick."))
    }
    if surroundings["SSH_CONNECTION"] != nil {
      findings.append(.ok("terminal.ssh", "Over SSH; a session in tmux survives a broken connection."))
    }
    return findings
  }

  /// The folder for what is remembered between runs; nothing depends on it.
  private var places: DoctorFinding {
    guard let directory = surroundings.stateDirectory else {
      return .warn("places.state", "No home directory is known.", "Set HOME, or name a folder in LABRADOR_HOME.")
    }
    guard Writable.isPossible(directory) else {
      return .warn(
        "places.state", "\(directory) cannot be written, so the last sign-in is not remembered.",
        "Make it writable, or name another folder in XDG_STATE_HOME or LABRADOR_HOME.")
    }
    return .ok("places.state", "\(directory) can be written.")
  }
}

/// Whether something could be written at a path that may not exist yet.
enum Writable {
  static func isPossible(_ path: String) -> Bool {
    var place = path
    while !Files.exists(place), Files.parent(place) != place { place = Files.parent(place) }
    return unsafe access(place, W_OK) == 0
  }
}
