import LabCore
import LabStore
import Tui
import Words

/// What stands beside the board on a wide screen: of a visit who could take it, of a collector the day.
struct BoardDetails {
  var row: BoardRow?
  var board: DayBoard
  var notBefore: LocalDateTime

  private static let mostPlaces = 12

  var pane: DetailPane {
    switch row {
    case .visit(let id):
      guard let (stop, collector) = board.stop(id) else { return DetailPane(title: "") }
      return pane(of: stop, with: collector)
    case .collector(let id):
      guard let collector = board[id] else { return DetailPane(title: "") }
      return pane(of: collector)
    case .nobody, nil:
      return DetailPane(
        title: say("Nobody’s yet"), lines: [DetailPane.Line(say("Visits"), "\(board.unassigned.count)")])
    }
  }

  private func pane(of stop: RouteStop, with collector: CollectorDay?) -> DetailPane {
    var lines = [
      DetailPane.Line(say("Pet"), stop.petName, role: .textStrong), DetailPane.Line(say("Client"), stop.clientName),
      DetailPane.Line(
        say("Time"),
        say("\(stop.startsAt.time.text), \(stop.durationMinutes) min and \(stop.travelBufferMinutes) on the road")),
    ]
    if stop.isPinned { lines.append(DetailPane.Line("", say("promised to the client"))) }
    lines.append(DetailPane.Line(say("Area"), stop.area ?? say("not known")))
    if stop.point == nil {
      lines.append(DetailPane.Line("", say("no coordinates: detours are not known"), role: .textDim))
    }
    if let collector { lines.append(DetailPane.Line(say("Collector"), collector.name)) }
    if let note = stop.note { lines.append(DetailPane.Line(say("Came back"), note, role: .statusProblem)) }
    if stop.canBeGiven { lines += [.gap] + places(for: stop) }
    return DetailPane(title: stop.number, corner: stop.status.displayName, lines: lines)
  }

  private func places(for stop: RouteStop) -> [DetailPane.Line] {
    let visit = WantedVisit(stop)
    let points = board.places(for: stop, notBefore: notBefore)
    var lines = points.prefix(Self.mostPlaces).enumerated().map { place, point in
      DetailPane.Line(place == 0 ? say("Places") : "", point.text)
    }
    if points.isEmpty { lines.append(DetailPane.Line(say("Places"), say("none that day"), role: .statusProblem)) }
    let objections = board.collectors.fits(for: visit).compactMap { _, fit in
      if case .doesNotFit(let objection) = fit { objection.sentence } else { nil }
    }
    lines += objections.enumerated().map {
      DetailPane.Line($0.offset == 0 ? say("Not then") : "", $0.element, role: .textDim)
    }
    return lines
  }

  private func pane(of collector: CollectorDay) -> DetailPane {
    let hours = { (minutes: Int) in "\(minutes / 60) h \((minutes % 60).twoDigits)" }
    var lines = [
      DetailPane.Line(say("Hours"), collector.working.text),
      DetailPane.Line(
        say("Load"),
        "\(collector.stops.count.counted("visit"))\(collector.capacity.map { " of \($0)" } ?? ""), "
          + say("\(hours(collector.takenMinutes)) of \(hours(collector.working.minutes))")),
      DetailPane.Line(say("Area"), collector.area ?? "everywhere"),
      DetailPane.Line(say("Way"), collector.way(from: board.clinic).text),
    ]
    if !collector.stops.isEmpty { lines.append(.gap) }
    lines += collector.stops.map { stop in
      DetailPane.Line("", "\(stop.startsAt.time.text) \(stop.boardWords)", trailing: stop.status.displayName)
    }
    return DetailPane(title: collector.name, lines: lines)
  }
}
