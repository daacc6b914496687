import LabCore
import LabStore
package import Tui
import Words

extension StaffScreen {
  /// The columns of a terminal from which the account in selection stands beside the list.
  private static let wideColumns = 130

  static var emptyTable: Table<StaffID> {
    Table(
      columns: [
        TableColumn(say("Name"), .flex(minimum: 16, weight: 2)), TableColumn(say("Role"), .between(13, 18)),
        TableColumn(say("Phone"), .fixed(15), priority: 3), TableColumn(say("Area"), .flex(minimum: 12), priority: 5),
        TableColumn(say("State"), .between(10, 18)), TableColumn(say("Last sign-in"), .fixed(12), priority: 2),
        TableColumn(say("Open visits"), .fixed(11), align: .trailing, priority: 4),
      ], emptyText: say("Reading the staff…"))
  }

  static func row(_ person: Colleague, in year: Int) -> TableRow<StaffID> {
    TableRow(
      person.id,
      [
        TableCell(person.name), TableCell(person.shownRole), TableCell(person.shownPhone),
        TableCell(person.assignedArea ?? ""), TableCell(person.state.displayName, role: person.state.listRole),
        TableCell(person.lastLogin?.listText(in: year) ?? say("never")),
        TableCell(person.openVisits == 0 ? "" : "\(person.openVisits)"),
      ], searchText: "\(person.phone) \(person.email ?? "")", role: person.isActive ? .text : .textDim)
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let isActive = sheet == nil && card == nil
    if let page {
      page.draw(on: &canvas, in: area, isActive: isActive)
    } else {
      drawList(on: &canvas, in: area, isActive: isActive)
    }
    if !isActive { canvas.cursor = nil }
    sheet?.sheet.draw(on: &canvas, in: area)
    card?.draw(on: &canvas, in: area)
  }

  private func drawList(on canvas: inout Canvas, in area: Rect, isActive: Bool) {
    guard area.columns >= Self.wideColumns, let subject else {
      return table.draw(on: &canvas, in: area, isActive: isActive)
    }
    let side = area.right(max(40, area.columns - 118))
    let list = area.droppingRight(side.columns + 1)
    table.draw(on: &canvas, in: list, isActive: isActive)
    for row in area.row..<area.endRow {
      canvas.put(canvas.glyphs.vertical, row: row, column: list.endColumn, role: .box)
    }
    PersonPage(subject).drawBeside(on: &canvas, in: side)
  }
}
