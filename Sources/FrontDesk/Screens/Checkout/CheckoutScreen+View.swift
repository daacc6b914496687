import LabCore
import LabStore
package import Tui

// What the shell asks of the preview, and how it is drawn.
extension CheckoutScreen {
  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case CheckoutActions.book.id: cart.isEmpty ? .off(reason: "Pick a test first.") : .on
    case CheckoutActions.clear.id, EverywhereActions.refresh.id: .on
    case CheckoutActions.useBest.id:
      preview?.suggestions.isEmpty == false ? .on : .off(reason: "No code gains anything for this cart.")
    default: .hidden
    }
  }

  package var help: FieldHelp? {
    form.focus.flatMap { form[$0] }.map { FieldHelp(title: $0.label, text: $0.help) }
  }

  package var problemCount: Int { form.errorCount }

  package var standingMessage: Message? {
    if let refusal = form.focusRefusal { return .info(refusal) }
    guard let remark = form.focusRemark else { return nil }
    return remark.error.map { .error($0) } ?? .info(remark.help)
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let rows = min(form.rowsNeeded(columns: area.columns), max(0, area.rows - 6))
    let top = area.top(rows)
    report.draw(
      on: &canvas,
      in: Rect(
        row: top.endRow + 1, column: area.column + 1, rows: max(0, area.rows - rows - 1), columns: area.columns - 3))
    form.draw(on: &canvas, in: top, overlay: area)
  }
}
