import LabCore
import Tui
import Words

/// A code for a forgotten password, large enough to be read out across a room; it is shown once.
struct CodeCard: Sendable {
  var name: String
  /// Six digits.
  var code: String
  /// The minute in which it ends.
  var validUntil: LocalDateTime

  /// `482 913`.
  var readable: String { "\(code.prefix(3)) \(code.dropFirst(3))" }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let box = area.centred(rows: 15, columns: 58)
    canvas.fill(box, role: .popup)
    canvas.box(box, title: say("A code for \(name)"))
    var row = box.row + 2
    LargeDigits.draw(
      readable, on: &canvas, in: Rect(row: row, column: box.column + 1, rows: 5, columns: box.columns - 2))
    row += 6
    let lines = [
      readable, say("Valid for ten minutes, until \(validUntil.time.text), and once."),
      say("At sign-in, Ctrl-O asks for it and a new password."),
      say("Enter or Esc closes this; the code is not shown again."),
    ]
    for (place, line) in lines.enumerated() {
      canvas.put(
        line, row: row + place + (place == 0 ? 0 : 1), column: box.column + 1, width: box.columns - 2,
        role: place == 0 ? .textStrong : place == 3 ? .popupDim : .popup, align: .centre)
    }
  }
}

/// Digits five rows high, three dots of two columns wide.
enum LargeDigits {
  private static let dots: [Character: [String]] = [
    "0": ["###", "# #", "# #", "# #", "###"], "1": [" # ", "## ", " # ", " # ", "###"],
    "2": ["###", "  #", "###", "#  ", "###"], "3": ["###", "  #", "###", "  #", "###"],
    "4": ["# #", "# #", "###", "  #", "  #"], "5": ["###", "#  ", "###", "  #", "###"],
    "6": ["###", "#  ", "###", "# #", "###"], "7": ["###", "  #", "  #", "  #", "  #"],
    "8": ["###", "# #", "###", "# #", "###"], "9": ["###", "# #", "###", "  #", "###"],
  ]
  private static let gap = 2

  /// Draws digits and blanks in the middle of an area of five rows.
  static func draw(_ text: String, on canvas: inout Canvas, in area: Rect) {
    let width = text.reduce(-gap) { $0 + (dots[$1] == nil ? 2 : 6) + gap }
    var column = area.column + max(0, (area.columns - width) / 2)
    for character in text {
      for (row, line) in (dots[character] ?? []).enumerated() {
        for (place, dot) in line.enumerated() where dot == "#" {
          for half in 0..<2 {
            canvas.put(
              canvas.glyphs.barFull, row: area.row + row, column: column + 2 * place + half, role: .textStrong)
          }
        }
      }
      column += (dots[character] == nil ? 2 : 6) + gap
    }
  }
}
