import LabCore
import LabStore
import Tui
import Words

/// A list above the board to choose from: places for a visit, or visits to swap it with; why others do not fit below.
struct BoardPicker: Sendable {
  /// What a row offers.
  enum Choice: Sendable {
    case place(InsertionPoint)
    /// The collector may take it although it lies outside their area.
    case overrule(CollectorDay, CollectorObjection)
    case swap(RouteStop, with: CollectorDay)
    /// A sentence that says why not.
    case no(String)
  }

  let stop: RouteStop
  /// Whose the visit is now.
  let collector: CollectorDay?
  let isSwap: Bool
  private(set) var table: Table<Int>
  private let choices: [Choice]

  /// Who could take the visit, when, and at which detour; and of everybody who cannot at its time, why.
  init(placesFor stop: RouteStop, of collector: CollectorDay?, on board: DayBoard, notBefore: LocalDateTime) {
    self.stop = stop
    self.collector = collector
    isSwap = false
    let visit = WantedVisit(stop)
    let points = board.places(for: stop, notBefore: notBefore)
    choices =
      points.map(Choice.place)
      + board.collectors.fits(for: visit).compactMap { collector, fit in
        guard case .doesNotFit(let objection) = fit else { return nil }
        return objection.canBeOverruled ? .overrule(collector, objection) : .no(objection.sentence)
      }
    table = Self.table(
      [say("Collector"), say("Time"), say("Way"), ""],
      emptyText: stop.startsAt < notBefore
        ? say("\(stop.startsAt.time.text) has passed.") : say("Nobody works that day."))
    fill { point in
      let isNow = collector?.id == point.collector && point.startsAt == stop.startsAt
      return [
        point.collectorName, point.startsAt.time.text, point.detour.map { "+\($0.text)" } ?? "",
        isNow ? say("as it is now") : point.words(earlier: point.startsAt < stop.startsAt),
      ]
    }
  }

  /// With whose visit it could be exchanged, each at its own time, and what the two ways gain by it.
  init(swapsFor stop: RouteStop, of collector: CollectorDay, on board: DayBoard) {
    self.stop = stop
    self.collector = collector
    isSwap = true
    var swaps: [(gain: Int, choice: Choice)] = []
    var refusals: [Choice] = []
    for other in board.collectors where other.id != collector.id {
      for visit in other.stops where visit.status == .assigned {
        let (mine, theirs) = (collector.without(stop.id), other.without(visit.id))
        // An area can be talked round; who swaps knows whose it is.
        switch (mine.fit(for: WantedVisit(anywhere: visit)), theirs.fit(for: WantedVisit(anywhere: stop))) {
        case (.fits, .fits):
          let before = collector.way(from: board.clinic).metres + other.way(from: board.clinic).metres
          let after = mine.with(visit).way(from: board.clinic).metres + theirs.with(stop).way(from: board.clinic).metres
          swaps.append((before - after, .swap(visit, with: other)))
        case (.doesNotFit(let objection), _), (_, .doesNotFit(let objection)):
          refusals.append(.no("\(visit.petName) \(visit.startsAt.time.text): \(objection.sentence)"))
        }
      }
    }
    swaps.sort { $0.gain > $1.gain }
    choices = swaps.map(\.choice) + refusals
    let gains = swaps.map(\.gain)
    table = Self.table(
      [say("Visit"), say("Time"), say("Ways"), say("Collector")],
      emptyText: say("No other collector has a visit to swap with."))
    fill(gains) { _ in [] }
  }

  private static func table(_ titles: [String], emptyText: String) -> Table<Int> {
    Table(
      columns: [
        TableColumn(titles[0], .flex(minimum: 12, weight: 2)), TableColumn(titles[1], .fixed(5)),
        TableColumn(titles[2], .fixed(9), align: .trailing), TableColumn(titles[3], .flex(minimum: 12, weight: 2)),
      ], emptyText: emptyText)
  }

