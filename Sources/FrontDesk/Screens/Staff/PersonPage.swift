import LabCore
import LabStore
import Tui
import Words

/// One account to be read: its particulars, and everything its person may do with where that comes from.
struct PersonPage: Sendable {
  private(set) var person: Colleague
  private(set) var table: Table<Permission>

  init(_ person: Colleague) {
    self.person = person
    table = Table(
      columns: [
        TableColumn(say("May"), .flex(minimum: 24, weight: 3)),
        TableColumn(say("Because"), .flex(minimum: 16, weight: 2)),
      ], rows: Self.rows(person))
  }

  mutating func replace(_ person: Colleague) {
    self.person = person
    table.replaceRows(Self.rows(person))
  }

  /// Answers false where the key is for whoever shows the page.
  mutating func handle(_ press: KeyPress) -> Bool { table.handle(press) != .ignored }

  mutating func paste(_ text: String) { _ = table.paste(text) }

  /// The single permission in selection.
  var grant: Permission? { person.grants.contains { $0.permission == table.selection } ? table.selection : nil }

  /// Single permissions first, then those of the role.
  private static func rows(_ person: Colleague) -> [TableRow<Permission>] {
    let single = Set(person.grants.map(\.permission))
    let grants = person.grants.map { grant in
      let giver = grant.grantedBy.map { say("granted by \($0)") } ?? "granted"
      return TableRow(
        grant.permission,
        [TableCell(grant.permission.deed), TableCell("\(giver), \(grant.grantedAt.date.text)")], role: .textStrong)
    }
    let others = Permission.allCases.filter { person.permissions.allow($0) && !single.contains($0) }.map { permission in
      TableRow(permission, [TableCell(permission.deed), TableCell(source(of: permission, person), role: .textDim)])
    }
    return grants + others
  }

  private static func source(of permission: Permission, _ person: Colleague) -> String {
    if person.role.defaultPermissions.contains(permission) { return say("role: \(person.role.displayName)") }
    return permission == .organizationsManage ? say("system administrator") : say("owns the organisation")
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool) {
    let rest = drawParticulars(on: &canvas, in: area)
    table.draw(on: &canvas, in: rest, isActive: isActive)
  }

  /// Draws the account beside the list, without anything to select.
  func drawBeside(on canvas: inout Canvas, in area: Rect) {
    var rest = drawParticulars(on: &canvas, in: area)
    for row in table.rows where !rest.isEmpty {
      canvas.put(
        "\(row.cells[0].text)", row: rest.row, column: rest.column + 2, width: rest.columns - 2, role: row.role)
      rest = rest.droppingTop(1)
    }
  }

  private func drawParticulars(on canvas: inout Canvas, in area: Rect) -> Rect {
    let name = canvas.put(
      person.name, row: area.row, column: area.column + 2, width: area.columns - 2, role: .textStrong)
    canvas.put(
      person.state.displayName, row: area.row, column: area.column + name + 4, width: area.columns - name - 4,
      role: person.state.listRole)
    let lines = particulars
    let columns = area.columns >= 76 ? 2 : 1
    let rows = (lines.count + columns - 1) / columns
    let width = (area.columns - 2) / columns
    for (place, line) in lines.enumerated() {
      let row = area.row + 1 + place % rows
      let column = area.column + 2 + place / rows * width
      guard row < area.endRow else { continue }
      canvas.put(line.label, row: row, column: column, width: 13, role: .fieldLabel)
      canvas.put(line.text, row: row, column: column + 14, width: width - 15, role: .text)
    }
    return area.droppingTop(rows + 2)
  }

  private var particulars: [(label: String, text: String)] {
    func moment(_ moment: LocalDateTime?, _ none: String) -> String {
      moment.map { "\($0.date.text) \($0.time.text)" } ?? none
    }
    let approval = person.approvedAt.map { "\($0.date.shortText) \($0.date.year)" } ?? say("not yet")
    let approver = person.approvedBy.map { say(" by \($0)") } ?? ""
    let password =
      person.isVisitor
      ? say("none; they sign in at home") : person.hasGivenPassword ? say("given, not yet replaced") : say("their own")
    return [
      (say("Role"), person.shownRole), (say("Phone"), person.isVisitor ? "–" : person.shownPhone),
      (say("E-mail"), person.email ?? "–"), (say("Area"), person.assignedArea ?? "–"),
      (say("Last sign-in"), moment(person.lastLogin, "never")),
      (say("Approved"), approval + approver),
      (say("Password"), password), (say("Open visits"), "\(person.openVisits)"),
    ]
  }
}
