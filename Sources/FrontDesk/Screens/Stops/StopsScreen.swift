import LabCore
import LabStore
package import Tui

/// A collector's own day: the stops in order, what to do at each, and the own figures.
package struct StopsScreen: Screen {
  private(set) var round: CollectorRound?
  var table: Table<BookingID>
  private(set) var pane = DetailPane(title: "")
  /// Whether the keys go to the details of the selected stop.
  private(set) var isReading = false
  /// What is asked about a stop where nothing could be collected.
  private(set) var setback: StepSheet?
  /// The step that was named last, with the pet it is about.
  private var taking: (step: Step, petName: String)?
  private(set) var workspace: Workspace
  private(set) var now: LocalDateTime
  private var shownID: BookingID?

  init(_ workspace: Workspace, now: LocalDateTime) {
    self.workspace = workspace
    self.now = now
    table = Table(
      columns: [
        TableColumn("Time", .fixed(5)),
        TableColumn("Pet", .flex(minimum: 8, weight: 2)),
        TableColumn("Client", .flex(minimum: 10, weight: 3)),
        TableColumn("Where", .flex(minimum: 9, weight: 3), priority: 1),
        TableColumn("Tests", .flex(minimum: 8, weight: 2), priority: 3),
        TableColumn("To be paid", .fixed(11), align: .trailing, priority: 2),
        TableColumn("Status", .fixed(12)),
      ], emptyText: "Reading your stops…")
    table.showsPosition = false
  }

  /// The stop that keys act on.
  var selected: Stop? { table.selection.flatMap { id in round?.stops.first { $0.id == id } } }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return Self.read
    case .minute(let moment):
      let isAnotherDay = moment.date != now.date
      now = moment
      return isAnotherDay ? Self.read : []
    case .changed("visits", _), .changed("bookings", _), .changed("booking_items", _): return Self.read
    case .key(let press): return handle(press)
    case .paste(let text):
      if setback == nil { _ = table.paste(text) } else { setback?.paste(text) }
      renewPane()
      return []
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .handed, .changed: return []
    }
  }

  private static let read: [Effect] = [.work(.readRound, slot: .screen(.stops))]

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if setback != nil { return setback.act { $0.handle(press) } }
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
    case StopActions.next.id: return setback == nil ? askForNext() : setback.act { $0.submit() }
    case StopActions.setback.id: openSetback()
    case EverywhereActions.refresh.id: return Self.read
    default: break
    }
    return []
  }

  private mutating func askForNext() -> [Effect] {
    guard let stop = selected, let move = stop.status.usualStep else { return [] }
    let step = stop.step(to: move.to)
    taking = (step, stop.petName)
    let work = Work.step(StepWork(step: step, version: stop.version))
    return [
      .ask(
        Question(
          title: "\(move.to.displayName): \(stop.petName)", body: stop.words(for: move.to, workspace),
          choices: [
            DialogChoice("y", "Yes, “\(move.to.displayName)”", [.blockingWork(work)]), DialogChoice("n", "Not yet", []),
          ]))
    ]
  }

  private mutating func openSetback() {
    guard let stop = selected, let move = stop.status.setback else { return }
    taking = (stop.step(to: move.to), stop.petName)
    setback = StepSheet(
      move, of: stop.id.rawValue, version: stop.version, title: "\(move.to.displayName): \(stop.petName)",
      lines: ["\(stop.startsAt.time.text) · \(stop.clientName)"],
      reasonHelp: "What happened, for the desk that arranges another time.")
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .round(let round): return receive(round)
    case .step(.taken(let step, _)):
      guard let taking, step == taking.step else { return [] }
      setback = nil
      let state = BookingStatus(rawValue: step.to)?.displayName ?? step.to
      return [.message(.info("\(taking.petName): \(state)."))] + Self.read
    case .profile(let profile): workspace.profile = profile
    case .shelf(let shelf): workspace.shelf = shelf
    case .failed(.step(let work), let error) where work.step == taking?.step:
      guard setback == nil else {
        setback?.refuse(error, of: work)
        return Self.read
      }
      return [.message(.error(error.sentence))] + Self.read
    case .failed(.readRound, let error): return [.message(.error(error.sentence))]
    default: break
    }
    return []
  }

  private mutating func receive(_ round: CollectorRound) -> [Effect] {
    self.round = round
    table.emptyText = "No stops for you today."
    let vanished = table.replaceRows(round.stops.map(row))
    if table.selection == nil, vanished == nil {
      table.select((round.stops.first { $0.status.waitsForCollector } ?? round.stops.first)?.id)
    }
    if selected == nil { isReading = false }
    if let selected { setback?.look(at: selected.version) }
    renewPane()
    return vanished == nil ? [] : [.message(.warning("The selected stop is no longer yours."))]
  }

  private func row(_ stop: Stop) -> TableRow<BookingID> {
    TableRow(
      stop.id,
      [
        TableCell(stop.startsAt.time.text), TableCell(stop.petName), TableCell(stop.clientName),
        TableCell(stop.placeWords), TableCell(stop.items.map(\.test.code).joined(separator: ", ")),
        TableCell(stop.isPaid ? "paid" : stop.total.formatted(in: workspace.profile.currency)),
        TableCell(
          (stop.attention == nil ? "" : "! ") + stop.status.displayName,
          role: stop.attention == nil ? stop.status.listRole : .statusProblem),
      ], searchText: (stop.phones + [stop.number, stop.address ?? ""]).joined(separator: " "))
  }

  private mutating func renewPane() {
    guard let selected else { return }
    pane.show(
      StopDetails(stop: selected, currency: workspace.profile.currency, limits: workspace.shelf.limits).pane,
      isSameRecord: shownID == selected.id)
    shownID = selected.id
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case StopActions.next.id where setback != nil: .on
    case StopActions.next.id: availability(of: selected?.status.usualStep)
    case StopActions.setback.id: setback == nil ? availability(of: selected?.status.setback) : .hidden
    case EverywhereActions.refresh.id: setback == nil ? .on : .hidden
    default: .hidden
    }
  }

  private func availability(of move: StatusMove<BookingStatus>?) -> Availability {
    guard let selected else { return .hidden }
    return move == nil ? .off(reason: "Nothing of the kind follows “\(selected.status.displayName)”.") : .on
  }

  package var help: FieldHelp? {
    setback?.sheet.help
      ?? FieldHelp(
        title: "My stops",
        text: "Your stops of today in the order of their times. Typing finds one, Enter opens it; Ctrl-S names the "
          + "usual next step and takes it, Ctrl-X is for a stop where nothing could be collected.")
  }

  package var isDirty: Bool { setback?.sheet.form.isDirty ?? false }
  package var problemCount: Int { setback?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if let setback { return setback.remark }
    guard let selected else { return nil }
    if let words = selected.objectionWords { return .warning(words) }
    let way = isReading ? "Enter goes back to the list." : "Enter opens the stop."
    guard let move = selected.status.usualStep else { return .info(way) }
    return .info("Ctrl-S: “\(move.to.displayName)” for \(selected.petName). \(way)")
  }
}

extension Stop {
  fileprivate func step(to status: BookingStatus) -> Step {
    Step(machine: BookingStatus.machineName, recordID: id.rawValue, to: status.storedName)
  }

  /// What the question names before a step is taken: the record, and at the door the tubes and the money.
  fileprivate func words(for status: BookingStatus, _ workspace: Workspace) -> [String] {
    var words = ["\(startsAt.time.text) · \(clientName) · \(placeWords)"]
    guard status == .collected else { return words }
    let plan = tubes(limits: workspace.shelf.limits)
    words += plan.groups.map(\.line)
    if !isPaid { words.append("\(total.formatted(in: workspace.profile.currency)) to be paid") }
    return words
  }
}
