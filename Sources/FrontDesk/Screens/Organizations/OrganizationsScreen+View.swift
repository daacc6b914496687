import LabCore
import LabStore
package import Tui
import Words

extension OrganizationsScreen {
  static var emptyTable: Table<OrganizationID> {
    Table(
      columns: [
        TableColumn(say("Name"), .flex(minimum: 20, weight: 2)), TableColumn(say("Short name"), .fixed(12)),
        TableColumn(say("State"), .fixed(13)), TableColumn(say("Staff"), .fixed(5), align: .trailing, priority: 1),
        TableColumn(say("Last sign-in"), .fixed(12), priority: 2), TableColumn(say("Money"), .fixed(5), priority: 3),
        TableColumn(say("Time zone"), .fixed(18), priority: 4),
        TableColumn(say("Address"), .flex(minimum: 20), priority: 5),
      ], emptyText: say("Reading the organisations…"))
  }

  static func row(_ organization: Organization, in year: Int) -> TableRow<OrganizationID> {
    let state: (String, Role) =
      organization.isHere
      ? (say("you work here"), .textStrong)
      : organization.isActive ? ("working", .statusDone) : ("suspended", .statusProblem)
    return TableRow(
      organization.id,
      [
        TableCell(organization.particulars.name), TableCell(organization.particulars.slug),
        TableCell(state.0, role: state.1), TableCell("\(organization.activeStaff)"),
        TableCell(organization.lastLogin?.listText(in: year) ?? say("never")),
        TableCell(organization.particulars.currencyCode), TableCell(organization.particulars.timeZone),
        TableCell(organization.particulars.address ?? ""),
      ], role: organization.isActive ? .text : .textDim)
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let isActive = sheet == nil && founding == nil
    table.draw(on: &canvas, in: area, isActive: isActive)
    if !isActive { canvas.cursor = nil }
    sheet?.sheet.draw(on: &canvas, in: area)
    founding?.draw(on: &canvas, in: area)
  }
}
