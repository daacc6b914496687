import LabCore
import Tui
import Words

/// Which tubes to lay out, how much blood that is and whether the pet can give it.
struct TubePanel {
  var plan: TubePlan?

  /// Draws from the top of the area and returns the rows used.
  @discardableResult
  func draw(on canvas: inout Canvas, in area: Rect) -> Int {
    guard let plan, !plan.groups.isEmpty, area.rows >= 2 else { return 0 }
    canvas.put(say("Tubes"), row: area.row, column: area.column, role: .boxTitle)
    var row = area.row + 1
    func put(_ text: String, role: Role) {
      for line in TextWidth.wrap(text, width: area.columns) where row < area.endRow {
        canvas.put(line, row: row, column: area.column, width: area.columns, role: role)
        row += 1
      }
    }
    for group in plan.groups {
      let count = "\(group.tubes.count) × \(group.type.storedName)"
      put(group.volume > .zero ? "\(count), \(group.volume.text)" : "\(count), \(group.sample.storedName)", role: .text)
    }
    if plan.drawnBlood > .zero {
      put(
        say("Blood \(plan.drawnBlood.text) of \(plan.limit.text)"), role: plan.exceedsLimit ? .statusProblem : .textDim)
    }
    for warning in plan.warnings {
      put("\(canvas.glyphs.warning) \(warning)", role: plan.exceedsLimit ? .statusProblem : .messageWarning)
    }
    return row - area.row
  }
}
