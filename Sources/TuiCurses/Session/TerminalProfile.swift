package import Tui

/// Decides from the environment alone how a terminal is to be driven; everything here is pure.
package struct TerminalProfile: Equatable, Sendable {
  /// The terminal descriptions to try, the best first; never empty.
  package let candidates: [String]
  private let term: String
  /// The colours asked for by option or environment; nil leaves it to the terminal description.
  package let wantedDepth: ColorDepth?
  package let glyphs: GlyphSet
  /// The time in milliseconds after which a lone Escape is the key.
  package let escapeDelay: Int

  /// Reads the environment; `color` is the option of the command line and wins over it.
  package init(_ environment: TerminalEnvironment, color: ColorDepth? = nil) throws(TerminalError) {
    guard let term = environment.term, !term.isEmpty else { throw .termMissing }
    self.term = term
    wantedDepth = color ?? Self.depth(environment)
    candidates = Self.candidates(term, wantsMany: (wantedDepth ?? .mono) > .ansi16)
    glyphs = Self.glyphs(environment.locale)
    escapeDelay = environment.escapeDelay.flatMap { Int($0) }.map { min(max($0, 0), 10_000) } ?? 25
  }

  /// Returns the depth to draw with on a terminal of so many colours.
  ///
  /// ncurses draws 24-bit colours only through a direct-colour description; elsewhere 256 is the ceiling.
  package func depth(terminalColors colors: Int, isDirect: Bool) -> ColorDepth {
    let able: ColorDepth =
      if colors < 8 { .mono } else if isDirect { .trueColor } else if colors >= 256 { .ansi256 } else { .ansi16 }
    return min(wantedDepth ?? able, able)
  }

  private static func depth(_ environment: TerminalEnvironment) -> ColorDepth? {
    if let noColor = environment.noColor, !noColor.isEmpty { return .mono }
    if let colorTerm = environment.colorTerm, ["truecolor", "24bit"].contains(colorTerm) { return .trueColor }
    return nil
  }

  /// What a person is told where the terminal is driven by the description of another; nil where it is by its own.
  package func notice(ofUsing name: String) -> String? {
    guard name != term, name != term + "-256color" else { return nil }
    return "The terminal “\(term)” is not described on this machine; it is driven as \(name)."
  }

  /// Unknown terminals are taken for what their name begins with, and else for a relative of xterm, as nearly all are.
  private static func candidates(_ term: String, wantsMany: Bool) -> [String] {
    var names = [term]
    // Many set TERM=xterm and announce their colours elsewhere; the fuller description fits them.
    if wantsMany, ["xterm", "screen", "tmux"].contains(term) { names.insert(term + "-256color", at: 0) }
    let family = families.first { term.hasPrefix($0.prefix) }?.relatives ?? []
    for fallback in family + ["xterm-256color", "xterm", "vt100", "ansi"] where !names.contains(fallback) {
      names.append(fallback)
    }
    return names
  }

  private static let families: [(prefix: String, relatives: [String])] = [
    ("tmux", ["tmux-256color", "screen-256color", "screen"]), ("screen", ["screen-256color", "screen"]),
    ("linux", ["linux"]), ("rxvt", ["rxvt"]), ("vt", ["vt220", "vt100"]), ("ansi", ["ansi"]), ("cons", ["ansi"]),
  ]

  /// Without a locale, UTF-8 is assumed: that is what terminals speak and containers forget to say.
  private static func glyphs(_ locale: String?) -> GlyphSet {
    guard let locale else { return .unicode }
    let codeset = locale.split(separator: ".", maxSplits: 1).last?.split(separator: "@").first?.lowercased()
    return codeset == "utf-8" || codeset == "utf8" ? .unicode : .ascii
  }
}
