import LabCore
import LabStore
package import Tui
import Words

// What the shell asks of the preview, and how it is drawn.
extension CheckoutScreen {
  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case CheckoutActions.book.id: cart.isEmpty ? .off(reason: say("Pick a test first.")) : .on
    case CheckoutActions.clear.id, CheckoutActions.offers.id, EverywhereActions.refresh.id: .on
    case CheckoutActions.useBest.id:
      preview?.suggestions.isEmpty == false ? .on : .off(reason: say("No code gains anything for this cart."))
    default: .hidden
    }
  }

  package var help: FieldHelp? {
    form.focus.flatMap { form[$0] }.map { FieldHelp($0) }
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
