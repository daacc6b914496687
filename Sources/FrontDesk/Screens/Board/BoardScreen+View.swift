import LabCore
import LabStore
package import Tui
import Words

extension BoardScreen {
  /// From this width on the details stand beside the list.
  private static let wideColumns = 120
  /// From this height on the way is drawn below the details.
  private static let rowsForMap = 36

  static var emptyTable: Table<BoardRow> {
    var table = Table<BoardRow>(
      columns: [
        TableColumn(say("Time"), .fixed(6)), TableColumn(say("Pet"), .flex(minimum: 10, weight: 2)),
        TableColumn(say("Client"), .flex(minimum: 10, weight: 3), priority: 2),
        TableColumn(say("Area"), .flex(minimum: 10, weight: 2), priority: 1),
        TableColumn(say("Way"), .fixed(8), align: .trailing, priority: 3), TableColumn(say("Status"), .fixed(12)),
      ], emptyText: say("Reading the day…"))
    table.showsPosition = false
    return table
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    if let map {
      map.draw(on: &canvas, in: area)
      canvas.cursor = nil
      return
    }
    let isWide = area.columns >= Self.wideColumns
    let list = isWide ? area.left(area.columns - 56) : area
    let isActive = picker == nil && dayOff == nil && comingBack == nil
    canvas.put(date.text, row: list.row, column: list.column + 1, role: .textStrong)
    if let board {
      canvas.put(
        board.words, row: list.row, column: list.column + 18, width: list.columns - 28, role: .textDim)
    }
    canvas.put(
      table.position, row: list.row, column: list.endColumn - 9, width: 8, role: .textDim, align: .trailing)
    table.draw(on: &canvas, in: list.droppingTop(1), isActive: isActive)
    if isWide { drawSide(on: &canvas, in: area.right(55)) }
    if !isActive { canvas.cursor = nil }
    picker?.draw(on: &canvas, in: area)
    dayOff?.sheet.draw(on: &canvas, in: area)
    comingBack?.draw(on: &canvas, in: area)
  }

  private func drawSide(on canvas: inout Canvas, in area: Rect) {
    guard area.rows >= Self.rowsForMap, let sideMap else { return pane.draw(on: &canvas, in: area) }
    pane.draw(on: &canvas, in: area.top(area.rows / 2))
    sideMap.draw(on: &canvas, in: area.droppingTop(area.rows / 2))
  }

  // MARK: What can be done

  package func availability(of action: Action.ID) -> Availability {
    if map != nil || picker != nil { return .hidden }
    if dayOff != nil || comingBack != nil { return action == BoardActions.best.id ? .on : .hidden }
    switch action {
    case EverywhereActions.refresh.id, BoardActions.previousDay.id, BoardActions.nextDay.id, BoardActions.today.id:
      return .on
    case BoardActions.off.id: return selectedCollector.map(availabilityOfDayOff) ?? .hidden
    case BoardActions.map.id: return board == nil ? .hidden : .on
    default: break
    }
    guard let (stop, collector) = selected else { return .hidden }
    if date < now.date, action != BoardActions.open.id { return .off(reason: say("That day is past.")) }
    switch action {
    case BoardActions.best.id:
      return stop.canBeGiven ? .on : .off(reason: stop.refusalToGive)
    case BoardActions.open.id: return .on
    case BoardActions.pin.id:
      return stop.canBeGiven
        ? .on : .off(reason: say("\(stop.petName) is \(stop.status.displayName.lowercased()) already."))
    case BoardActions.earlier.id, BoardActions.later.id:
      guard collector != nil else {
        return .off(reason: say("Nobody has this visit yet; Enter shows who can take it."))
      }
      return stop.takesTime ? .on : .off(reason: stop.refusalToGive)
    case BoardActions.swap.id, BoardActions.unassign.id:
      guard collector != nil else { return .hidden }
      return stop.takesTime ? .on : .off(reason: stop.refusalToGive)
    default: return .hidden
    }
  }

  private func availabilityOfDayOff(_ collector: CollectorDay) -> Availability {
    guard date >= now.date else { return .off(reason: say("That day is past.")) }
    if case .off = collector.working { return .off(reason: say("\(collector.name) is off already.")) }
    return .on
  }
}
