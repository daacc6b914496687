import LabCore
import LabStore
package import Tui
import Words

extension DistanceScreen {
  /// The columns of a terminal from which the version in selection stands beside the list.
  private static let wideColumns = 130
  /// The rows that a version in words needs below the list.
  private static let paneRows = 11

  static var emptyTable: Table<DistancePricingID> {
    Table(
      columns: [
        TableColumn(say("From"), .fixed(11)), TableColumn(say("Until"), .fixed(11), priority: 2),
        TableColumn(say("Base"), .between(8, 12), align: .trailing),
        TableColumn(say("Per km"), .between(7, 12), align: .trailing),
        TableColumn(say("Free km"), .fixed(7), align: .trailing), TableColumn(say("State"), .flex(minimum: 9)),
        TableColumn(say("Bookings"), .fixed(8), align: .trailing, priority: 1),
      ], emptyText: say("Reading the home visit charge…"))
  }

  func row(_ version: DistanceVersion) -> TableRow<DistancePricingID> {
    let pricing = version.pricing
    let state = DistanceState(version, on: today)
    return TableRow(
      version.id,
      [
        TableCell(PriceDetails.short(pricing.effectiveFrom)),
        TableCell(pricing.effectiveUntil.map(PriceDetails.short) ?? ""),
        TableCell(pricing.baseCharge.formatted(in: currency, symbol: false)),
        TableCell(pricing.chargePerKilometre.formatted(in: currency, symbol: false)),
        TableCell(pricing.freeDistance.kilometreText), TableCell(state.displayName, role: state.role),
        TableCell(version.bookings.flatMap { $0 == 0 ? nil : "\($0)" } ?? ""),
      ], searchText: version.setBy ?? "", role: state.role == .textDim ? .textDim : .text)
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let isActive = sheet == nil
    if let subject {
      let (list, side) = split(area)
      table.draw(on: &canvas, in: list, isActive: isActive)
      DistanceDetails(version: subject, currency: currency, today: today).pane.draw(on: &canvas, in: side)
    } else {
      table.draw(on: &canvas, in: area, isActive: isActive)
    }
    if !isActive { canvas.cursor = nil }
    sheet?.sheet.draw(on: &canvas, in: area)
  }

  /// The list and the place of the version in words: beside it where there is room, else below.
  private func split(_ area: Rect) -> (list: Rect, side: Rect) {
    if area.columns >= Self.wideColumns {
      let side = area.right(max(60, area.columns - 90))
      return (area.droppingRight(side.columns + 1), side)
    }
    let below = min(Self.paneRows, max(0, area.rows - 4))
    return (area.droppingBottom(below), area.bottom(below))
  }
}
