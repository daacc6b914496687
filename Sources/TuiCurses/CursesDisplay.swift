import CNcurses
import Glibc
package import Tui

/// Draws canvases on a terminal through ncurses and delivers what is typed, in batches on the main actor.
///
/// From its creation to ``restore()`` the terminal belongs to it. One may exist at a time.
@MainActor
package final class CursesDisplay: Display {
  package private(set) var size: Size
  package let capabilities: Capabilities
  /// What is to be told about the terminal, in a sentence; nil where it is described on this machine.
  package let notice: String?

  private let input: Int32
  private let output: Int32
  private let savedModes: termios
  private let screen: OpaquePointer
  private let files: [UnsafeMutablePointer<FILE>]
  private let modes: TerminalModes
  private let resetBytes: [UInt8]
  private let hasSecondScreen: Bool
  private let reader: TerminalReader
  private let relay: SignalRelay?
  private let ownsProcess: Bool
  private var capture: StandardErrorCapture?
  private var blitter: CanvasBlitter
  private var shown: (canvas: Canvas, theme: Theme)?
  private var cursorIsShown: Bool?
  private var takesMouse = false
  private var isRestored = false
  private var onInput: (@MainActor ([Input]) -> Void)?
  private var onSignal: (@MainActor (TerminalSignal) -> Void)?

  /// Takes the terminal over.
  ///
  /// - Parameters:
  ///   - color: the colours to use, from the command line; nil follows `NO_COLOR`, `COLORTERM` and the terminal.
  ///   - environment: what the environment says of the terminal.
  ///   - input: the descriptor that keys come from.
  ///   - output: the descriptor of the same terminal that frames go to.
  ///   - loop: the loop of a process that is wholly the desk's: then signals are handled, crashes are guarded against and
  ///     standard error is kept off the screen. With nil, input comes through Dispatch and the process is left alone.
  /// - Throws: `TerminalError`, whose description is one sentence for people; the terminal is then as it was.
  package init(
    color: ColorDepth? = nil, environment: TerminalEnvironment = .current(), input: Int32 = STDIN_FILENO,
    output: Int32 = STDOUT_FILENO, loop: MainLoop?
  ) throws(TerminalError) {
    let profile = try TerminalProfile(environment, color: color)
    var savedModes = termios()
    guard isatty(input) == 1, isatty(output) == 1, tcgetattr(output, &savedModes) == 0 else { throw .notATerminal }
    let ownsProcess = loop != nil
    let relay = ownsProcess ? SignalRelay() : nil
    let glyphs = Self.setLocale() ? profile.glyphs : .ascii
    let opened: (screen: OpaquePointer, files: [UnsafeMutablePointer<FILE>], name: String)
    do {
      opened = try Self.open(profile.candidates, input: input, output: output)
    } catch {
      relay?.restore()
      throw error
    }

    self.input = input
    self.output = output
    self.savedModes = savedModes
    self.ownsProcess = ownsProcess
    self.relay = relay
    screen = opened.screen
    files = opened.files
    modes = TerminalModes(terminal: opened.name)
    // Until its first resumption ncurses writes at every move of the cursor; from then on each frame is one write.
    endwin()
    raw()
    nonl()
    noecho()
    keypad(nc_stdscr(), true)
    typeahead(-1)
    let hasColors = profile.wantedDepth != .mono && has_colors() && start_color() == OK
    let hasDefaultColors = hasColors && use_default_colors() == OK
    let depth = profile.depth(
      terminalColors: hasColors ? Int(nc_colors()) : 0, isDirect: Terminfo.flag("RGB") || nc_colors() >= 1 << 24)
    capabilities = Capabilities(depth: depth, glyphs: glyphs, terminal: opened.name)
    notice = profile.notice(ofUsing: opened.name)
    blitter = CanvasBlitter(paints: PaintTable(depth: depth, hasDefaultColors: hasDefaultColors))
    reader = TerminalReader(
      descriptor: input, table: Terminfo.keyTable(), escapeDelay: profile.escapeDelay, loop: loop)
    size = Size(rows: Int(nc_lines()), columns: Int(nc_columns()))
    resetBytes =
      modes.disable + ["rmkx", "sgr0", "cnorm"].flatMap { Terminfo.string($0) ?? [] }
      + (Terminfo.string("rmcup") ?? Terminfo.string("clear") ?? [])
    hasSecondScreen = Terminfo.string("rmcup") != nil
    takeProcess()
    writeAll(modes.enable, to: output)
  }

  isolated deinit { restore() }

  // MARK: Input

  /// Starts to deliver input, once per batch, and the first request of the system to end; both on the main actor.
  package func start(
    onInput: @escaping @MainActor ([Input]) -> Void, onSignal: @escaping @MainActor (TerminalSignal) -> Void
  ) {
    self.onInput = onInput
    self.onSignal = onSignal
    reader.start(onInput: onInput) { [weak self] in self?.report(.hangUp) }
    relay?.resume { [weak self] in self?.receive($0) }
  }

  private func receive(_ signals: [Int32]) {
    for signal in signals {
      switch signal {
      case SIGWINCH: followResize()
      case SIGCONT: reclaim()
      case SIGTSTP: suspend()
      case SIGHUP: report(.hangUp)
      default: report(.terminate)
      }
    }
  }

  /// Passes an end on once: a closed window both hangs up and ends the input.
  private func report(_ signal: TerminalSignal) {
    let onSignal = onSignal
    self.onSignal = nil
    onSignal?(signal)
  }

  /// Follows the window to its new size and tells the program; the next frame is drawn whole.
  package func followResize() {
    guard !isRestored else { return }
    var window = winsize()
    guard nc_window_size(output, &window) == 0, window.ws_row > 0, window.ws_col > 0 else { return }
    let newSize = Size(rows: Int(window.ws_row), columns: Int(window.ws_col))
    guard newSize != size else { return }
    resize_term(Int32(newSize.rows), Int32(newSize.columns))
    size = newSize
    forgetScreen()
    onInput?([.resize(newSize)])
  }

  // MARK: Output

  /// The share of the screen above which a frame is bracketed: a smaller one reaches the terminal in one write anyway.
  private static let largeFrame = 4

  package func show(_ canvas: Canvas, theme: Theme) {
    guard !isRestored else { return }
    shown = (canvas, theme)
    let changed = blitter.draw(canvas, theme: theme)
    let isLarge = modes.synchronises && changed * Self.largeFrame > size.rows * size.columns
    if isLarge { writeAll(TerminalModes.beginFrame, to: output) }
    place(canvas.cursor)
    wnoutrefresh(nc_stdscr())
    doupdate()
    if isLarge { writeAll(TerminalModes.endFrame, to: output) }
  }

  package func takeMouse(_ isTaken: Bool) {
    guard !isRestored, takesMouse != isTaken else { return }
    takesMouse = isTaken
    writeAll(modes.mouse(isTaken: isTaken), to: output)
  }

  private func enableModes() { writeAll(modes.enable + (takesMouse ? modes.mouse(isTaken: true) : []), to: output) }

  /// Draws the last frame again from nothing, for a screen that something else wrote on.
  package func repaint() {
    forgetScreen()
    if let shown { show(shown.canvas, theme: shown.theme) }
  }

  private func place(_ cursor: Point?) {
    let isShown = cursor != nil
    if cursorIsShown != isShown {
      cursorIsShown = isShown
      curs_set(isShown ? 1 : 0)
    }
    if let cursor { wmove(nc_stdscr(), Int32(cursor.row), Int32(cursor.column)) }
  }

  private func forgetScreen() {
    blitter.forget()
    cursorIsShown = nil
    clearok(nc_curscr(), true)
  }

  // MARK: Leaving and coming back

  /// Gives the terminal back and stops the program until it is continued; keys typed meanwhile are kept.
  ///
  /// Where nobody could continue it, as without a shell, it returns at once.
  package func suspend() {
    guard !isRestored, ownsProcess else { return }
    leaveScreen()
    SignalRelay.stopProcess()
    relay?.install(SIGTSTP)
    enterScreen()
    // The continuation that ended the stop is dealt with; a resize or an end that came meanwhile is not.
    receive(relay?.drain().filter { $0 != SIGCONT && $0 != SIGTSTP } ?? [])
  }

  /// Puts the terminal back as it was found; harmless a second time.
  package func restore() {
    guard !isRestored else { return }
    leaveScreen()
    isRestored = true
    reader.stop()
    relay?.restore()
    onInput = nil
    onSignal = nil
    delscreen(screen)
    for file in files { fclose(file) }
  }

  private func leaveScreen() {
    writeAll(modes.disable, to: output)
    // Without a second screen the last frame, with people's data in it, would stay for all to see.
    if !hasSecondScreen {
      werase(nc_stdscr())
      wrefresh(nc_stdscr())
    }
    endwin()
    var modes = savedModes
    tcsetattr(output, TCSADRAIN, &modes)
    if ownsProcess { CrashGuard.disarm() }
    capture?.end()
    capture = nil
  }

  private func enterScreen() {
    takeProcess()
    enableModes()
    reset_prog_mode()
    followResize()
    repaint()
  }

  /// Takes the terminal again after somebody else stopped and continued the program.
  private func reclaim() {
    guard !isRestored, tcgetpgrp(output) == getpgrp() else { return }
    reset_prog_mode()
    enableModes()
    followResize()
    repaint()
  }

  private func takeProcess() {
    guard ownsProcess else { return }
    capture = StandardErrorCapture()
    CrashGuard.arm(output: output, reset: resetBytes, modes: savedModes, capture: capture)
    CrashGuard.install()
    relay?.install()
  }

  // MARK: Opening

  /// Chooses a locale in which ncurses writes UTF-8; says whether there is one.
  private static func setLocale() -> Bool {
    func isUTF8() -> Bool { nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } == "UTF-8" }
    // Only the characters: numbers and messages of the C library stay as the program expects them.
    if setlocale(LC_CTYPE, "") != nil, isUTF8() { return true }
    return setlocale(LC_CTYPE, "C.UTF-8") != nil && isUTF8()
  }

  private static func open(
    _ candidates: [String], input: Int32, output: Int32
  ) throws(TerminalError) -> (screen: OpaquePointer, files: [UnsafeMutablePointer<FILE>], name: String) {
    guard let outputFile = fdopen(fcntl(output, F_DUPFD_CLOEXEC, 3), "w") else { throw .notATerminal }
    guard let inputFile = fdopen(fcntl(input, F_DUPFD_CLOEXEC, 3), "r") else {
      fclose(outputFile)
      throw .notATerminal
    }
    // The size is that of the window, whatever LINES and COLUMNS say.
    use_env(true)
    use_tioctl(true)
    for name in candidates {
      guard let screen = newterm(name, outputFile, inputFile) else { continue }
      if Terminfo.string("cup") != nil { return (screen, [outputFile, inputFile], name) }
      endwin()
      delscreen(screen)
      fclose(outputFile)
      fclose(inputFile)
      throw .termTooSimple(name)
    }
    fclose(outputFile)
    fclose(inputFile)
    throw .termUnknown(candidates[0])
  }
}
