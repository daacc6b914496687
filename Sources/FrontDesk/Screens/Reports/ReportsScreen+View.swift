import LabCore
import LabStore
package import Tui

extension ReportsScreen {
  /// From this width on the details stand beside the list.
  private static let wideColumns = 130

  static var emptyTable: Table<Int64> {
    var table = Table<Int64>(
      columns: [
        TableColumn("Booked for", .fixed(12)),
        TableColumn("Number", .fixed(8), priority: 1),
        TableColumn("Pet", .flex(minimum: 12, weight: 3)),
        TableColumn("Test", .flex(minimum: 6, weight: 1)),
        TableColumn("Specimen", .flex(minimum: 10, weight: 2), priority: 2),
        TableColumn("Status", .fixed(16)),
      ], emptyText: "Reading the open work…")
    table.showsPosition = false
    return table
  }

  static func row(_ task: LabTask, in year: Int) -> TableRow<Int64> {
    TableRow(
      task.id,
      [
        TableCell(task.bookedFor.listText(in: year)), TableCell(task.bookingNumber),
        TableCell("\(task.petName) (\(task.species.storedName))"), TableCell(task.testCode),
        TableCell(task.specimenWords), TableCell(task.statusWords, role: task.listRole),
      ], searchText: [task.clientName, task.testName, task.sample?.storedName ?? ""].joined(separator: " "))
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let isWide = area.columns >= Self.wideColumns
    let list = isWide ? area.left(area.columns - 64) : area
    if isWide || !isReading { drawList(on: &canvas, in: list) }
    if selected != nil, isWide || isReading {
      pane.draw(on: &canvas, in: isWide ? area.right(63) : area)
      if isReading { canvas.cursor = nil }
    }
    sheet?.draw(on: &canvas, in: area)
  }

  private func drawList(on canvas: inout Canvas, in area: Rect) {
    let used = canvas.put(
      wanted?.words ?? "Open work", row: area.row, column: area.column + 1, width: max(17, area.columns - 36),
      role: .textStrong)
    if hasTasks {
      let waiting = tasks.count { $0.status == .collected }
      let column = max(18, used + 3)
      let count = tasks.count == LabTaskQuery.most ? "the latest \(tasks.count)" : tasks.count.counted("test")
      canvas.put(
        wanted == nil ? "\(tasks.count.counted("test")), \(waiting) to receive" : count, row: area.row,
        column: area.column + column, width: max(0, area.columns - column - 10), role: .textDim)
    }
    canvas.put(
      table.position, row: area.row, column: area.endColumn - 9, width: 8, role: .textDim, align: .trailing)
    table.draw(on: &canvas, in: area.droppingTop(1), isActive: !isReading && sheet == nil)
  }
}
