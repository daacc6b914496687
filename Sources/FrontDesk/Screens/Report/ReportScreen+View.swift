import LabCore
import LabStore
package import Tui
import Words

extension ReportScreen {
  /// From this width on versions, deliveries and steps stand beside the report.
  private static let wideColumns = 120
  private static let sideColumns = 50

  /// The text on the screen; nil while there is nothing to be read.
  var shownText: ReportText? {
    guard let page else { return nil }
    if let shownVersion { return page.text(of: shownVersion) }
    return page.text(of: page.draft, isDraft: true)
  }

  /// Everything that is scrolled: the report, and below it what else is to be known where there is no room beside.
  func lines(width: Int, isWide: Bool) -> [ReportText.Line] {
    guard let page, let shownText else { return [] }
    let report = shownText.lines(width: min(width, 78), measure: { TextWidth.columns(of: $0) })
    guard !isWide else { return report }
    return report + [ReportText.Line(text: "", style: .plain)] + page.remarks(showing: shown, width: width)
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.cursor = nil
    if let editor {
      editor.draw(on: &canvas, in: area)
      consent?.sheet.draw(on: &canvas, in: area)
      return
    }
    if let code = delivery?.code { return code.draw(on: &canvas, in: area) }
    guard let page else {
      let words = item == nil ? say("Choose a test on the list of reports (F5).") : say("Reading the report…")
      canvas.put(words, row: area.row, column: area.column + 1, width: area.columns - 2, role: .textDim)
      return
    }
    let isWide = area.columns >= Self.wideColumns
    let left = isWide ? area.left(area.columns - Self.sideColumns - 1) : area
    drawReport(on: &canvas, in: left, isWide: isWide)
    if isWide {
      let side = area.right(Self.sideColumns)
      for row in side.row..<side.endRow {
        canvas.put(canvas.glyphs.vertical, row: row, column: side.column, role: .box)
      }
      draw(
        page.remarks(showing: shown, width: side.columns - 3), from: 0, on: &canvas,
        in: Rect(row: side.row, column: side.column + 2, rows: side.rows, columns: side.columns - 2))
    }
    delivery?.sheet.draw(on: &canvas, in: area)
    waiving?.sheet.draw(on: &canvas, in: area)
    retracting?.draw(on: &canvas, in: area)
  }

  private func drawReport(on canvas: inout Canvas, in area: Rect, isWide: Bool) {
    let inner = Rect(row: area.row, column: area.column + 1, rows: area.rows, columns: area.columns - 2)
    let lines = lines(width: inner.columns - 1, isWide: isWide)
    let first = max(0, min(top, lines.count - inner.rows))
    draw(lines, from: first, on: &canvas, in: inner)
    if first > 0 { canvas.put(canvas.glyphs.arrowUp, row: inner.row, column: inner.endColumn - 1, role: .textStrong) }
    if first + inner.rows < lines.count {
      canvas.put(canvas.glyphs.arrowDown, row: inner.endRow - 1, column: inner.endColumn - 1, role: .textStrong)
    }
  }

  private func draw(_ lines: [ReportText.Line], from first: Int, on canvas: inout Canvas, in area: Rect) {
    for (offset, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
      canvas.put(
        line.text, row: area.row + offset, column: area.column, width: area.columns - 1, role: line.style.role)
    }
  }
}

extension ReportText.Line.Style {
  /// How it is drawn; what matters is told in words besides.
  var role: Role {
    switch self {
    case .plain: .text
    case .strong: .textStrong
    case .dim: .textDim
    case .banner: .statusProblem
    case .raised: .statusOverdue
    }
  }
}
