import Testing

@testable import Tui

/// Reads keys as people write them: chords in brackets, all else typed.
func presses(_ text: String) -> [KeyPress] {
  var presses: [KeyPress] = []
  var rest = text[...]
  while let first = rest.first {
    if first == "<", let end = rest.firstIndex(of: ">"),
      let chord = Chord(String(rest[rest.index(after: rest.startIndex)..<end]))
    {
      presses.append(KeyPress(chord.key, chord.modifiers))
      rest = rest[rest.index(after: end)...]
    } else {
      presses.append(.character(first))
      rest = rest.dropFirst()
    }
  }
  return presses
}

/// Shows text with its cursor as a bar.
private func marked(_ text: String, _ cursor: Int) -> String {
  let characters = Array(text)
  return String(characters[..<cursor]) + "|" + String(characters[cursor...])
}

@Suite("Text field")
struct TextFieldTests {
  @Test(
    "Readline keys edit the line",
    arguments: [
      ("one two three", "<Ctrl-A>", "|one two three"), ("one two three", "<Ctrl-A><Ctrl-F>x", "ox|ne two three"),
      ("one two three", "<Ctrl-B><Ctrl-B>x", "one two thrx|ee"), ("one two three", "<Ctrl-W>", "one two |"),
      ("one two three", "<Alt-Backspace><Alt-Backspace>", "one |"), ("one two-three", "<Alt-B>x", "one two-x|three"),
      ("one two-three", "<Ctrl-W>", "one |"), ("one two", "<Ctrl-A><Alt-D>", "| two"),
      ("one two", "<Alt-B><Ctrl-K>", "one |"), ("one two", "<Alt-B><Ctrl-U>", "|two"),
      ("one two", "<Alt-B><Ctrl-U><Ctrl-E> <Ctrl-Y>", "two one |"), ("one two", "<Ctrl-Left><Ctrl-Left>", "|one two"),
      ("one two", "<Ctrl-A><Ctrl-Right>", "one| two"), ("one two", "<Home><Del>", "|ne two"),
      ("one two", "<Backspace>", "one tw|"), ("one two", "<Home><Backspace>", "|one two"),
      ("one two", "<End><Del>", "one two|"), ("one two", "<Home><Alt-F><Alt-F>", "one two|"),
      ("नमस्ते", "<Backspace>", "नम|"), ("👨‍👩‍👧‍👦x", "<Left><Backspace>", "|x"), ("e\u{301}a", "<Home><Right>b", "e\u{301}b|a"),
    ])
  func editing(_ start: String, _ typed: String, _ expected: String) {
    var field = TextField(start)
    for press in presses(typed) { #expect(field.handle(press) != .ignored) }
    #expect(marked(field.text, field.cursor) == expected)
  }

  @Test(
    "A focused value is replaced by typing and kept by arrows",
    arguments: [
      ("x", "x|"), ("<Left>x", "x|old"), ("<Right>x", "oldx|"), ("<Backspace>", "|"), ("<Del>", "|"),
      ("<End>x", "oldx|"),
    ])
  func selection(_ typed: String, _ expected: String) {
    var field = TextField("old")
    field.focus()
    for press in presses(typed) { _ = field.handle(press) }
    #expect(marked(field.text, field.cursor) == expected)
  }

  @Test(
    "Keys that are no editing are left to the form",
    arguments: ["<Up>", "<Enter>", "<Tab>", "<Ctrl-S>", "<F2>", "<Esc>", "<Alt-x>"])
  func ignored(_ typed: String) {
    var field = TextField("a")
    for press in presses(typed) { #expect(field.handle(press) == .ignored) }
  }

  @Test("A combining mark joins the letter before it")
  func combining() {
    var field = TextField("e")
    #expect(field.handle(.character("\u{301}")) == .changed)
    #expect(field.cursor == 1)
    #expect(field.handle(KeyPress(.backspace)) == .changed)
    #expect(field.text == "")
  }

  @Test(
    "Filters and lengths hold while typing and pasting",
    arguments: [
      (TextField.Filter.digits, 4, "12a345", "1234"), (.uppercase, 10, "vet-20ß", "VET-20SS"),
      (.phone, 20, "+91 (98) x", "+91 (98) "),
      (.decimal, 9, "1,299.50€", "1,299.50"), (.lowercase, 9, "AB", "ab"),
    ])
  func filters(_ filter: TextField.Filter, _ length: Int, _ typed: String, _ expected: String) {
    var field = TextField(filter: filter, maximumLength: length)
    for press in presses(typed) { _ = field.handle(press) }
    #expect(field.text == expected)
    var pasted = TextField(filter: filter, maximumLength: length)
    _ = pasted.paste(typed)
    #expect(pasted.text == expected)
  }

  @Test("Pasting strips controls and joins lines")
  func pasting() {
    var field = TextField()
    _ = field.paste("12 Hill\u{1B} Road\r\n\tPune\u{202E}\n")
    #expect(field.text == "12 Hill Road Pune")
  }

  @Test("A secret shows neither its letters nor their number of words")
  func secret() {
    var canvas = Canvas(size: Size(rows: 1, columns: 12))
    TextField("dog cat", isSecret: true).draw(on: &canvas, row: 0, column: 0, width: 12, isFocused: true)
    #expect(canvas.text(row: 0) == "•••••••     ")
  }

  @Test("The cursor stays in sight in a field that is too narrow")
  func scrolling() {
    var field = TextField("abcdefghij")
    var canvas = Canvas(size: Size(rows: 1, columns: 6))
    field.draw(on: &canvas, row: 0, column: 0, width: 6, isFocused: true)
    #expect(canvas.text(row: 0) == "…ghij ")
    #expect(canvas.cursor == Point(row: 0, column: 5))
    _ = field.handle(KeyPress(.home))
    field.draw(on: &canvas, row: 0, column: 0, width: 6, isFocused: true)
    #expect(canvas.text(row: 0) == "abcde…")
    #expect(canvas.cursor == Point(row: 0, column: 0))
    field.draw(on: &canvas, row: 0, column: 0, width: 6, isFocused: false)
    #expect(canvas.text(row: 0) == "abcde…")
  }

  @Test("Random keys and texts never break a field", arguments: 0..<30)
  func randomKeys(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    var field = TextField(maximumLength: 20)
    var area = TextArea(columns: 7, rows: 3)
    let names = [
      "Left", "Right", "Home", "End", "Backspace", "Del", "Ctrl-K", "Ctrl-U", "Ctrl-W", "Ctrl-Y", "Alt-B", "Alt-D",
      "Up", "Down",
    ]
    var canvas = Canvas(size: Size(rows: 3, columns: 9))
    for _ in 0..<300 {
      let press: KeyPress
      if random.below(3) == 0, let chord = Chord(names[random.below(names.count)]) {
        press = KeyPress(chord.key, chord.modifiers)
      } else {
        press = .character(random.text(3).first ?? "a")
      }
      _ = field.handle(press)
      _ = area.handle(random.below(12) == 0 ? KeyPress(.enter) : press)
      #expect(field.cursor <= field.text.count && field.text.count <= 20)
      #expect(area.cursor <= area.text.count)
      field.draw(on: &canvas, row: 0, column: 0, width: 1 + random.below(9), isFocused: true)
      area.draw(on: &canvas, in: canvas.bounds, isFocused: true)
      if let cursor = canvas.cursor { #expect(canvas.bounds.contains(cursor), "seed \(seed)") }
    }
  }
}

@Suite("Text area")
struct TextAreaTests {
  @Test(
    "Keys move and edit across wrapped lines",
    arguments: [
      ("one two three", "<Up>x", "one txwo three"), ("one two three", "<Up><Home>x", "xone two three"),
      ("a\nbcd", "<Up>x", "ax\nbcd"), ("abc\nd", "<Home><Up>x", "xabc\nd"), ("ab", "<Enter>c", "ab\nc"),
      ("ab\ncd", "<Ctrl-A><Ctrl-K>", "ab\n"), ("ab\ncd", "<Home><Backspace>", "abcd"),
    ])
  func keys(_ start: String, _ typed: String, _ expected: String) {
    var area = TextArea(start, columns: 8)
    for press in presses(typed) { _ = area.handle(press) }
    #expect(area.text == expected)
  }

  @Test("Up on the first line and down on the last are left to the form")
  func edges() {
    var area = TextArea("one two three", columns: 8)
    #expect(area.handle(KeyPress(.down)) == .ignored)
    #expect(area.handle(KeyPress(.up)) == .moved)
    #expect(area.handle(KeyPress(.up)) == .ignored)
  }

  @Test("Lines wrap at spaces and scroll with the cursor")
  func drawing() {
    var canvas = Canvas(size: Size(rows: 2, columns: 9))
    TextArea("one two three four", columns: 8, rows: 2).draw(on: &canvas, in: canvas.bounds, isFocused: true)
    #expect(canvas.text(row: 0) == "three   ↑")
    #expect(canvas.text(row: 1) == "four     ")
    #expect(canvas.cursor == Point(row: 1, column: 4))
  }
}
