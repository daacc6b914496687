import Testing

@testable import Tui

@Suite("Clicks")
struct ClickTests {
  private func press(_ canvas: Canvas, _ row: Int, _ column: Int, _ kind: MouseEvent.Kind = .press) -> [KeyPress] {
    canvas.presses(for: MouseEvent(kind, at: Point(row: row, column: column)))
  }

  @Test("A click on a key of the bar is the key")
  func keyBar() {
    var canvas = Canvas(size: Size(rows: 1, columns: 60))
    KeyBar(sampleActions).draw(on: &canvas, in: canvas.bounds) { _ in .on }
    // F1 Help  Ctrl-S Save  Alt-X Cancel booking  F9 Actions
    #expect(press(canvas, 0, 4) == [KeyPress(.function(1))])
    #expect(press(canvas, 0, 9) == [.control("s")])
    #expect(press(canvas, 0, 25) == [.alt("x")])
    #expect(press(canvas, 0, 7) == [])
    #expect(press(canvas, 0, 59) == [])
  }

  @Test("A click on a row goes there by arrows, and one on the selected row opens it; the wheel moves three rows")
  func table() {
    var table = bookingTable(100..<180, pageRows: 20)
    _ = table.handle(KeyPress(.down))
    _ = table.handle(KeyPress(.down))
    var canvas = Canvas(size: Size(rows: 24, columns: 80))
    table.draw(on: &canvas, in: canvas.bounds)
    #expect(press(canvas, 0, 4) == [])
    #expect(press(canvas, 1, 4) == [KeyPress(.up), KeyPress(.up)])
    #expect(press(canvas, 3, 70) == [KeyPress(.enter)])
    #expect(press(canvas, 6, 0) == Array(repeating: KeyPress(.down), count: 3))
    #expect(press(canvas, 6, 0, .wheelUp) == Array(repeating: KeyPress(.up), count: 3))
    #expect(press(canvas, 0, 0, .wheelDown) == [KeyPress(.pageDown)])
    let selection = table.selection
    for key in press(canvas, 8, 10) { _ = table.handle(key) }
    canvas.clear()
    table.draw(on: &canvas, in: canvas.bounds)
    #expect(table.selection != selection)
    #expect(press(canvas, 8, 10) == [KeyPress(.enter)])
  }

  @Test("A click on a field goes there by Tab, and takes what it passes into its final form")
  func form() {
    var form = intakeForm()
    for press in presses("98765") { _ = form.handle(press) }
    var canvas = Canvas(size: Size(rows: 24, columns: 80))
    form.draw(on: &canvas, in: canvas.bounds)
    guard let row = (0..<24).first(where: { canvas.text(row: $0).contains("Test") }) else {
      Issue.record("no row of the field Test")
      return
    }
    for key in press(canvas, row, 20) { _ = form.handle(key) }
    #expect(form.focus == .test)
    #expect(form[.phone]?.error != nil)
    canvas.clear()
    form.draw(on: &canvas, in: canvas.bounds)
    #expect(press(canvas, row, 20) == [])
    #expect(press(canvas, 1, 20).allSatisfy { $0 == KeyPress(.backTab) })
  }

  @Test("A dialog takes the clicks off what lies below, and its answers are their keys")
  func dialog() throws {
    var canvas = Canvas(size: Size(rows: 24, columns: 80))
    bookingTable(100..<180, pageRows: 20).draw(on: &canvas, in: canvas.bounds)
    Dialog(
      title: "Leave", body: ["Something is not saved."],
      choices: [DialogChoice("s", "Stay", 0), DialogChoice("d", "Discard it", 1, isDanger: true)]
    ).draw(on: &canvas, in: canvas.bounds)
    #expect(press(canvas, 3, 3) == [])
    let row = try #require((0..<24).first { canvas.text(row: $0).contains("Discard it") })
    let text = canvas.text(row: row)
    let column = text.distance(from: text.startIndex, to: try #require(text.firstRange(of: "Discard")).lowerBound)
    #expect(press(canvas, row, column) == [.character("d")])
  }

  @Test("A click on an action of the palette runs it")
  func palette() {
    var palette = Palette(sampleActions.map { AvailableAction($0) })
    var canvas = Canvas(size: Size(rows: 24, columns: 80))
    palette.draw(on: &canvas, in: canvas.bounds)
    let row = (0..<24).first { canvas.text(row: $0).contains("Save") } ?? 0
    var last = PaletteEvent.ignored
    for key in press(canvas, row, 10) { last = palette.handle(key) }
    #expect(palette.selection?.action.id == "booking.save")
    canvas.clear()
    palette.draw(on: &canvas, in: canvas.bounds)
    for key in press(canvas, row, 10) { last = palette.handle(key) }
    #expect(last == .run(sampleActions[2]))
  }

  @Test("Nothing outside the frame is clicked, and a new frame forgets the old one")
  func bounds() {
    var canvas = Canvas(size: Size(rows: 4, columns: 10))
    canvas.spot(Rect(row: 0, column: 5, rows: 10, columns: 20), [KeyPress(.enter)])
    #expect(press(canvas, 9, 9) == [])
    #expect(press(canvas, 3, 9) == [KeyPress(.enter)])
    canvas.clear()
    #expect(press(canvas, 3, 9) == [])
  }
}
