import LabCore
import LabStore
package import Tui
import Words

extension PriceListScreen {
  /// The columns of a terminal from which the line in selection stands beside the list.
  private static let wideColumns = 130

  static var emptyTable: Table<PriceListItem> {
    Table(
      columns: [
        TableColumn(say("Code"), .fixed(8)), TableColumn(say("Name"), .flex(minimum: 20, weight: 2)),
        TableColumn(say("Category"), .flex(minimum: 12), priority: 3),
        TableColumn(say("Price"), .fixed(10), align: .trailing),
        TableColumn(say("List"), .fixed(10), align: .trailing, priority: 2),
        TableColumn(say("Next price"), .fixed(20), priority: 1),
        TableColumn(say("Report"), .fixed(6), align: .trailing, priority: 4),
        TableColumn(say("Tube"), .between(8, 16), priority: 5),
      ], emptyText: say("Reading the price list…"))
  }

  func row(_ entry: PriceListEntry) -> TableRow<PriceListItem> {
    switch entry {
    case .test(let listed):
      let test = listed.test
      let isReduced = test.catalogPrice < test.price
      return TableRow(
        entry.item,
        [
          TableCell(test.code), TableCell(test.isActive ? test.name : say("(off) \(test.name)")),
          TableCell(test.category),
          TableCell(test.catalogPrice.formatted(in: currency, symbol: false)),
          TableCell(isReduced ? test.price.formatted(in: currency, symbol: false) : ""),
          TableCell(next(listed.next?.catalogPrice, listed.next?.effectiveFrom)),
          TableCell(test.turnaroundHours.map { "\($0) h" } ?? ""), TableCell(test.container?.storedName ?? ""),
        ], searchText: (test.tags + [test.category, test.loincCode ?? ""]).joined(separator: " "),
        role: test.isActive ? .text : .textDim)
    case .panel(let listed):
      let panel = listed.panel
      let tests = list.tests(of: panel).map(\.test)
      let sum = tests.map(\.catalogPrice).sum()
      let package = panel.shares(of: tests)?.sum()
      return TableRow(
        entry.item,
        [
          TableCell(panel.code), TableCell(panel.isActive ? panel.name : say("(off) \(panel.name)")),
          TableCell(say("Panel of \(tests.count)"), role: .textDim),
          TableCell((package ?? sum).formatted(in: currency, symbol: false)),
          TableCell(package == nil ? "" : sum.formatted(in: currency, symbol: false)),
          TableCell(listed.next.map { next($0.price, $0.effectiveFrom) } ?? ""), TableCell(""), TableCell(""),
        ], searchText: "panel", role: panel.isActive ? .text : .textDim)
    }
  }

  /// `500 · 1 Apr`, with the year where it is another one.
  private func next(_ price: Money?, _ day: CalendarDate?) -> String {
    guard let day else { return "" }
    let date = day.year == today.year ? day.shortText : PriceDetails.short(day)
    return "\(price?.shortFormatted(in: currency) ?? say("none")) · \(date)"
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    if let opened {
      opened.pane.draw(on: &canvas, in: area)
    } else {
      drawList(on: &canvas, in: area)
    }
    if sheet != nil { canvas.cursor = nil }
    sheet?.sheet.draw(on: &canvas, in: area)
  }

  private func drawList(on canvas: inout Canvas, in area: Rect) {
    guard area.columns >= Self.wideColumns, let subject else {
      return table.draw(on: &canvas, in: area, isActive: sheet == nil)
    }
    let side = area.right(max(48, area.columns - 108))
    table.draw(on: &canvas, in: area.droppingRight(side.columns + 1), isActive: sheet == nil)
    details(of: subject, nil).draw(on: &canvas, in: side)
  }
}
