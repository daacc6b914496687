import LabCore
import LabStore
package import Tui
import Words

/// A collector's own day: the stops in order, what to do at each, and the own figures.
package struct StopsScreen: Screen {
  private(set) var round: CollectorRound?
  var table: Table<BookingID>
  private(set) var pane = DetailPane(title: "")
  /// Whether the keys go to the details of the selected stop.
  private(set) var isReading = false
  /// The drawn way, as long as it is looked at.
  private(set) var map: RouteMap?
  /// What is asked above the list.
  var sheet: StopSheet?
  /// The step that was named last, with the pet it is about.
  var taking: (step: Step, petName: String)?
  private let makeKey: @Sendable () -> RequestKey
  private(set) var workspace: Workspace
  private(set) var now: LocalDateTime
  private var shownID: BookingID?

  init(_ workspace: Workspace, now: LocalDateTime, makeKey: @escaping @Sendable () -> RequestKey) {
    self.workspace = workspace
    self.makeKey = makeKey
    self.now = now
    table = Table(
      columns: [
        TableColumn(say("Time"), .fixed(5)),
        TableColumn(say("Pet"), .flex(minimum: 8, weight: 2)),
        TableColumn(say("Client"), .flex(minimum: 10, weight: 3)),
        TableColumn(say("Where"), .flex(minimum: 9, weight: 3), priority: 1),
        TableColumn(say("Way"), .fixed(7), align: .trailing, priority: 4),
        TableColumn(say("Tests"), .flex(minimum: 8, weight: 2), priority: 3),
        TableColumn(say("To be paid"), .fixed(11), align: .trailing, priority: 2),
        TableColumn(say("Status"), .fixed(12)),
      ], emptyText: say("Reading your stops…"))
    table.showsPosition = false
  }

  /// The stop that keys act on.
  var selected: Stop? { table.selection.flatMap { id in round?.stops.first { $0.id == id } } }

  /// The stops in their order with the ways between them.
  var legs: [RouteLeg] { round?.legs(from: workspace.shelf.clinic.point) ?? [] }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return Self.read
    case .minute(let moment):
      let isAnotherDay = moment.date != now.date
      now = moment
      return isAnotherDay ? Self.read : []
    case .changed("visits", _), .changed("bookings", _), .changed("booking_items", _), .changed("specimens", _),
      .changed("payment_transactions", _), .changed("billing_records", _):
      return Self.read
    case .key(let press): return handle(press)
    case .paste(let text):
      if map != nil { return [] }
      if sheet == nil { _ = table.paste(text) } else { sheet?.paste(text) }
      renewPane()
      return []
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .handed, .changed: return []
    }
  }

  static let read: [Effect] = [.work(.readRound, slot: .screen(.stops))]

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if map != nil {
      if press.key == .escape || press.key == .enter { map = nil }
      return []
    }
    if sheet != nil { return sheet.act { $0.handle(press) } }
    if isReading {
      if press.key == .escape || press.key == .enter { isReading = false } else { _ = pane.handle(press) }
      return []
    }
    if case .activated = table.handle(press) { isReading = true }
    renewPane()
    return []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case StopActions.next.id: return sheet == nil ? takeNext() : sheet.act { $0.submit() }
    case StopActions.setback.id: openSetback()
    case StopActions.cash.id:
      sheet = selected.map { .cash(CashSheet($0, in: workspace.profile.currency, key: makeKey())) }
    case StopActions.tubes.id: return [.go(to: .tubes)]
    case StopActions.map.id: map = drawnWay
    case StopActions.print.id: return [printing]
    case StopActions.export.id: return [exporting]
    case EverywhereActions.refresh.id: return Self.read
    default: break
    }
    return []
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .round(let round): return receive(round)
    case .step(.taken(let step, _)):
      guard let taking, step == taking.step else { return [] }
      sheet = nil
      let state = BookingStatus(rawValue: step.to)?.displayName ?? step.to
      return [.message(.info("\(taking.petName): \(state)."))] + Self.read
    case .stops(let answer): return receive(answer)
    case .profile(let profile): workspace.profile = profile
    case .shelf(let shelf): workspace.shelf = shelf
    case .failed(.step(let work), let error) where work.step == taking?.step:
      guard sheet == nil else {
        sheet?.refuse(error, of: work)
        return Self.read
      }
      return [.message(.error(error.sentence))] + Self.read
    case .failed(.stops(let work), let error):
      if case .export = work { return [.message(.error(error.sentence))] }
      sheet?.refuse(error, of: work)
      return Self.read
    case .failed(.readRound, let error): return [.message(.error(error.sentence))]
    default: break
    }
    return []
  }

  private mutating func receive(_ round: CollectorRound) -> [Effect] {
    let isFirst = self.round?.stops.isEmpty ?? true
    self.round = round
    table.emptyText = say("No stops for you today.")
    let vanished = table.replaceRows(legs.map(row))
    if isFirst {
      table.select((round.stops.first { $0.status.waitsForCollector } ?? round.stops.first)?.id)
    }
    if selected == nil { isReading = false }
    if let id = sheet?.booking, let stop = round.stops.first(where: { $0.id == id }) { sheet?.look(at: stop.version) }
    renewPane()
    return vanished == nil ? [] : [.message(.warning(say("The selected stop is no longer yours.")))]
  }

  private func row(_ leg: RouteLeg) -> TableRow<BookingID> {
    let stop = leg.stop
    return TableRow(
      stop.id,
      [
        TableCell(stop.startsAt.time.text), TableCell(stop.petName), TableCell(stop.clientName),
        TableCell(stop.placeWords), TableCell(leg.distance?.text ?? ""),
        TableCell(stop.items.map(\.test.code).joined(separator: ", ")),
        TableCell(stop.openWords(in: workspace.profile.currency)),
        TableCell(
          (stop.attention == nil ? "" : "! ") + stop.status.displayName,
          role: stop.attention == nil ? stop.status.listRole : .statusProblem),
      ], searchText: (stop.phones + [stop.number, stop.address ?? ""]).joined(separator: " "))
  }

  private mutating func renewPane() {
    guard let leg = legs.first(where: { $0.stop.id == table.selection }) else { return }
    pane.show(
      StopDetails(leg: leg, currency: workspace.profile.currency, limits: workspace.shelf.limits).pane,
      isSameRecord: shownID == leg.stop.id)
    shownID = leg.stop.id
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    if map != nil { return .hidden }
    if sheet != nil { return action == StopActions.next.id ? .on : .hidden }
    return switch action {
    case StopActions.next.id: availability(of: selected?.status.usualStep)
    case StopActions.setback.id: availability(of: selected?.status.setback)
    case StopActions.cash.id: availabilityOfCash
    case StopActions.tubes.id, EverywhereActions.refresh.id: .on
    case StopActions.print.id, StopActions.export.id, StopActions.map.id: round?.stops.isEmpty == false ? .on : .hidden
    default: .hidden
    }
  }

  private func availability(of move: StatusMove<BookingStatus>?) -> Availability {
    guard let selected else { return .hidden }
    return move == nil ? .off(reason: say("Nothing of the kind follows “\(selected.status.displayName)”.")) : .on
  }

  private var availabilityOfCash: Availability {
    guard let selected else { return .hidden }
    if selected.open == .zero { return .off(reason: say("Everything is paid.")) }
    return switch selected.status {
    case .noShow, .failedVisit, .cancelled:
      .off(reason: say("Nothing is taken at a stop that is “\(selected.status.displayName)”."))
    default: .on
    }
  }

  package var help: FieldHelp? {
    sheet?.help
      ?? FieldHelp(
        title: say("My stops"),
        text: say(
          "Your stops of today in the order of their times. Typing finds one, Enter opens it; Ctrl-S names the "
            + "usual next step and takes it, and at the pet's side it lists the tubes. Ctrl-T notes cash, Ctrl-X is for a "
            + "stop where nothing could be collected, Ctrl-W writes the route to a file."))
  }

  package var isDirty: Bool { sheet?.isDirty ?? false }
  package var problemCount: Int { sheet?.problemCount ?? 0 }

  package var standingMessage: Message? {
    if let sheet { return sheet.remark }
    if map != nil { return .info(say("Esc goes back to the list.")) }
    guard let selected else { return nil }
    if let words = selected.objectionWords { return .warning(words) }
    let way = isReading ? say("Enter goes back to the list.") : say("Enter opens the stop.")
    guard let move = selected.status.usualStep else { return .info(way) }
    return .info(say("Ctrl-S: “\(move.to.displayName)” for \(selected.petName). \(way)"))
  }
}
