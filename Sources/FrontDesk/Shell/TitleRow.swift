import LabCore
import LabStore
import Tui

/// The first row: organisation, screen, person with role, and the organisation's time.
struct TitleRow {
  var workspace: Workspace?
  var screen: String
  var now: LocalDateTime?

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .title)
    let left = [workspace?.profile.organizationName ?? "Labrador", screen].joined(separator: " · ")
    var right = ""
    if let profile = workspace?.profile {
      right = "\(profile.staffName), \(profile.role.displayName)"
      if let now { right += " · \(now.date.weekday.shortName) \(now.date.shortText) \(now.time.text)" }
    }
    let width = min(TextWidth.columns(of: right), area.columns * 2 / 3)
    canvas.put(left, row: area.row, column: area.column + 1, width: area.columns - width - 4, role: .title)
    canvas.put(right, row: area.row, column: area.endColumn - width - 1, width: width, role: .titleDim)
  }
}
