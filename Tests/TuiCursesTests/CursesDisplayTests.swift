import Glibc
import Testing
import Tui
import TuiCurses

@MainActor
@Suite("Curses display on a real terminal", .serialized, .timeLimit(.minutes(1)))
struct CursesDisplayTests {
  let terminal: PseudoTerminal

  init() throws { terminal = try PseudoTerminal() }

  private func display(term: String = "xterm-256color", color: ColorDepth? = nil) throws -> CursesDisplay {
    try CursesDisplay(
      color: color, environment: TerminalEnvironment(term: term, locale: "C.UTF-8"), input: terminal.near,
      output: terminal.near, loop: nil)
  }

  private func canvas(_ display: CursesDisplay, _ lines: String...) -> Canvas {
    var canvas = Canvas(size: display.size, glyphs: display.capabilities.glyphs)
    for (row, line) in lines.enumerated() { canvas.put(line, row: row, column: 0) }
    canvas.cursor = Point(row: 0, column: 0)
    return canvas
  }

  @Test("The window's size counts")
  func size() throws {
    let small = try PseudoTerminal(rows: 20, columns: 60)
    let display = try CursesDisplay(
      environment: TerminalEnvironment(term: "xterm"), input: small.near, output: small.near, loop: nil)
    #expect(display.size == Size(rows: 20, columns: 60))
    display.restore()
  }

  @Test("A frame shows its text and bracketed paste is on")
  func firstFrame() throws {
    let display = try display()
    display.show(canvas(display, "Labrador", "作者 नमस्ते"), theme: .dark)
    let shown = terminal.shown()
    #expect(shown.contains("Labrador"))
    #expect(shown.contains("作者 नमस्ते"))
    #expect(shown.contains("\u{1B}[?2004h"))
    display.restore()
  }

  @Test("Only what changed is sent")
  func changes() throws {
    let display = try display(color: .mono)
    var canvas = canvas(display, "unchanged line", "typed: abc")
    display.show(canvas, theme: .mono)
    _ = terminal.shown()
    display.show(canvas, theme: .mono)
    #expect(terminal.shown().isEmpty)
    canvas.put("d", row: 1, column: 10)
    canvas.cursor = Point(row: 1, column: 11)
    display.show(canvas, theme: .mono)
    let shown = terminal.shown()
    #expect(shown.contains("d"))
    #expect(!shown.contains("abc") && !shown.contains("unchanged"))
    #expect(shown.utf8.count < 24, "\(shown.debugDescription)")
    display.restore()
  }

  @Test("A wide letter gives way to narrow ones and back")
  func wideCells() throws {
    let display = try display(color: .mono)
    var canvas = canvas(display, "a作b")
    display.show(canvas, theme: .mono)
    _ = terminal.shown()
    canvas.put("xy", row: 0, column: 1)
    canvas.cursor = Point(row: 0, column: 3)
    display.show(canvas, theme: .mono)
    #expect(terminal.shown().contains("xy"))
    canvas.put("作", row: 0, column: 1)
    display.show(canvas, theme: .mono)
    #expect(terminal.shown().contains("作"))
    display.restore()
  }

  @Test("A repaint sends the whole frame again")
  func repaint() throws {
    let display = try display()
    display.show(canvas(display, "first", "second"), theme: .dark)
    _ = terminal.shown()
    display.repaint()
    let shown = terminal.shown()
    #expect(shown.contains("first") && shown.contains("second"))
    display.restore()
  }

  @Test("Another theme repaints in its colours")
  func theme() throws {
    let display = try display()
    let canvas = canvas(display, "same text")
    display.show(canvas, theme: .dark)
    _ = terminal.shown()
    display.show(canvas, theme: .light)
    #expect(terminal.shown().contains("same text"))
    display.restore()
  }

  @Test("Without colours no colour is sent", arguments: [("xterm-256color", ColorDepth.mono), ("vt100", nil)])
  func mono(term: String, color: ColorDepth?) throws {
    let display = try display(term: term, color: color)
    #expect(display.capabilities.depth == .mono)
    display.show(canvas(display, "grey"), theme: .dark)
    let shown = terminal.shown()
    #expect(shown.contains("grey"))
    #expect(!shown.contains("38;5") && !shown.contains("\u{1B}[3"))
    display.restore()
  }