  private mutating func fill(_ gains: [Int] = [], _ cells: (InsertionPoint) -> [String]) {
    table.replaceRows(
      choices.enumerated().map { index, choice in
        switch choice {
        case .place(let point): TableRow(index, cells(point).map { TableCell($0) })
        case .swap(let visit, let other):
          TableRow(
            index,
            [
              TableCell(visit.boardWords), TableCell(visit.startsAt.time.text), TableCell(Self.gainText(gains[index])),
              TableCell(other.name),
            ])
        case .overrule(_, let objection): TableRow(index, [], role: .textDim, span: TableCell(objection.sentence))
        case .no(let sentence): TableRow(index, [], role: .textDim, span: TableCell(sentence))
        }
      })
    table.selectFirst()
  }

  /// What the two ways are shorter by: `-1.2 km`; a longer way has a plus, an equal or unknown one nothing.
  private static func gainText(_ metres: Int) -> String {
    metres == 0 ? "" : metres < 0 ? "+\(Distance(metres: -metres).text)" : "-\(Distance(metres: metres).text)"
  }

  /// What a key came to.
  enum Outcome: Sendable {
    case open, closed
    case chose(Choice)
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch table.handle(press) {
    case .activated(let index): .chose(choices[index])
    case .ignored: press == KeyPress(.escape) ? .closed : .open
    case .handled, .selected, .filtered: .open
    }
  }

  mutating func paste(_ text: String) { _ = table.paste(text) }

  /// The sentence for the message line about the selected row.
  var remark: Message {
    guard let index = table.selection else { return .info(say("Esc goes back.")) }
    switch choices[index] {
    case .place(let point):
      let moved = point.startsAt == stop.startsAt ? "" : say(" instead of \(stop.startsAt.time.text)")
      return .info(say("Enter gives \(stop.petName) to \(point.collectorName) at \(point.startsAt.time.text)\(moved)."))
    case .overrule: return .info(say("Enter asks whether to assign it all the same."))
    case .swap(let visit, let other):
      return .info(
        say("Enter gives \(visit.petName) to \(collector?.name ?? "") and \(stop.petName) to \(other.name)."))
    case .no(let sentence): return .warning(sentence)
    }
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let columns = min(area.columns - 2, 84)
    let box = area.centred(rows: min(area.rows, max(8, choices.count + 5)), columns: columns)
    canvas.fill(box, role: .popup)
    canvas.box(box, title: isSwap ? say("Swap \(stop.petName)") : say("Who takes \(stop.petName)?"))
    let inner = box.inset(rows: 1, columns: 1)
    let promise = stop.isPinned ? say(", promised") : ""
    canvas.put(
      say(
        "\(stop.startsAt.time.text), \(stop.durationMinutes) min\(promise) · \(stop.clientName) · \(stop.area ?? say("no area"))"
      ),
      row: inner.row, column: inner.column + 2, width: inner.columns - 3, role: .popup)
    table.draw(on: &canvas, in: inner.droppingTop(1))
  }
}

extension WantedVisit {
  /// The visit of a stop, whatever its area.
  fileprivate init(anywhere stop: RouteStop) {
    self.init(stop)
    area = nil
  }
}

extension InsertionPoint {
  /// `as wanted`, `25 min later`, `1 h 10 earlier`.
  func words(earlier: Bool) -> String {
    let span = minutesOff < 60 ? say("\(minutesOff) min") : "\(minutesOff / 60) h \((minutesOff % 60).twoDigits)"
    return minutesOff == 0 ? say("as wanted") : "\(span) \(earlier ? say("earlier") : say("later"))"
  }
}

extension CollectorDay {
  func without(_ id: BookingID) -> CollectorDay { replacing(stops.filter { $0.id != id }) }
  func with(_ stop: RouteStop) -> CollectorDay { replacing(stops + [stop]) }

  private func replacing(_ stops: [RouteStop]) -> CollectorDay {
    CollectorDay(
      id: id, name: name, area: area, isActive: isActive, working: working, capacity: capacity, stops: stops)
  }
}
