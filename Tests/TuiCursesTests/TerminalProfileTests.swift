import Testing
import Tui
import TuiCurses

@Suite("Terminal profile")
struct TerminalProfileTests {
  @Test("Without TERM there is one clear sentence", arguments: [nil, ""] as [String?])
  func missing(_ term: String?) {
    #expect(throws: TerminalError.termMissing) { try TerminalProfile(TerminalEnvironment(term: term)) }
    #expect("\(TerminalError.termMissing)".contains("TERM is not set"))
  }

  @Test("An unknown terminal is tried as relatives of xterm")
  func candidates() throws {
    let unknown = try TerminalProfile(TerminalEnvironment(term: "xterm-kitty"))
    #expect(unknown.candidates == ["xterm-kitty", "xterm-256color", "xterm", "vt100", "ansi"])
    let modest = try TerminalProfile(TerminalEnvironment(term: "xterm", colorTerm: "truecolor"))
    #expect(modest.candidates.first == "xterm-256color")
    let nested = try TerminalProfile(TerminalEnvironment(term: "screen.xterm-new"))
    #expect(nested.candidates.prefix(3) == ["screen.xterm-new", "screen-256color", "screen"])
    let console = try TerminalProfile(TerminalEnvironment(term: "linux-16color-x"))
    #expect(console.candidates.prefix(2) == ["linux-16color-x", "linux"])
    let plain = try TerminalProfile(TerminalEnvironment(term: "xterm"))
    #expect(plain.candidates.first == "xterm")
  }

  @Test("What a terminal is driven as is told, once its own description is missing")
  func notice() throws {
    let unknown = try TerminalProfile(TerminalEnvironment(term: "foot-next"))
    #expect(unknown.notice(ofUsing: "foot-next") == nil)
    #expect(
      unknown.notice(ofUsing: "xterm-256color")
        == "The terminal “foot-next” is not described on this machine; it is driven as xterm-256color.")
    let modest = try TerminalProfile(TerminalEnvironment(term: "xterm", colorTerm: "truecolor"))
    #expect(modest.notice(ofUsing: "xterm-256color") == nil)
  }

  struct Depth: Sendable {
    var color: ColorDepth?
    var noColor: String?
    var colorTerm: String?
    var colors: Int
    var isDirect = false
    var expected: ColorDepth
  }

  @Test(
    "Colours follow the option, then NO_COLOR, then COLORTERM, then the terminal, and never exceed what it draws",
    arguments: [
      Depth(colors: 256, expected: .ansi256), Depth(colors: 8, expected: .ansi16), Depth(colors: 0, expected: .mono),
      Depth(colors: 1 << 24, isDirect: true, expected: .trueColor),
      Depth(noColor: "1", colorTerm: "truecolor", colors: 256, expected: .mono),
      Depth(noColor: "", colors: 256, expected: .ansi256),
      Depth(color: .ansi256, noColor: "1", colors: 256, expected: .ansi256),
      Depth(color: .ansi16, colors: 256, expected: .ansi16), Depth(color: .mono, colors: 256, expected: .mono),
      Depth(color: .trueColor, colors: 8, expected: .ansi16),
      Depth(colorTerm: "24bit", colors: 256, expected: .ansi256),
    ])
  func depth(_ test: Depth) throws {
    let environment = TerminalEnvironment(term: "any", colorTerm: test.colorTerm, noColor: test.noColor)
    let profile = try TerminalProfile(environment, color: test.color)
    #expect(profile.depth(terminalColors: test.colors, isDirect: test.isDirect) == test.expected)
  }

  @Test(
    "Glyphs follow the character set of the locale",
    arguments: [
      (nil, .unicode), ("en_IN.UTF-8", .unicode), ("C.utf8", .unicode), ("de_DE.UTF-8@euro", .unicode), ("C", .ascii),
      ("POSIX", .ascii), ("de_DE.ISO-8859-1", .ascii), ("en_US", .ascii),
    ] as [(String?, GlyphSet)])
  func glyphs(_ locale: String?, _ expected: GlyphSet) throws {
    #expect(try TerminalProfile(TerminalEnvironment(term: "xterm", locale: locale)).glyphs == expected)
  }

  @Test(
    "ESCDELAY is honoured, nonsense is not",
    arguments: [(nil, 25), ("100", 100), ("0", 0), ("-5", 0), ("soon", 25)] as [(String?, Int)])
  func escapeDelay(_ value: String?, _ expected: Int) throws {
    #expect(try TerminalProfile(TerminalEnvironment(term: "xterm", escapeDelay: value)).escapeDelay == expected)
  }
}
