import LabCore
import LabStore
package import Tui
import Words

extension StopsScreen {
  /// From this width on the details stand beside the list.
  private static let wideColumns = 120

  package func draw(on canvas: inout Canvas, in area: Rect) {
    if let map {
      map.draw(on: &canvas, in: area)
      canvas.cursor = nil
      return
    }
    let isWide = area.columns >= Self.wideColumns
    let list = isWide ? area.left(area.columns - 64) : area
    if isWide || !isReading { drawList(on: &canvas, in: list) }
    if selected != nil, isWide || isReading {
      pane.draw(on: &canvas, in: isWide ? area.right(63) : area)
      if isReading { canvas.cursor = nil }
    }
    sheet?.draw(on: &canvas, in: area)
  }

  /// The way of the day; what is behind is dimmed.
  var drawnWay: RouteMap {
    RouteMap(
      clinic: workspace.shelf.clinic.point,
      marks: legs.enumerated().map { place, leg in
        RouteMap.Mark(
          label: "\(place + 1)", words: "\(leg.stop.startsAt.time.text) \(leg.stop.petName), \(leg.stop.placeWords)",
          point: leg.stop.point, role: leg.stop.status.waitsForCollector ? .textStrong : .textDim)
      })
  }

  private func drawList(on canvas: inout Canvas, in area: Rect) {
    canvas.put(now.date.text, row: area.row, column: area.column + 1, role: .textStrong)
    if let round {
      let open = round.stops.count { $0.status.waitsForCollector }
      let carried = round.openTubes.isEmpty ? "" : say(", \(round.openTubes.count.counted("tube")) held")
      canvas.put(
        say("\(round.stops.count.counted("stop")), \(open) to go\(carried)"), row: area.row, column: area.column + 18,
        width: area.columns - 28, role: .textDim)
    }
    canvas.put(
      table.position, row: area.row, column: area.endColumn - 9, width: 8, role: .textDim, align: .trailing)
    let figures = figureLines
    table.draw(
      on: &canvas, in: area.droppingTop(1).droppingBottom(figures.isEmpty ? 0 : figures.count + 1),
      isActive: !isReading && sheet == nil)
    for (offset, line) in figures.enumerated() {
      let row = area.endRow - figures.count + offset
      var column = area.column + 2
      for (text, width) in zip(line, [11, 6, 10, 13, 7, 9]) {
        canvas.put(
          text, row: row, column: column, width: width, role: offset == 0 ? .textDim : .text,
          align: column == area.column + 2 ? .leading : .trailing)
        column += width
      }
    }
  }

  /// The own figures as a heading and two rows; nothing where they may not be seen.
  private var figureLines: [[String]] {
    guard let round, workspace.profile.permissions.allow(.analyticsOwn) else { return [] }
    return [["", say("Visits"), say("Collected"), say("Nobody there"), say("Failed"), say("Way")]]
      + [(say("Today"), round.today), (say("Last 7 days"), round.week)].map { name, figures in
        [
          name, String(figures.visits), String(figures.collected), String(figures.nobodyThere),
          String(figures.failed), figures.distance.text,
        ]
      }
  }
}
