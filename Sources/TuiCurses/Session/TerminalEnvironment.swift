import Glibc

/// The environment variables that decide how a terminal is used, as values.
package struct TerminalEnvironment: Equatable, Sendable {
  package var term: String?
  package var colorTerm: String?
  package var noColor: String?
  package var escapeDelay: String?
  /// The locale of characters: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty.
  package var locale: String?

  package init(
    term: String?, colorTerm: String? = nil, noColor: String? = nil, escapeDelay: String? = nil, locale: String? = nil
  ) {
    self.term = term
    self.colorTerm = colorTerm
    self.noColor = noColor
    self.escapeDelay = escapeDelay
    self.locale = locale
  }

  /// Reads the environment of the process; empty variables count as absent.
  package static func current() -> TerminalEnvironment {
    func value(_ name: String) -> String? {
      guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
      return text
    }
    return TerminalEnvironment(
      term: value("TERM"), colorTerm: value("COLORTERM"), noColor: value("NO_COLOR"), escapeDelay: value("ESCDELAY"),
      locale: value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG"))
  }
}
