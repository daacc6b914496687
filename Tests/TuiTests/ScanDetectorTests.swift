import Testing

@testable import Tui

@Suite("Scanners and hands")
struct ScanDetectorTests {
  /// Feeds keys at their moments in milliseconds and gives what comes of them, as text.
  private func read(_ strokes: [(key: String, at: Int)]) -> String {
    var detector = ScanDetector()
    return strokes.flatMap { stroke in
      detector.take(presses(stroke.key).map { .key($0) }, at: .milliseconds(stroke.at))
    }
    .map { input in
      switch input {
      case .key(let press): press.typed.map(String.init) ?? "<\(Chord(press))>"
      case .scanned(let text): "<scanned \(text)>"
      case .paste, .mouse, .resize, .focus: "<other>"
      }
    }
    .joined()
  }

  /// Keys with an even pause between them.
  private func evenly(_ text: String, _ pause: Int) -> String {
    read(
      presses(text).enumerated().map {
        (Chord($1).modifiers.isEmpty && $1.typed != nil ? String($1.typed ?? " ") : "<\(Chord($1))>", $0 * pause)
      })
  }

  @Test(
    "Six characters and more, at most 30 ms apart, then Enter: a scanner",
    arguments: [
      ("26-000123<Enter>", 0, "26-000123<scanned 26-000123>"), ("26-000123<Enter>", 8, "26-000123<scanned 26-000123>"),
      ("26-000123<Enter>", 30, "26-000123<scanned 26-000123>"), ("26-000123<Enter>", 31, "26-000123<Enter>"),
      ("B12345<Enter>", 10, "B12345<scanned B12345>"), ("B1234<Enter>", 10, "B1234<Enter>"),
      // Two line ends are one.
      ("26-000123<Enter><Enter>", 10, "26-000123<scanned 26-000123>"),
      // Code after code.
      ("26-000123<Enter>26-000124<Enter>", 5, "26-000123<scanned 26-000123>26-000124<scanned 26-000124>"),
      // Words that a slow line brings in one piece are no code.
      ("nandini<Enter>", 0, "nandini<Enter>"), ("room 12 b<Enter>", 0, "room 12 b<Enter>"),
      // Any other key between ends it.
      ("26-00<Tab>0123<Enter>", 5, "26-00<Tab>0123<Enter>"), ("26-000123<Tab>", 5, "26-000123<Tab>"),
      ("<Enter><Enter>", 0, "<Enter><Enter>"),
    ])
  func bursts(_ text: String, _ pause: Int, _ expected: String) {
    #expect(evenly(text, pause) == expected)
  }

  @Test("One pause is enough to be a person")
  func onePause() {
    #expect(read([("98450", 0), ("1", 90), ("2345<Enter>", 95)]) == "9845012345<Enter>")
    #expect(read([("26-000123", 0), ("<Enter>", 200)]) == "26-000123<Enter>")
  }

  @Test("A code that follows typing is told from it")
  func afterTyping() {
    #expect(read([("tube ", 0), ("26-000123<Enter>", 400)]) == "tube 26-000123<scanned 26-000123>")
  }

  @Test("An Enter that somebody presses after a code counts")
  func enterLater() {
    #expect(read([("26-000123<Enter>", 0), ("<Enter>", 500)]) == "26-000123<scanned 26-000123><Enter>")
  }

  @Test("Pasted text and the mouse are no scanners")
  func otherInput() {
    var detector = ScanDetector()
    let inputs: [Input] = [.key(.character("2")), .paste("6-000123"), .key(KeyPress(.enter))]
    #expect(detector.take(inputs, at: .zero) == inputs)
  }
}
