import LabCore
import LabStore
package import Tui
import Words

extension OffersScreen {
  /// The columns of a terminal from which the offer in selection stands beside the list.
  private static let wideColumns = 150

  static var emptyTable: Table<OfferID> {
    Table(
      columns: [
        TableColumn(say("Name"), .flex(minimum: 13, weight: 2)),
        TableColumn(say("Takes off"), .fixed(9), align: .trailing),
        TableColumn(say("Until"), .fixed(11)), TableColumn(say("State"), .fixed(12)),
        TableColumn(say("Uses"), .fixed(5), align: .trailing),
        TableColumn(say("Given away"), .fixed(10), align: .trailing),
        TableColumn(say("Brought"), .fixed(11), align: .trailing, priority: 1),
        TableColumn(say("Codes"), .fixed(6), align: .trailing, priority: 2),
        TableColumn(say("From"), .fixed(11), priority: 3),
        TableColumn(say("Occasion"), .flex(minimum: 8), priority: 4),
      ], emptyText: say("Reading the offers…"))
  }

  static func row(_ summary: OfferSummary, in currency: Currency, on today: CalendarDate) -> TableRow<OfferID> {
    let offer = summary.offer
    let state = offer.state(on: today)
    return TableRow(
      summary.id,
      [
        TableCell(offer.name), TableCell(offer.discount.text(in: currency)),
        TableCell("\(offer.endDate.shortText) \(offer.endDate.year)"),
        TableCell(state.displayName, role: state.listRole), TableCell(summary.uses == 0 ? "" : "\(summary.uses)"),
        TableCell(summary.uses == 0 ? "" : summary.givenAway.wholeText(in: currency)),
        TableCell(summary.uses == 0 ? "" : summary.brought.wholeText(in: currency)),
        TableCell(summary.codes == 0 ? "" : "\(summary.codes)"),
        TableCell("\(offer.startDate.shortText) \(offer.startDate.year)"), TableCell(summary.eventTag ?? ""),
      ], searchText: "\(summary.eventTag ?? "") \(summary.description ?? "")",
      role: state == .running || state == .coming ? .text : .textDim)
  }

  // MARK: What can be done

  package func availability(of action: Action.ID) -> Availability {
    if let sheet {
      return action == OffersActions.save.id || action == OffersActions.discard.id && sheet.losesWork ? .on : .hidden
    }
    switch action {
    case OffersActions.add.id: return page == nil ? .on : .hidden
    case EverywhereActions.refresh.id: return .on
    case OffersActions.export.id:
      return page?.codes.counts?.total == 0 || page == nil && offers.isEmpty ? .hidden : .on
    case OffersActions.endShown.id: return availabilityOfEndingShown
    default: break
    }
    guard let subject else { return .hidden }
    switch action {
    case OffersActions.edit.id, OffersActions.issue.id, OffersActions.addCode.id, OffersActions.history.id: return .on
    case OffersActions.end.id:
      let isOn = page == nil ? subject.offer.isActive : page?.codes.selected?.coupon.isActive
      return isOn.map { $0 ? .on : .off(reason: say("It is switched off already.")) } ?? .hidden
    case OffersActions.editCode.id: return page?.codes.selected == nil ? .hidden : .on
    case OffersActions.chooseBatch.id: return page?.batches.isEmpty == false ? .on : .hidden
    default: return .hidden
    }
  }

  private var availabilityOfEndingShown: Availability {
    if let page {
      return page.codes.counts.map { $0.on > 0 ? .on : .off(reason: say("None of these codes is on.")) } ?? .hidden
    }
    if offers.isEmpty { return .hidden }
    return shownToEnd.isEmpty ? .off(reason: say("None of these offers runs or will run.")) : .on
  }

  // MARK: Drawing

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let isActive = sheet == nil
    if let page {
      page.draw(on: &canvas, in: area, isActive: isActive)
    } else {
      drawList(on: &canvas, in: area, isActive: isActive)
    }
    if !isActive { canvas.cursor = nil }
    sheet?.sheet.draw(on: &canvas, in: area)
  }

  private func drawList(on canvas: inout Canvas, in area: Rect, isActive: Bool) {
    guard area.columns >= Self.wideColumns, let subject else {
      return table.draw(on: &canvas, in: area, isActive: isActive)
    }
    let side = area.right(max(36, area.columns - 122))
    let list = area.droppingRight(side.columns + 1)
    table.draw(on: &canvas, in: list, isActive: isActive)
    for row in area.row..<area.endRow {
      canvas.put(canvas.glyphs.vertical, row: row, column: list.endColumn, role: .box)
    }
    OfferPage(subject, workspace.shelf.catalogue, in: currency, at: now).drawBeside(on: &canvas, in: side)
  }
}
