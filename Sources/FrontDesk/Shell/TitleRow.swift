import LabCore
import LabStore
import Tui
import Words

/// The first row: organisation, screen, person with role, and the organisation's time.
struct TitleRow {
  var workspace: Workspace?
  var screen: String
  var now: LocalDateTime?
  var isOffline = false

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .title)
    var end = area.endColumn - 1
    if isOffline {
      let words = say(" no connection ")
      end -= canvas.put(words, row: area.row, column: end - TextWidth.columns(of: words), role: .titleWarning) + 1
    }
    let left = [workspace?.profile.organizationName ?? say("Labrador"), screen].joined(separator: " · ")
    canvas.put(left, row: area.row, column: area.column + 1, width: end - area.column - 1, role: .title)
    let room = end - area.column - 3 - TextWidth.columns(of: left)
    guard let right = versions.first(where: { TextWidth.columns(of: $0) <= room }) else { return }
    canvas.put(right, row: area.row, column: end - TextWidth.columns(of: right), role: .titleDim)
  }

  /// Who and when, from the fullest version to the shortest.
  private var versions: [String] {
    guard let profile = workspace?.profile else { return [] }
    let visiting = profile.homeOrganizationID == nil ? "" : say(", visiting")
    let person = "\(profile.staffName), \(profile.role.displayName)\(visiting)"
    let name = profile.staffName + visiting
    guard let now else { return [person, name, profile.staffName] }
    let day = "\(now.date.weekday.shortName) \(now.date.shortText)"
    return [
      "\(person) · \(day) \(now.time.text)", "\(person) · \(now.time.text)", "\(name) · \(now.time.text)",
      "\(profile.staffName) · \(now.time.text)", now.time.text,
    ]
  }
}
