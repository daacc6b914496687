import LabCore
import LabStore
package import Tui

/// The open work of the lab, oldest booking first: what was collected, what is in the lab, what is collected again; or
/// everything that was done for one pet or client, newest first.
package struct ReportsScreen: Screen {
  var tasks: [LabTask] = []
  /// What another screen asked for in place of the open work, in words too.
  private(set) var wanted: (query: LabTaskQuery, words: String)?
  /// The test to select as soon as the list has it.
  private var expected: Int64?
  private var isLoaded = false
  var table: Table<Int64>
  private(set) var pane = DetailPane(title: "")
  /// Whether the keys go to the details of the selected test.
  private(set) var isReading = false
  /// What a step asks for before it is taken.
  var sheet: StepSheet?
  /// The step that was named last, with the test as it was then.
  var taking: (step: Step, task: LabTask)?
  private(set) var profile: Profile
  private var now: LocalDateTime
  private var shownID: Int64?

  init(_ profile: Profile, now: LocalDateTime) {
    self.profile = profile
    self.now = now
    table = Self.emptyTable
  }

  /// The test that keys act on.
  var selected: LabTask? { table.selection.flatMap { id in tasks.first { $0.id == id } } }

  /// Says that the list holds what the database answered.
  var hasTasks: Bool { isLoaded }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read
    case .changed("booking_items", _), .changed("bookings", _), .changed("test_reports", _), .changed("pets", _):
      return read
    case .minute(let moment): now = moment
    case .key(let press): return handle(press)
    case .paste(let text):
      if sheet == nil { _ = table.paste(text) } else { sheet?.paste(text) }
      renewPane()
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .handed(.reports(let query, let words, let item)):
      expected = item?.rawValue
      return show((query, words))
    case .handed, .changed: break
    }
    return []
  }

  private var query: LabTaskQuery { wanted?.query ?? LabTaskQuery() }

  /// Lists what was asked for, or the open work again. What is shown next is read as the screen is.
  private mutating func show(_ wanted: (query: LabTaskQuery, words: String)?) -> [Effect] {
    self.wanted = wanted
    tasks = []
    isLoaded = false
    isReading = false
    sheet = nil
    table = Self.emptyTable
    if wanted != nil { table.emptyText = "Reading the reports…" }
    return []
  }

  var read: [Effect] {
    profile.permissions.allow(.reportsRead) ? [.work(.listLabTasks(query), slot: .screen(.reports))] : []
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if sheet != nil { return sheet.act { $0.handle(press) } }
    if isReading {
      if press.key == .escape || press.key == .enter { isReading = false } else { _ = pane.handle(press) }
      return []
    }
    switch table.handle(press) {
    case .activated: isReading = true
    case .ignored where press == KeyPress(.escape) && wanted != nil:
      _ = show(nil)
      return read
    default: break
    }
    renewPane()
    return []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case ReportsActions.next.id: return sheet == nil ? takeNext() : sheet.act { $0.submit() }
    case ReportsActions.reject.id: reject()
    case ReportsActions.booking.id: return selected.map { [.hand(.booking($0.bookingNumber), to: .bookings)] } ?? []
    case ReportsActions.tubes.id: return [.go(to: .tubes)]
    case EverywhereActions.refresh.id: return read
    default: break
    }
    return []
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .labTasks(let query, let tasks): return query == self.query ? receive(tasks) : []
    case .step(let answer): return receive(answer)
    case .profile(let profile):
      self.profile = profile
    case .failed(.step(let work), let error) where work.step == taking?.step:
      guard sheet == nil else {
        sheet?.refuse(error, of: work)
        return read
      }
      return [.message(.error(error.sentence))] + read
    case .failed(.listLabTasks, let error): return [.message(.error(error.sentence))]
    default: break
    }
    return []
  }

  private mutating func receive(_ tasks: [LabTask]) -> [Effect] {
    self.tasks = tasks
    isLoaded = true
    table.emptyText =
      wanted == nil ? "The lab has no open work." : "The lab has done nothing for them yet. Esc goes to the open work."
    let vanished = table.replaceRows(tasks.map { Self.row($0, in: now.date.year) })
    if let expected, tasks.contains(where: { $0.id == expected }) {
      table.select(expected)
      self.expected = nil
    }
    if table.selection == nil, vanished == nil { table.selectFirst() }
    if selected == nil { isReading = false }
    if let selected { sheet?.look(at: selected.version) }
    renewPane()
    let place = wanted == nil ? "open in the lab" : "in this list"
    return vanished == nil ? [] : [.message(.warning("The selected test is no longer \(place)."))]
  }

  private mutating func renewPane() {
    guard let selected else { return }
    pane.show(selected.pane, isSameRecord: shownID == selected.id)
    shownID = selected.id
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case ReportsActions.next.id: sheet == nil ? availabilityOfNext : .on
    case ReportsActions.reject.id: sheet == nil ? availability(to: .rejected) : .hidden
    case EverywhereActions.refresh.id: sheet == nil ? .on : .hidden
    case ReportsActions.tubes.id: sheet == nil && ScreenList[.tubes].isOpen(to: profile.permissions) ? .on : .hidden
    case ReportsActions.booking.id: sheet == nil && selected != nil ? .on : .hidden
    default: .hidden
    }
  }

  package var help: FieldHelp? {
    FieldHelp(
      title: "Reports",
      text: "The tests that the lab has to do something about, oldest booking first. Typing finds one, Enter opens it; "
        + "Ctrl-S names the usual next step and takes it, Ctrl-X rejects a specimen. Where it shows what was done for one "
        + "pet, newest first, Esc goes back to the open work.")
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if let sheet { return sheet.remark }
    guard let selected else { return nil }
    let back = wanted == nil ? "" : " Esc goes to the open work."
    let way = isReading ? "Enter goes back to the list." : "Enter opens the test." + back
    guard availabilityOfNext == .on, let next = selected.status.usualNext else { return .info(way) }
    return .info("Ctrl-S: “\(next.displayName)” for \(selected.testCode) of \(selected.petName). \(way)")
  }
}
