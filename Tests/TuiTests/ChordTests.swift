import Testing

@testable import Tui

@Suite("Chords")
struct ChordTests {
  @Test(
    "What is printed can be read",
    arguments: [
      "Ctrl-S", "F2", "F12", "Alt-Down", "Shift-Tab", "Ctrl-Space", "Esc", "Enter", "PgDn", "Ctrl-Alt-Del", "?", "-",
      "Alt--",
      "Backspace", "Shift-F4", "Alt-1",
    ])
  func roundTrip(_ text: String) throws {
    let chord = try #require(Chord(text))
    #expect(chord.description == text)
    #expect(Chord(chord.description) == chord)
  }

  @Test("Spellings of one key stroke are equal")
  func equality() {
    #expect(Chord("ctrl-s") == Chord("CTRL-S"))
    #expect(Chord(KeyPress(.backTab)) == Chord("Shift-Tab"))
    #expect(Chord(KeyPress(.tab, .shift)) == Chord("Shift-Tab"))
    #expect(Chord(.control("s")) == Chord("Ctrl-S"))
    #expect(Chord(KeyPress(.character("S"), .control)) == Chord("Ctrl-S"))
  }

  @Test("Nonsense is no chord", arguments: ["", "Ctrl-", "Hyper-X", "F0", "F99", "Ctrl-Foo", "ab", " "])
  func nonsense(_ text: String) {
    #expect(Chord(text) == nil)
  }
}