  @Test(
    "Colours are as deep as the terminal",
    arguments: [("xterm-256color", ColorDepth.ansi256), ("xterm", .ansi16), ("linux", .ansi16)])
  func depth(term: String, expected: ColorDepth) throws {
    let display = try display(term: term)
    #expect(display.capabilities.depth == expected)
    display.show(canvas(display, "coloured"), theme: .dark)
    #expect(terminal.shown().contains("38;5;") == (expected == .ansi256))
    display.restore()
  }

  @Test("An unknown terminal is driven as xterm, one without a cursor is refused")
  func fallback() throws {
    let display = try display(term: "no-such-terminal")
    #expect(display.capabilities.terminal == "xterm-256color")
    display.restore()
    #expect(throws: TerminalError.termTooSimple("dumb")) { try self.display(term: "dumb") }
    #expect(terminal.isCooked)
  }

  @Test("What is no terminal is refused")
  func notATerminal() {
    let file = open("/dev/null", O_RDWR)
    defer { close(file) }
    #expect(throws: TerminalError.notATerminal) {
      try CursesDisplay(
        environment: TerminalEnvironment(term: "xterm"), input: file, output: file, loop: nil)
    }
  }

  @Test("Restoring puts screen and modes back, once")
  func restore() throws {
    #expect(terminal.isCooked)
    let display = try display()
    display.show(canvas(display, "text"), theme: .dark)
    #expect(!terminal.isCooked)
    _ = terminal.shown()
    display.restore()
    #expect(terminal.isCooked)
    let shown = terminal.shown()
    for reset in ["\u{1B}[?1049l", "\u{1B}[?2004l", "\u{1B}[?1004l", "\u{1B}[?1l\u{1B}>"] {
      #expect(shown.contains(reset))
    }
    display.restore()
    display.show(Canvas(size: display.size), theme: .dark)
    #expect(terminal.shown().isEmpty)
  }

  @Test("A resized window is followed with a whole frame")
  func resize() throws {
    let display = try display()
    display.show(canvas(display, "before"), theme: .dark)
    _ = terminal.shown()
    var inputs: [Input] = []
    display.start(onInput: { inputs += $0 }, onSignal: { _ in })
    terminal.resize(rows: 30, columns: 100)
    display.followResize()
    display.followResize()
    #expect(inputs == [.resize(Size(rows: 30, columns: 100))])
    #expect(display.size == Size(rows: 30, columns: 100))
    display.show(canvas(display, "before"), theme: .dark)
    #expect(terminal.shown().contains("before"))
    display.restore()
  }

  @Test("A thousand keys at once arrive complete and in order")
  func manyKeys() async throws {
    let display = try display()
    let sent = (0..<1_000).map { UInt8(ascii: "a") + UInt8($0 % 26) }
    let (inputs, continuation) = AsyncStream.makeStream(of: [Input].self)
    display.start(onInput: { continuation.yield($0) }, onSignal: { _ in continuation.finish() })
    terminal.type(sent)
    var received: [Input] = []
    for await batch in inputs {
      received += batch
      if received.count >= sent.count { break }
    }
    #expect(received == sent.map { .key(.character(Character(UnicodeScalar($0)))) })
    display.restore()
  }

  @Test("A lone Escape becomes the key once the escape delay has passed")
  func loneEscape() async throws {
    let display = try display()
    let (inputs, continuation) = AsyncStream.makeStream(of: [Input].self)
    display.start(onInput: { continuation.yield($0) }, onSignal: { _ in continuation.finish() })
    terminal.type([0x1B])
    var iterator = inputs.makeAsyncIterator()
    #expect(await iterator.next() == [.key(KeyPress(.escape))])
    display.restore()
  }

  @Test("A terminal that goes away is a hang-up")
  func hangUp() async throws {
    let display = try display()
    let (signals, continuation) = AsyncStream.makeStream(of: TerminalSignal.self)
    display.start(onInput: { _ in }, onSignal: { continuation.yield($0) })
    terminal.hangUp()
    var iterator = signals.makeAsyncIterator()
    #expect(await iterator.next() == .hangUp)
    display.restore()
  }
}
