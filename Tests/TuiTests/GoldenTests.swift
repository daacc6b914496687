import Foundation
import Testing

@testable import Tui

/// Compares canvases with the recorded ones beside the tests.
enum Golden {
  /// Set to record; the test still fails, so that a recording is looked at before it is trusted.
  static let isRecording = ProcessInfo.processInfo.environment["LABRADOR_RECORD_GOLDENS"] == "1"

  static func expect(_ canvas: Canvas, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try expect(text: CanvasSnapshot(canvas).description, name, sourceLocation: sourceLocation)
  }

  static func expect(text actual: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name).txt")
    if isRecording {
      try actual.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("Recorded \(name); look at it and run again without recording.", sourceLocation: sourceLocation)
      return
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(
      actual == expected, "\(name) differs; LABRADOR_RECORD_GOLDENS=1 records it anew. Now:\n\(actual)",
      sourceLocation: sourceLocation)
  }
}

@Suite("Golden screens")
struct GoldenTests {
  private func canvas(_ rows: Int = 24, _ columns: Int = 80, _ glyphs: GlyphSet = .unicode) -> Canvas {
    Canvas(size: Size(rows: rows, columns: columns), glyphs: glyphs)
  }

  private func filledForm() -> Form<Intake> {
    var form = intakeForm()
    for press in presses("98765<Tab>Asha Kulkarni<Tab>") { _ = form.handle(press) }
    form.setText("Fasting since 8 pm", for: .notes)
    return form
  }

  @Test("A form with an error and an open list")
  func form() throws {
    var canvas = canvas()
    var form = filledForm()
    for press in presses("<Alt-Down>") { _ = form.handle(press) }
    form.draw(on: &canvas, in: canvas.bounds.inset(by: 1))
    try Golden.expect(canvas, "form-80x24")
  }

  @Test("A form in two columns")
  func wideForm() throws {
    var canvas = canvas(12, 120)
    filledForm().draw(on: &canvas, in: canvas.bounds)
    try Golden.expect(canvas, "form-120x12")
  }

  @Test("A table that is filtered", arguments: [GlyphSet.unicode, .ascii])
  func table(_ glyphs: GlyphSet) throws {
    var canvas = canvas(24, 80, glyphs)
    var table = bookingTable(100..<180, pageRows: 20)
    for press in presses("zo<Down><Down>") { _ = table.handle(press) }
    table.draw(on: &canvas, in: canvas.bounds)
    try Golden.expect(canvas, glyphs == .unicode ? "table-80x24" : "table-ascii-80x24")
  }

  @Test("A dangerous dialog with a reason over a table")
  func dialog() throws {
    var canvas = canvas()
    bookingTable(100..<180, pageRows: 20).draw(on: &canvas, in: canvas.bounds)
    var stack = DialogStack<Int>()
    stack.push(
      Dialog(
        title: "Cancel booking",
        body: ["B-000123 of Bruno (Asha Kulkarni) is cancelled. The visit of 14:30 becomes free."],
        choices: [DialogChoice("x", "Cancel the booking", 1, isDanger: true), DialogChoice("s", "Stay", 0)],
        input: TextField("Owner is ill"), inputLabel: "Reason", isInputRequired: true))
    stack.draw(on: &canvas, in: canvas.bounds)
    try Golden.expect(canvas, "dialog-80x24")
  }

  @Test("Help with its keys")
  func help() throws {
    var canvas = canvas()
    HelpPage(
      title: "Help: Phone", paragraphs: ["Any format is understood. The client is found while you type."],
      actions: sampleActions.map { AvailableAction($0, $0.isDanger ? .off(reason: "Nothing is chosen.") : .on) }
    ).draw(on: &canvas, in: canvas.bounds)
    try Golden.expect(canvas, "help-80x24")
  }

  @Test("The palette with a query")
  func palette() throws {
    var canvas = canvas()
    var palette = Palette(sampleActions.map { AvailableAction($0) })
    for press in presses("ca<Down>") { _ = palette.handle(press) }
    palette.draw(on: &canvas, in: canvas.bounds)
    try Golden.expect(canvas, "palette-80x24")
  }

  @Test("Message line, key bar, progress and busy sign")
  func chrome() throws {
    var canvas = canvas(5, 60)
    var message = MessageLine()
    message.show("The booking was not saved: the time is taken.", .error)
    message.problems = 2
    message.draw(on: &canvas, in: Rect(row: 0, column: 0, rows: 1, columns: 60))
    KeyBar(sampleActions).draw(on: &canvas, in: Rect(row: 1, column: 0, rows: 1, columns: 60)) { _ in .on }
    Progress("Import", fraction: 0.42).draw(on: &canvas, in: Rect(row: 2, column: 0, rows: 1, columns: 60))
    Busy("Searching", tick: 2).draw(on: &canvas, row: 3, column: 0)
    try Golden.expect(canvas, "chrome-60x5")
  }

  @Test("A window that is too small says so")
  func tooSmall() throws {
    var small = canvas(6, 40)
    let isTooSmall = TooSmall.draw(on: &small)
    #expect(isTooSmall)
    try Golden.expect(small, "too-small-40x6")
    var large = canvas(20, 60)
    let isLargeEnough = !TooSmall.draw(on: &large)
    #expect(isLargeEnough)
  }
}
