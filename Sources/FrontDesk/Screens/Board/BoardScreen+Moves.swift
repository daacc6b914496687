import LabCore
import LabStore
import Tui
import Words

extension BoardScreen {
  // MARK: Giving visits away

  /// Asks the database for a change; keys typed meanwhile wait, so that the next one meets the board as it is then.
  mutating func begin(_ work: BoardWork) -> [Effect] {
    guard !isBusy else { return [] }
    isBusy = true
    return [.blockingWork(.board(work))]
  }

  mutating func showPlaces() -> [Effect] {
    guard let board, let (stop, collector) = selected else { return [] }
    guard date >= now.date else { return [.message(.warning(say("That day is past.")))] }
    guard stop.canBeGiven else { return [.message(.warning(stop.refusalToGive))] }
    picker = BoardPicker(placesFor: stop, of: collector, on: board, notBefore: notBefore)
    return []
  }

  mutating func takeBest() -> [Effect] {
    guard let board, let (stop, collector) = selected else { return [] }
    guard stop.canBeGiven else { return [.message(.warning(stop.refusalToGive))] }
    let points = board.places(for: stop, notBefore: notBefore)
    guard let best = points.first(where: { $0.startsAt == stop.startsAt }) else {
      return [
        .message(
          .warning(
            say("Nobody can take \(stop.petName) at \(stop.startsAt.time.text); Enter shows other times and why.")))
      ]
    }
    guard best.collector != collector?.id else {
      return [.message(.info(say("\(stop.petName) is with the best already: \(best.text).")))]
    }
    return give(stop, to: best)
  }

  mutating func take(_ choice: BoardPicker.Choice, of picker: BoardPicker) -> [Effect] {
    switch choice {
    case .no(let sentence): return [.message(.warning(sentence))]
    case .place(let point):
      self.picker = nil
      return give(picker.stop, to: point)
    case .swap(let other, let collector):
      self.picker = nil
      let mine = picker.collector?.name ?? ""
      return begin(
        .swap(
          picker.stop, other,
          words: say("\(picker.stop.petName) is \(collector.name)’s and \(other.petName) \(mine)’s now.")))
    case .overrule(let collector, let objection):
      let stop = picker.stop
      self.picker = nil
      let assignment = Assignment(stop, to: collector.id, reason: say("Outside the usual area"))
      let words = say("\(stop.petName): \(collector.name) at \(stop.startsAt.time.text), outside the usual area.")
      return [
        .ask(
          Question(
            title: say("\(collector.name) takes \(stop.petName)?"), body: [objection.sentence],
            choices: [
              DialogChoice(
                "y", say("Assign it all the same"), [.blockingWork(.board(.assign(assignment, words: words)))]),
              DialogChoice("n", say("Leave it"), []),
            ]))
      ]
    }
  }

  private mutating func give(_ stop: RouteStop, to point: InsertionPoint) -> [Effect] {
    let isMoved = point.startsAt != stop.startsAt
    let before = isMoved ? say(" instead of \(stop.startsAt.time.text)") : ""
    return begin(
      .assign(
        Assignment(stop, to: point.collector, at: isMoved ? point.startsAt : nil),
        words: "\(stop.petName): \(point.text)\(before)."))
  }

  mutating func showSwaps() -> [Effect] {
    guard let board, let (stop, collector) = selected, let collector else { return [] }
    guard stop.status == .assigned else { return [.message(.warning(stop.refusalToGive))] }
    picker = BoardPicker(swapsFor: stop, of: collector, on: board)
    return []
  }

  // MARK: The order of a route

  mutating func moveSelected(by places: Int) -> [Effect] {
    guard let (stop, collector) = selected, let collector else { return [] }
    do {
      let changes = try collector.moving(stop.id, by: places, notBefore: notBefore)
      guard !changes.isEmpty else {
        return [
          .message(.info(say("\(stop.petName) is the \(places < 0 ? say("first") : say("last")) that can be moved.")))
        ]
      }
      return begin(
        .plan(changes, of: collector.id, on: date, words: changes.map(\.text).joined(separator: ", ") + "."))
    } catch {
      return [.message(.warning(error.sentence))]
    }
  }

  // MARK: Taking back

  mutating func askToTakeBack() -> [Effect] {
    guard let (stop, collector) = selected, let collector else { return [] }
    if let move = BookingStatus.moves.first(where: {
      $0.from == stop.status && $0.to == .confirmed && $0.permission == .visitsAssign
    }), move.needsReason {
      comingBack = StepSheet(
        move, of: stop.id.rawValue, version: stop.version,
        title: say("Take back \(stop.petName) from \(collector.name)"),
        lines: ["\(stop.startsAt.time.text) · \(stop.boardWords) · \(stop.status.displayName)"])
      return []
    }
    guard stop.status == .assigned else { return [.message(.warning(stop.refusalToGive))] }
    let words = say("\(stop.petName) at \(stop.startsAt.time.text) is nobody’s now.")
    return [
      .ask(
        Question(
          title: say("Take back \(stop.petName)?"), body: ["\(stop.startsAt.time.text) · \(stop.boardWords)"],
          choices: [
            DialogChoice("s", say("Leave it with \(collector.name)"), []),
            DialogChoice(
              "t", say("Take it back"), [.blockingWork(.board(.assign(Assignment(stop, to: nil), words: words)))],
              isDanger: true),
          ]))
    ]
  }

  mutating func askForDayOff() -> [Effect] {
    guard let collector = selectedCollector else { return [] }
    dayOff = DayOffSheet(collector, on: date)
    return []
  }

  /// Hands something to the sheet of a day off, and follows it.
  mutating func actOnDayOff(_ body: (inout DayOffSheet) -> DayOffSheet.Outcome) -> [Effect] {
    guard var sheet = dayOff else { return [] }
    let outcome = body(&sheet)
    dayOff = sheet
    switch outcome {
    case .open: return []
    case .closed:
      dayOff = nil
      return []
    case .asks(let work): return begin(work)
    }
  }

  // MARK: The map

  mutating func showMap() -> [Effect] {
    map = drawnWay
    return []
  }

  /// The way of the selected collector, or the places of the visits that nobody has.
  var drawnWay: RouteMap? {
    guard let board else { return nil }
    let stops = selectedCollector?.stops ?? board.unassigned
    return RouteMap(
      clinic: board.clinic,
      marks: stops.enumerated().map { place, stop in
        RouteMap.Mark(
          label: "\(place + 1)", words: "\(stop.startsAt.time.text) \(stop.boardWords)", point: stop.point,
          role: stop.takesTime ? .textStrong : .textDim)
      }, isRoute: selectedCollector != nil, title: selectedCollector?.name ?? say("Nobody’s yet"))
  }
}

extension RouteStop {
  /// Whether it can still go to another collector.
  var canBeGiven: Bool { [.confirmed, .assigned].contains(status) }
  /// Why it cannot, such as `Bruno’s visit is “Arrived” and stays as it is.`
  var refusalToGive: String { say("\(petName)’s visit is “\(status.displayName)” and stays as it is.") }
}
