import EmbeddedPostgres
@testable import FrontDesk
import LabCore
import LabStore
import TestSupport
import Testing
import Tui

/// A person at a desk: presses keys on the real application over a real database and looks at the screen.
///
/// Every key waits until the application is idle, so that a look never comes too early; `rapidly` does not wait between its keys.
/// Expectations that fail print the canvas.
@MainActor
final class DeskDriver {
  let app: App
  private let display: RecordingDisplay
  private let workroom: Workroom
  private let outside: Outside
  /// The files that the program wrote for its person.
  let written: TestFiles
  /// The keys pressed so far, typed characters included.
  private(set) var keystrokes = 0
  private var scannerTime = Duration.zero

  /// What the program asked of the world outside.
  @MainActor
  private final class Outside {
    var hasQuit = false
    var hasSuspended = false
    var keptThemes: [String] = []
    /// How long the program meant to wait, each time that it did.
    var waits: [Duration] = []
    private var waiting: CheckedContinuation<Void, Never>?

    var isWaiting: Bool { waiting != nil }

    func wait(_ duration: Duration) async {
      waits.append(duration)
      await withTaskCancellationHandler {
        await withCheckedContinuation { waiting = $0 }
      } onCancel: {
        Task { await self.passTime() }
      }
    }

    func passTime() {
      waiting?.resume()
      waiting = nil
    }
  }

  // MARK: Starting

  /// Starts a desk that shows its first screen.
  ///
  /// Request keys follow from a seed: two desks with the same seed make the same keys. `files` are those that can be attached, by path.
  static func start(
    size: Size = Size(rows: 24, columns: 80), glyphs: GlyphSet = .unicode,
    settings: Settings = Settings(origin: "test"),
    unixSeconds: Int = TestClinic.unixSeconds, keys seed: UInt64 = 1, files: [String: [UInt8]] = [:],
    database: TestDatabase? = nil
  ) async throws -> DeskDriver {
    let database = try database ?? TestDatabase.current
    let desk = Desk(target: try database.target(as: .desk), applicationName: "tests")
    let driver = DeskDriver(
      desk, size, glyphs, settings, Clock.fixed(unixSeconds: unixSeconds), RequestKeys(seed: seed), files)
    driver.app.start()
    await driver.app.idle()
    return driver
  }

