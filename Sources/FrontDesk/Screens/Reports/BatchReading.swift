import LabCore
import LabStore
import Tui
import Words

/// The reports of a batch, one below the other, for the person who verifies them: what is verified is what was read here.
struct BatchReading: Sendable {
  /// The most reports that are read at once.
  static let most = 40

  let pages: [ReportPage]
  private var top = 0
  /// The rows of the text on the smallest screen, which is scrolled the furthest.
  private static let fewestRows = 14

  init(_ pages: [ReportPage]) {
    self.pages = pages.filter { $0.unverified != nil && $0.report != nil }
  }

  /// The reports with the versions that were read.
  var records: [BatchStep.Record] {
    pages.compactMap { $0.report.map { BatchStep.Record(id: $0.id.rawValue, version: $0.version) } }
  }

  private func lines(width: Int) -> [ReportText.Line] {
    pages.flatMap { page -> [ReportText.Line] in
      guard let version = page.unverified else { return [] }
      return page.text(of: version).lines(width: width, measure: { TextWidth.columns(of: $0) })
        + [ReportText.Line(text: "", style: .plain)]
    }
  }

  /// Scrolls; false for a key that leaves without verifying.
  mutating func handle(_ press: KeyPress) -> Bool {
    switch press.key {
    case .up: top -= 1
    case .down: top += 1
    case .pageUp: top -= 12
    case .pageDown, .enter: top += 12
    case .home: top = 0
    case .end: top = .max
    case .escape: return false
    default: break
    }
    top = max(0, min(top, lines(width: 56).count - Self.fewestRows))
    return true
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .popup)
    canvas.box(area, title: say("Verify \(pages.count.counted("report"))"))
    let inner = area.inset(rows: 1, columns: 2)
    let lines = lines(width: min(78, inner.columns))
    let first = max(0, min(top, lines.count - inner.rows + 1))
    for (offset, line) in lines.dropFirst(first).prefix(inner.rows - 1).enumerated() {
      canvas.put(
        line.text, row: inner.row + offset, column: inner.column, width: inner.columns, role: line.style.role)
    }
    let rest = first + inner.rows - 1 < lines.count ? say("Down and PgDn read on · ") : ""
    canvas.put(
      rest + say("Ctrl-S verifies all of them · Esc leaves it"), row: area.endRow - 2, column: inner.column,
      width: inner.columns, role: .textDim)
  }
}
