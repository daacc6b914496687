import LabCore
import LabStore
import Tui
import Words

/// What came of each test of a batch, to be read: done, or refused with the reason.
struct BatchReport: Sendable {
  /// One test of the batch in words.
  struct Line: Equatable, Sendable {
    var subject: String
    /// Why it was refused; nil where it is done.
    var refusal: String?
  }

  let deed: String
  let lines: [Line]
  private var top = 0

  init(deed: String, lines: [Line]) {
    self.deed = deed
    // What was refused asks for something, so it stands first.
    self.lines = lines.filter { $0.refusal != nil } + lines.filter { $0.refusal == nil }
  }

  var doneCount: Int { lines.count { $0.refusal == nil } }
  var refusedCount: Int { lines.count - doneCount }

  var summary: String {
    refusedCount == 0
      ? "\(deed): \(doneCount.counted("test"))." : say("\(deed): \(doneCount) done, \(refusedCount) refused.")
  }

  /// Scrolls; false for a key that closes the report.
  mutating func handle(_ press: KeyPress) -> Bool {
    switch press.key {
    case .up: top = max(0, top - 1)
    case .down: top = min(max(0, lines.count - 1), top + 1)
    case .pageUp: top = max(0, top - 10)
    case .pageDown: top = min(max(0, lines.count - 1), top + 10)
    case .enter, .escape: return false
    default: break
    }
    return true
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .popup)
    canvas.box(area, title: deed)
    let inner = area.inset(rows: 1, columns: 2)
    var row = inner.row
    canvas.put(summary, row: row, column: inner.column, width: inner.columns, role: .textStrong)
    row += 2
    for line in lines.dropFirst(top) {
      let words = line.refusal.map { say("refused: \($0)") } ?? "done"
      let wrapped = TextWidth.wrap(words, width: max(10, inner.columns - 30))
      guard row + wrapped.count <= inner.endRow - 1 else { break }
      let role: Role = line.refusal == nil ? .statusDone : .statusProblem
      canvas.put(
        line.refusal == nil ? canvas.glyphs.tick : canvas.glyphs.cross, row: row, column: inner.column, role: role)
      canvas.put(line.subject, row: row, column: inner.column + 2, width: 26, role: .popup)
      for text in wrapped {
        canvas.put(text, row: row, column: inner.column + 29, width: inner.columns - 29, role: role)
        row += 1
      }
    }
    canvas.put(
      say("Enter goes back to the list"), row: area.endRow - 2, column: inner.column, width: inner.columns,
      role: .textDim)
  }
}