  /// Starts a desk and signs somebody in.
  static func signedIn(
    as account: TestClinic.Account = TestClinic.receptionist, size: Size = Size(rows: 24, columns: 80),
    glyphs: GlyphSet = .unicode, unixSeconds: Int = TestClinic.unixSeconds, keys seed: UInt64 = 1,
    files: [String: [UInt8]] = [:], mouse: Bool = false, database: TestDatabase? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> DeskDriver {
    let driver = try await start(
      size: size, glyphs: glyphs,
      settings: Settings(slug: account.slug, phone: account.phone, origin: "test", mouse: mouse),
      unixSeconds: unixSeconds, keys: seed, files: files, database: database)
    await driver.type(account.password).press(.enter)
    let held = driver.app.state.workspace?.profile.permissions ?? .none
    driver.expectPlace(ScreenList.home(for: held), sourceLocation: sourceLocation)
    driver.keystrokes = 0
    return driver
  }

  private init(
    _ desk: Desk, _ size: Size, _ glyphs: GlyphSet, _ settings: Settings, _ clock: Clock, _ keys: RequestKeys,
    _ files: [String: [UInt8]]
  ) {
    display = RecordingDisplay(
      size: size, capabilities: Capabilities(depth: .trueColor, glyphs: glyphs, terminal: "test"))
    let folder = TestFiles()
    written = folder
    workroom = Workroom(
      desk: desk,
      readFile: { (path, limit) throws(AttachmentError) in
        try Attachment(fileName: path, content: files[path] ?? [], limit: limit)
      },
      writeFile: { (name, content) throws(DeskError) in try folder.write(content, to: name) })
    let outside = Outside()
    self.outside = outside
    app = App(
      shell: Shell(
        settings: settings, clock: clock, theme: .dark, themes: Theme.offeredNames.compactMap(Theme.embedded)
      ) { keys.next() },
      display: display, workroom: workroom,
      services: App.Services(
        clock: clock, suspend: { outside.hasSuspended = true }, quit: { outside.hasQuit = true },
        keepTheme: { outside.keptThemes.append($0) }, wait: { await outside.wait($0) }))
  }

  /// Ends the session and the connection.
  func close() async { await workroom.close() }

  // MARK: Keys

  /// Types text, key by key.
  @discardableResult
  func type(_ text: String) async -> DeskDriver {
    for character in text { await send(.key(.character(character))) }
    return self
  }

  /// Presses keys, one after the other.
  @discardableResult
  func press(_ keys: Stroke...) async -> DeskDriver {
    for key in keys { for press in key.presses { await send(.key(press)) } }
    return self
  }

  /// Sends all keys as one batch, as a terminal does when somebody types faster than the desk answers.
  @discardableResult
  func rapidly(_ keys: Stroke...) async -> DeskDriver {
    let presses = keys.flatMap(\.presses)
    keystrokes += presses.count
    app.receive(presses.map { .key($0) })
    await app.idle()
    return self
  }

  /// Sends keys and does not wait for anything.
  func pressWithoutWaiting(_ keys: Stroke...) {
    let presses = keys.flatMap(\.presses)
    keystrokes += presses.count
    app.receive(presses.map { .key($0) })
  }

  /// Types a code and Enter as a scanner does: each key a few milliseconds after the one before.
  @discardableResult
  func scan(_ code: String) async -> DeskDriver {
    scannerTime += .seconds(1)
    for press in code.map(KeyPress.character) + [KeyPress(.enter)] {
      scannerTime += .milliseconds(8)
      app.receive([.key(press)], at: scannerTime)
    }
    await app.idle()
    return self
  }

  /// Clicks where a text stands on the screen.
  @discardableResult
  func click(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    for (row, line) in lines.enumerated() {
      guard let found = line.firstRange(of: text) else { continue }
      let column = TextWidth.columns(of: String(line[..<found.lowerBound]))
      await send(.mouse(MouseEvent(.press, at: Point(row: row, column: column))))
      return self
    }
    fail("There is no “\(text)” to click.", sourceLocation: sourceLocation)
    return self
  }

  @discardableResult
  func paste(_ text: String) async -> DeskDriver {
    await send(.paste(text))
    return self
  }

  @discardableResult
  func resize(to size: Size) async -> DeskDriver {
    await send(.resize(size))
    return self
  }

  /// Waits until no work runs and every key was handled.
  func idle() async { await app.idle() }

  /// Waits until the program waits before it tries again to reach the database.
  func untilItWaits() async { _ = await eventually { outside.isWaiting } }

  /// Lets the time between two attempts to reach the database pass, and waits for what the next one comes to.
  func passTime() async {
    await untilItWaits()
    outside.passTime()
    _ = await eventually { outside.isWaiting || !app.state.isOffline }
    await app.idle()
  }

  /// Sends any input and waits until it was handled.
  func send(_ input: Input) async {
    switch input {
    case .key: keystrokes += 1
    case .resize(let size): display.size = size
    case .paste, .scanned, .mouse, .focus: break
    }
    app.receive([input])
    await app.idle()
  }

  // MARK: What is there

  var place: Place { app.state.place }
  var hasQuit: Bool { outside.hasQuit }
  var hasSuspended: Bool { outside.hasSuspended }
  /// Whether the terminal was asked for clicks.
  var takesMouse: Bool { display.takesMouse }
  /// The themes that were to be kept for the next start, in their order.
  var keptThemes: [String] { outside.keptThemes }
  /// The pauses between attempts to reach the database.
  var waits: [Duration] { outside.waits }
  var canvas: Canvas { app.frame }
  var frames: Int { display.frames }
  var bookings: BookingsScreen? { app.state.screen as? BookingsScreen }
  var intake: Intake? { bookings?.intake }
  var signIn: SignInScreen? { app.state.screen as? SignInScreen }
  var firstStart: FirstStartScreen? { app.state.screen as? FirstStartScreen }
  var dialog: Question? { app.state.dialogs.dialogs.last }

  /// The rows of the screen without the blanks at their ends.
  var lines: [String] {
    (0..<canvas.size.rows).map { row in
      var text = canvas.text(row: row)
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// The row that is selected in a list, by its text.
  var selectedLine: String? {
    (0..<canvas.size.rows).first { row in
      (0..<canvas.size.columns).contains { canvas[row, $0].role == .selection }
    }.map { lines[$0] }
  }

  /// The text of the message line, which stands above the key bar, in one row or in several.
  var message: String {
    let end = canvas.size.rows - 1
    let rows = app.state.shownMessage.rowsNeeded(columns: canvas.size.columns)
    return lines[(end - rows)..<end].map(\.trimmed).joined(separator: " ")
  }

  // MARK: Expectations

  /// Records a failure together with the screen.
  func fail(_ comment: String, sourceLocation: SourceLocation) {
    Issue.record("\(comment)\n\(CanvasSnapshot(canvas))", sourceLocation: sourceLocation)
  }

  @discardableResult
  func expectPlace(_ place: Place, sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    if self.place != place { fail("At \(self.place), not at \(place).", sourceLocation: sourceLocation) }
    return self
  }

  /// Expects some row of the screen to contain a text.
  @discardableResult
  func expectLine(containing text: String, sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    if !lines.contains(where: { $0.contains(text) }) {
      fail("No line contains “\(text)”.", sourceLocation: sourceLocation)
    }
    return self
  }

  @discardableResult
  func expectNoLine(containing text: String, sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    if lines.contains(where: { $0.contains(text) }) {
      fail("A line contains “\(text)”.", sourceLocation: sourceLocation)
    }
    return self
  }

  /// Expects the message line to contain a text.
  @discardableResult
  func expectMessage(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    if !message.contains(text) { fail("The message is “\(message)”, not “\(text)”.", sourceLocation: sourceLocation) }
    return self
  }

  /// Expects a dialog whose title contains a text; nil expects none.
  @discardableResult
  func expectDialog(_ title: String?, sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    switch (dialog?.title, title) {
    case (nil, nil): break
    case (let shown?, let title?) where shown.contains(title): break
    case (let shown, _):
      fail("The dialog is “\(shown ?? "none")”, not “\(title ?? "none")”.", sourceLocation: sourceLocation)
    }
    return self
  }

  /// Expects the text of a field of the intake.
  @discardableResult
  func expectField(
    _ field: IntakeField, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> DeskDriver {
    guard let form = intake?.form else {
      fail("There is no intake.", sourceLocation: sourceLocation)
      return self
    }
    if form.text(field) != text {
      fail("\(field) is “\(form.text(field))”, not “\(text)”.", sourceLocation: sourceLocation)
    }
    return self
  }

  /// Expects the titles of what was taken in a field of the intake.
  @discardableResult
  func expectPicks(
    _ field: IntakeField, _ titles: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) -> DeskDriver {
    let picks = intake?.form.picks(field).map(\.title) ?? []
    if picks != titles { fail("\(field) holds \(picks), not \(titles).", sourceLocation: sourceLocation) }
    return self
  }

  @discardableResult
  func expectFocus(_ field: IntakeField, sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    let focus = intake?.form.focus
    if focus != field {
      fail("The focus is on \(focus.map(\.rawValue) ?? "nothing"), not on \(field).", sourceLocation: sourceLocation)
    }
    return self
  }

  /// Expects a field of the intake to be marked with a problem that contains a text; nil expects none.
  @discardableResult
  func expectProblem(
    _ field: IntakeField, _ text: String?, sourceLocation: SourceLocation = #_sourceLocation
  ) -> DeskDriver {
    let problem = intake?.form[field]?.error
    switch (problem, text) {
    case (nil, nil): break
    case (let problem?, let text?) where problem.contains(text): break
    default:
      fail(
        "\(field) is marked “\(problem ?? "not at all")”, not “\(text ?? "not at all")”.",
        sourceLocation: sourceLocation
      )
    }
    return self
  }

  /// Expects the card of a confirmed booking.
  @discardableResult
  func expectConfirmed(sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    guard case .confirmed? = bookings?.mode else {
      fail("Nothing is confirmed.", sourceLocation: sourceLocation)
      return self
    }
    return self
  }

  /// The number of the booking on the card.
  var confirmedNumber: String? {
    guard case .confirmed(let card)? = bookings?.mode else { return nil }
    return card.booking.number
  }

  /// Compares the canvas, roles included, with a golden file.
  @discardableResult
  func expectGolden(
    _ name: String, filePath: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
  ) -> DeskDriver {
    TestSupport.expectGolden(
      CanvasSnapshot(canvas).description, named: name, filePath: filePath, sourceLocation: sourceLocation)
    return self
  }
}
