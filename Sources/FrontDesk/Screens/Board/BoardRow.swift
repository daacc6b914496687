import LabCore
import LabStore
import Tui
import Words

/// What a row of the board is about.
enum BoardRow: Hashable, Sendable {
  /// The heading of the visits that nobody has taken.
  case nobody
  case collector(StaffID)
  case visit(BookingID)
}

extension DayBoard {
  /// The visits without a collector, then every collector with theirs.
  var rows: [TableRow<BoardRow>] {
    var rows = [heading(.nobody, nobodyWords, over: unassigned)]
    rows += unassigned.map { row($0, of: nil, leg: nil) }
    for collector in collectors {
      rows.append(heading(.collector(collector.id), collector.boardWords(from: clinic), over: collector.stops))
      var last = clinic
      for stop in collector.stops {
        let leg = last.flatMap { last in stop.point.map { Distance.estimatedByRoad(from: last, to: $0) } }
        rows.append(row(stop, of: collector, leg: leg))
        last = stop.point ?? last
      }
    }
    return rows
  }

  private var nobodyWords: String {
    say("Nobody’s yet   ") + (unassigned.isEmpty ? "none" : unassigned.count.counted("visit"))
  }

  /// A heading is found by the words of its visits as well, so that a filter shows whose they are.
  private func heading(_ id: BoardRow, _ words: String, over stops: [RouteStop]) -> TableRow<BoardRow> {
    TableRow(
      id, [], searchText: stops.map(\.boardSearchText).joined(separator: " "), role: .textStrong,
      span: TableCell(words))
  }

  private func row(_ stop: RouteStop, of collector: CollectorDay?, leg: Distance?) -> TableRow<BoardRow> {
    let cameBack = collector == nil && stop.note != nil
    return TableRow(
      .visit(stop.id),
      [
        TableCell("\(stop.startsAt.time.text)\(stop.isPinned ? "=" : "")"), TableCell(stop.petName),
        TableCell(stop.clientName), TableCell(stop.area ?? ""), TableCell(leg.map { "+\($0.text)" } ?? ""),
        TableCell(
          cameBack ? say("! came back") : stop.status.displayName,
          role: cameBack ? .statusProblem : stop.status.listRole),
      ], searchText: [collector?.name ?? say("Nobody’s yet"), stop.number].joined(separator: " "))
  }

  /// The visit of a row, and the collector whose it is.
  func stop(_ id: BookingID) -> (stop: RouteStop, collector: CollectorDay?)? {
    if let stop = unassigned.first(where: { $0.id == id }) { return (stop, nil) }
    for collector in collectors {
      if let stop = collector.stops.first(where: { $0.id == id }) { return (stop, collector) }
    }
    return nil
  }

  /// Where a visit fits on this day, the cheapest first; a promised one at its own time alone.
  func places(for stop: RouteStop, notBefore: LocalDateTime) -> [InsertionPoint] {
    collectors.insertionPoints(for: WantedVisit(stop), at: clinic, notBefore: notBefore)
      .filter { !stop.isPinned || $0.startsAt == stop.startsAt }
  }

  /// `7 visits, 2 nobody’s yet`.
  var words: String {
    let taken = collectors.reduce(0) { $0 + $1.stops.count }
    return say("\((taken + unassigned.count).counted("visit")), \(unassigned.count) nobody’s yet")
  }
}

extension CollectorDay {
  /// `Ravi Kumar   4 of 8 · 12.4 km · 07:00–13:00 14:00–18:00 · Indiranagar`, the most needed first.
  func boardWords(from clinic: GeoPoint?) -> String {
    let load = capacity.map { say("\(stops.count) of \($0)") } ?? stops.count.counted("visit")
    var parts = [load]
    if stops.contains(where: { $0.point != nil }) { parts.append(way(from: clinic).text) }
    parts.append(isActive ? working.text : say("no longer active"))
    if let areaText { parts.append(areaText) }
    return "\(name)   " + parts.joined(separator: " · ")
  }
}

extension RouteStop {
  var boardSearchText: String { [petName, clientName, area ?? "", number].joined(separator: " ") }

  /// `Nala · Thomas D’Souza · Domlur`.
  var boardWords: String { [petName, clientName, area ?? ""].filter { !$0.isEmpty }.joined(separator: " · ") }
}
