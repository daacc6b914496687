import LabCore
import LabStore
import Tui
import Words

extension StopsScreen {
  /// Asks before the usual next step of the selected stop is taken; at the pet's side it opens the list of tubes.
  mutating func takeNext() -> [Effect] {
    guard let stop = selected, let move = stop.status.usualStep else { return [] }
    let tubes = stop.openTubes
    if move.to == .collected, !tubes.isEmpty {
      sheet = .collect(
        CollectSheet(
          tubes, of: stop.id, version: stop.version, title: say("Collect: \(stop.petName)"),
          lines: ["\(stop.startsAt.time.text) · \(stop.clientName)"] + stop.checks))
      return []
    }
    let step = stop.step(to: move.to)
    taking = (step, stop.petName)
    let work = Work.step(StepWork(step: step, version: stop.version))
    return [
      .ask(
        Question(
          title: "\(move.to.displayName): \(stop.petName)",
          body: ["\(stop.startsAt.time.text) · \(stop.clientName) · \(stop.placeWords)"],
          choices: [
            DialogChoice("y", say("Yes, “\(move.to.displayName)”"), [.blockingWork(work)]),
            DialogChoice("n", say("Not yet"), []),
          ]))
    ]
  }

  /// Opens the sheet that asks why nothing could be collected.
  mutating func openSetback() {
    guard let stop = selected, let move = stop.status.setback else { return }
    taking = (stop.step(to: move.to), stop.petName)
    sheet = .setback(
      StepSheet(
        move, of: stop.id.rawValue, version: stop.version, title: "\(move.to.displayName): \(stop.petName)",
        lines: ["\(stop.startsAt.time.text) · \(stop.clientName)"],
        reasonHelp: say("What happened, for the desk that arranges another time.")))
  }

  /// Writes the route as a text to be printed.
  var printing: Effect {
    let route = RouteText(legs: legs, profile: workspace.profile, limits: workspace.shelf.limits, day: now.date)
    return .blockingWork(.stops(.export(text: route.text, name: RouteText.fileName(now.date, "txt"))))
  }

  /// Writes the route for a spreadsheet.
  var exporting: Effect {
    let text = RouteExport.text(legs, in: workspace.profile.currency)
    return .blockingWork(.stops(.export(text: text, name: RouteText.fileName(now.date, "csv"))))
  }

  /// Takes what came of a sheet or a file.
  mutating func receive(_ answer: StopsAnswer) -> [Effect] {
    switch answer {
    case .collected(let id, let outcome):
      sheet = nil
      let petName = round?.stops.first { $0.id == id }?.petName ?? say("The pet")
      return [.message(outcome.message(of: petName))] + Self.read
    case .paid(let cash, let receipt):
      sheet = nil
      let currency = workspace.profile.currency
      let taken = say("\(cash.amount.formatted(in: currency)) taken")
      let rest =
        receipt.open == .zero ? say("Everything is paid.") : say("\(receipt.open.formatted(in: currency)) stays open.")
      return [.message(.info("\(taken). \(rest)"))] + Self.read
    case .exported(let path): return [.message(.info(say("The route is in \(path).")))]
    }
  }
}

extension CollectionOutcome {
  /// What was collected, with the numbers for the labels.
  func message(of petName: String) -> Message {
    guard status != .failedVisit else {
      return .warning(say("\(petName): nothing was obtained; the visit has failed."))
    }
    let tubes = numbers.isEmpty ? say("no tube") : "\(numbers.count.counted("tube")), \(numbers.listed())"
    let rest = status == .arrived ? say(" Something is still to be collected.") : ""
    return .info("\(petName): \(tubes).\(rest)")
  }
}

extension Stop {
  fileprivate func step(to status: BookingStatus) -> Step {
    Step(machine: BookingStatus.machineName, recordID: id.rawValue, to: status.storedName)
  }
}
