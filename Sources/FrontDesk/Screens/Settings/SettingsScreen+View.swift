import LabCore
package import Tui
import Words

extension SettingsScreen {
  /// The columns of a terminal from which the selected section stands beside the list.
  private static let wideColumns = 120

  static var emptyTable: Table<SettingsRow> {
    var table = Table<SettingsRow>(
      columns: [TableColumn(say("Setting"), .fixed(16)), TableColumn(say("Now"), .flex(minimum: 20))],
      emptyText: say("Reading the settings…"))
    table.showsPosition = false
    return table
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    if let linkCode {
      linkCode.draw(on: &canvas, in: area)
      canvas.cursor = nil
      return
    }
    let (list, side) = split(area)
    table.draw(on: &canvas, in: list, isActive: sheet == nil)
    if settings != nil { pane.draw(on: &canvas, in: side) }
    if sheet != nil { canvas.cursor = nil }
    sheet?.sheet.draw(on: &canvas, in: area)
  }

  /// The list and the selected section in words: beside it where there is room, else below.
  private func split(_ area: Rect) -> (list: Rect, side: Rect) {
    if area.columns >= Self.wideColumns {
      let side = area.right(max(60, area.columns / 2))
      return (area.droppingRight(side.columns + 1), side)
    }
    let below = max(0, area.rows - SettingsRow.all.count - 1)
    return (area.droppingBottom(below), area.bottom(below))
  }
}
