import LabCore
import LabStore
package import Tui

extension PetsScreen {
  /// The columns of a terminal from which the file of the selected row stands beside the list.
  private static let wideColumns = 110

  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case EverywhereActions.refresh.id: return .on
    case PetsActions.book.id: return lookup.selected.map(bookable) ?? .hidden
    case PetsActions.history.id: return lookup.selected == nil ? .hidden : permissions.availabilityOfHistory
    default: return .hidden
    }
  }

  private func bookable(_ match: ClientMatch) -> Availability { .on }

  package var help: FieldHelp? {
    FieldHelp(
      title: "Find",
      text: "Digits of a phone number from any place, a name as you hear it, a pet with four digits, a microchip, the"
        + " number of a booking or report. What is found shows as you type, the best first, and what it was found by"
        + " is marked. Enter opens the file.")
  }

  package var standingMessage: Message? {
    if let reason = lookup.text.isEmpty ? nil : PetLookup.tooShort(lookup.text) { return .info(reason) }
    return .info("Enter opens the file; Up and Down choose; Esc empties the prompt.")
  }

  // MARK: Drawing

  package func draw(on canvas: inout Canvas, in area: Rect) {
    drawPrompt(on: &canvas, in: area.top(1))
    let body = area.droppingTop(1)
    if body.columns >= Self.wideColumns {
      let side = body.right(max(46, body.columns * 2 / 5))
      let list = body.droppingRight(side.columns + 1)
      drawList(on: &canvas, in: list)
      drawBeside(on: &canvas, in: side)
    } else {
      let rows = body.rows >= 18 ? 4 : 3
      drawList(on: &canvas, in: body.droppingBottom(rows))
      drawBelow(on: &canvas, in: body.bottom(rows))
    }
  }

  private func drawPrompt(on canvas: inout Canvas, in line: Rect) {
    let label = "Find "
    let heading = lookup.heading
    // The prompt keeps its width whatever is said beside it.
    let side = 14
    let used = canvas.put(label, row: line.row, column: line.column + 1, role: .fieldLabelFocus) + 1
    let width = max(10, min(60, line.columns - used - side - 2))
    lookup.prompt.draw(on: &canvas, row: line.row, column: line.column + used, width: width, isFocused: true)
    canvas.put(
      heading, row: line.row, column: line.endColumn - side - 1, width: side, role: .textDim, align: .trailing)
  }

  private func drawList(on canvas: inout Canvas, in area: Rect) {
    let cursor = canvas.cursor
    lookup.table.draw(on: &canvas, in: area)
    canvas.cursor = cursor
  }

  private func drawBelow(on canvas: inout Canvas, in area: Rect) {
    canvas.rule(row: area.row, column: area.column, width: area.columns)
    guard let match = lookup.selected else { return }
    let lines = MatchDetails(match, files[match.clientID], country: country, today: now.date).summary
    for (offset, line) in lines.prefix(area.rows - 1).enumerated() {
      canvas.put(
        line.text, row: area.row + 1 + offset, column: area.column + 2, width: area.columns - 3, role: line.role)
    }
  }

  private func drawBeside(on canvas: inout Canvas, in area: Rect) {
    guard let match = lookup.selected else { return }
    MatchDetails(match, files[match.clientID], country: country, today: now.date).pane.draw(on: &canvas, in: area)
  }
}
