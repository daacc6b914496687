import Testing

@testable import Tui

private let tests = [
  ChoiceOption(id: "CBC", title: "Complete blood count", detail: "EDTA 2 ml", note: "₹450"),
  ChoiceOption(id: "LFT", title: "Liver function", detail: "Serum 3 ml", note: "₹900"),
  ChoiceOption(id: "KFT", title: "Kidney function", detail: "Serum 3 ml", note: "₹850"),
  ChoiceOption(id: "TICK", title: "Tick panel", detail: "EDTA 2 ml", disabledReason: "not for cats"),
]

@Suite("Choice field")
struct ChoiceTests {
  private func field(multiple: Bool = false, free: Bool = false) -> ChoiceField {
    ChoiceField(.fixed(tests), allowsFreeText: free, isMultiple: multiple)
  }

  private func type(_ text: String, into field: inout ChoiceField) -> ChoiceOutcome {
    presses(text).reduce(.ignored) { field.handle($1) == .ignored ? $0 : .handled }
  }

  @Test(
    "The best match stands first",
    arguments: [
      ("kft", "KFT"), ("liver", "LFT"), ("func", "LFT"), ("fun kid", "KFT"), ("serum", "LFT"), ("blood", "CBC"),
      ("count com", "CBC"),
    ])
  func ranking(_ query: String, _ best: String) {
    #expect(ChoiceOption.matches(tests, query: query).first?.id == best)
  }

  @Test("Enter takes the best row and moves on")
  func take() {
    var field = field()
    _ = type("liv", into: &field)
    #expect(field.isOpen)
    #expect(field.handle(KeyPress(.enter)) == .taken(movesOn: true))
    #expect(field.pick?.id == "LFT")
    #expect(field.text == "Liver function")
    #expect(!field.isOpen && !field.isUnresolved)
  }

  @Test("Esc closes the list and keeps the text; once more takes away what is in no list, unless free text is allowed")
  func escape() {
    var field = field()
    _ = type("liv<Esc>", into: &field)
    #expect(field.text == "liv" && field.pick == nil && !field.isOpen)
    #expect(field.isUnresolved)
    #expect(field.handle(KeyPress(.tab)) == .ignored)
    #expect(field.handle(KeyPress(.escape)) == .changed)
    #expect(field.isEmpty && !field.isUnresolved)
    #expect(field.handle(KeyPress(.escape)) == .ignored)
    var free = self.field(free: true)
    _ = type("liv<Esc>", into: &free)
    #expect(!free.isUnresolved)
    #expect(free.handle(KeyPress(.escape)) == .ignored && free.text == "liv")
  }

  @Test("Typing after a choice undoes it")
  func retype() {
    var field = field()
    _ = type("liv<Enter>", into: &field)
    field.focus()
    _ = type("k", into: &field)
    #expect(field.pick == nil && field.text == "k")
  }

  @Test("Alt-Down and Ctrl-Space open the whole list at the value", arguments: ["<Alt-Down>", "<Ctrl-Space>"])
  func openAll(_ key: String) {
    var field = field()
    _ = type("kid<Enter>" + key, into: &field)
    #expect(field.isOpen && field.options.count == 4 && field.best?.id == "KFT")
    _ = type("<Up><Enter>", into: &field)
    #expect(field.pick?.id == "LFT")
  }

  @Test("What is disabled cannot be taken, and does not hold Tab")
  func disabled() {
    var field = field()
    _ = type("tick", into: &field)
    #expect(field.handle(KeyPress(.enter)) == .refused("Tick panel not for cats"))
    #expect(field.pick == nil && field.isOpen)
    #expect(field.handle(KeyPress(.tab)) == .taken(movesOn: true))
    #expect(field.pick == nil && field.isUnresolved)
  }

  @Test("Several values are gathered, and Backspace on empty text removes the last")
  func multiple() {
    var field = field(multiple: true)
    _ = type("liv", into: &field)
    #expect(field.handle(KeyPress(.enter)) == .taken(movesOn: false))
    _ = type("kid<Enter>", into: &field)
    #expect(field.picks.map(\.id) == ["LFT", "KFT"])
    #expect(field.text.isEmpty)
    #expect(field.handle(KeyPress(.backspace)) == .changed)
    #expect(field.picks.map(\.id) == ["LFT"])
    #expect(field.handle(KeyPress(.enter)) == .ignored)
  }

  @Test("An older answer never replaces a newer one")
  func ordering() {
    var field = ChoiceField(.asked)
    guard case .asked(let first) = field.handle(.character("b")) else { return #expect(Bool(false)) }
    guard case .asked(let second) = field.handle(.character("r")) else { return #expect(Bool(false)) }
    #expect(second.text == "br" && field.isWaiting)
    #expect(field.answer(first, with: [tests[0]]) == .handled)
    #expect(field.isWaiting && field.options.map(\.id) == ["CBC"])
    #expect(field.answer(second, with: [tests[1]]) == .handled)
    #expect(!field.isWaiting)
    #expect(field.answer(first, with: [tests[2]]) == .ignored)
    #expect(field.options.map(\.id) == ["LFT"])
  }

  @Test("Enter before the answer takes the best row when it comes")
  func typeAhead() {
    var field = ChoiceField(.asked)
    guard case .asked(let query) = field.handle(.character("b")) else { return #expect(Bool(false)) }
    #expect(field.handle(KeyPress(.enter)) == .taken(movesOn: true))
    #expect(field.pick == nil && field.isTakingNextAnswer)
    #expect(field.answer(query, with: [tests[3], tests[1]]) == .taken(movesOn: false))
    #expect(field.pick?.id == "LFT")
  }

  @Test("The list stands below the field, or above it where there is no room")
  func placement() {
    var canvas = Canvas(size: Size(rows: 12, columns: 60))
    var field = field()
    _ = type("<Alt-Down>", into: &field)
    field.drawList(on: &canvas, field: Rect(row: 2, column: 5, rows: 1, columns: 20), within: canvas.bounds)
    #expect(canvas.text(row: 3).contains("┌"))
    canvas.clear()
    field.drawList(on: &canvas, field: Rect(row: 10, column: 5, rows: 1, columns: 20), within: canvas.bounds)
    #expect(canvas.text(row: 9).contains("└") && canvas.text(row: 4).contains("┌"))
  }
}
