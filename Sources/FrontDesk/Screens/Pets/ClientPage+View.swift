import LabCore
import LabStore
import Tui
import Words

extension ClientPage {
  /// The columns from which the selected line stands beside the others.
  private static let wideColumns = 110

  func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool, currency: Currency) {
    guard let file else { return }
    let isWide = area.columns >= Self.wideColumns
    guard isWide || !isReading else {
      canvas.cursor = nil
      return pane.draw(on: &canvas, in: area)
    }
    let side = area.right(max(46, area.columns * 2 / 5))
    let list = isWide ? area.droppingRight(side.columns + 1) : area
    let rest = drawHead(file, currency, on: &canvas, in: list)
    table.draw(on: &canvas, in: rest, isActive: isActive && !isReading)
    if isWide { pane.draw(on: &canvas, in: side) }
    if isReading { canvas.cursor = nil }
  }

  /// Draws who it is, what is owed and overdue, and what the desk should know.
  private func drawHead(_ file: ClientFile, _ currency: Currency, on canvas: inout Canvas, in area: Rect) -> Rect {
    let client = file.record.client
    var column = area.column + 1
    func put(_ text: String, _ role: Role, row: Int) {
      guard !text.isEmpty, column < area.endColumn - 2 else { return }
      column += canvas.put(text, row: row, column: column, width: area.endColumn - column - 1, role: role) + 2
    }
    put([client.name.text, client.localName].compactMap(\.self).joined(separator: " · "), .textStrong, row: area.row)
    if !client.isActive { put("inactive", .statusProblem, row: area.row) }
    for figure in figures(file, currency) { put(figure.text, figure.role, row: area.row) }
    var rest = area.droppingTop(1)
    if let notes = client.notes, rest.rows > 8 {
      canvas.put(
        notes.singleSpaced, row: rest.row, column: area.column + 1, width: area.columns - 2, role: .messageWarning)
      rest = rest.droppingTop(1)
    }
    return rest
  }

  private func figures(_ file: ClientFile, _ currency: Currency) -> [(text: String, role: Role)] {
    var figures: [(String, Role)] = []
    if let balance = file.balance {
      figures.append(
        balance.unpaid == .zero
          ? (say("nothing unpaid"), .textDim)
          : (say("unpaid \(balance.unpaid.formatted(in: currency))"), .statusProblem))
    }
    if !file.overdue.isEmpty { figures.append((say("\(file.overdue.count) overdue"), .statusOverdue)) }
    let asking = file.history.bookings.count { $0.attention != nil }
    if asking > 0 { figures.append((say("\(asking.counted("booking")) to decide"), .statusProblem)) }
    if !file.coupons.isEmpty { figures.append((file.coupons.count.counted("coupon"), .statusDone)) }
    return figures
  }
}
