import Testing

@testable import Tui

@Suite("Random use")
struct FuzzTests {
  private static let chords = [
    "Tab", "Shift-Tab", "Enter", "Esc", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Backspace",
    "Del",
    "Ctrl-D", "Ctrl-K", "Ctrl-U", "Ctrl-Y", "Alt-Down", "Ctrl-Space", "Alt-X", "F1",
  ]

  private func press(_ random: inout SplitMix) -> KeyPress {
    if random.below(2) == 0, let chord = Chord(Self.chords[random.below(Self.chords.count)]) {
      return KeyPress(chord.key, chord.modifiers)
    }
    return .character(["l", "c", "1", " ", "é", "作", "\u{301}"][random.below(7)])
  }

  private func size(_ random: inout SplitMix) -> Size { Size(rows: random.below(30), columns: random.below(130)) }

  private func check(_ canvas: Canvas, _ seed: UInt64) {
    guard let cursor = canvas.cursor else { return }
    #expect(canvas.bounds.contains(cursor), "the cursor left the canvas, seed \(seed)")
  }

  @Test("No key at any size breaks a form or traps its focus", arguments: 0..<30)
  func form(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    var form = intakeForm()
    form.previous = FormRecord(texts: [.name: "Asha"], picks: [.test: [intakeTests[0]]])
    for _ in 0..<120 {
      _ = random.below(10) == 0 ? form.paste(random.text(12)) : form.handle(press(&random))
      if random.below(20) == 0 { form.setVisible(random.below(2) == 0, .test, .name) }
      var canvas = Canvas(size: size(&random))
      form.draw(on: &canvas, in: canvas.bounds)
      check(canvas, seed)
    }
    for _ in 0..<12 {
      _ = form.handle(KeyPress(.escape))
      _ = form.handle(KeyPress(.backTab))
    }
    #expect(form.focus == .phone, "seed \(seed)")
  }

  @Test("No key at any size breaks dialogs, palette or help", arguments: 0..<30)
  func overlays(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    let entries = sampleActions.map { AvailableAction($0) }
    var palette = Palette(entries)
    var help = HelpPage(title: "Help", paragraphs: [random.text(200)], actions: entries)
    for round in 0..<60 {
      var dialog = Dialog(
        title: random.text(30), body: [random.text(100), "Plain words that wrap at some width or other."],
        choices: (0..<random.below(6)).map { DialogChoice("a", "Choice \($0)", $0, isDanger: $0 % 2 == 0) },
        input: round % 2 == 0 ? TextField("why") : nil, inputLabel: "Reason", isInputRequired: round % 3 == 0)
      let key = press(&random)
      _ = dialog.handle(key)
      _ = palette.handle(key)
      _ = help.handle(key)
      var canvas = Canvas(size: size(&random))
      palette.draw(on: &canvas, in: canvas.bounds)
      help.draw(on: &canvas, in: canvas.bounds)
      dialog.draw(on: &canvas, in: canvas.bounds)
      KeyBar(entries.map(\.action)).draw(on: &canvas, in: canvas.bounds) { _ in random.below(2) == 0 ? .on : .hidden }
      check(canvas, seed)
    }
  }
}
