/// Says in one sentence why a terminal cannot be used.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
  case notATerminal
  case termMissing
  case termTooSimple(String)
  case termUnknown(String)

  package var description: String {
    switch self {
    case .notATerminal:
      "Input and output must be a terminal; start the program in a terminal window, not in a pipe."
    case .termMissing:
      "TERM is not set, so the kind of terminal is unknown; set it, for example: TERM=xterm-256color."
    case .termTooSimple(let name):
      "The terminal '\(name)' cannot place the cursor; set TERM to what it really is, for example: TERM=xterm-256color."
    case .termUnknown(let name):
      "The terminal '\(name)' is unknown and no common kind is described on this machine; install ncurses-base."
    }
  }
}
