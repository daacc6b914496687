import LabCore
import LabStore
package import Tui
import Words

/// The work of the lab, first what is due first: what is to be received, done, verified, delivered and collected again; or
/// everything that was done for one pet or client, newest first.
package struct ReportsScreen: Screen {
  var list = WorkList()
  /// The view of the open work.
  private(set) var view: WorkView
  /// How many tests of the view are asked for.
  private var limit = LabTaskQuery.page
  /// What another screen asked for in place of the open work, in words too.
  private(set) var wanted: (query: LabTaskQuery, words: String)?
  /// The test to select as soon as the list has it.
  private var expected: BookingItemID?
  private(set) var isLoaded = false
  var table: Table<BookingItemID>
  /// The tests that a step of many is for, as they were read last.
  var marks: [BookingItemID: LabTask] = [:]
  private(set) var pane = DetailPane(title: "")
  /// Whether the keys go to the details of the selected test.
  private(set) var isReading = false
  /// What a step asks for before it is taken.
  var sheet: StepSheet?
  /// Why a specimen is of no use, while it is asked.
  var rejecting: RejectSheet?
  /// Tubes that are received one after the other.
  var receiving: ReceivePanel?
  /// The reports that are verified together, while they are read.
  var reading: BatchReading?
  /// What came of the last batch, while it is read.
  var batch: BatchReport?
  /// The tests that this desk has moved itself: they leave a view without a word.
  var moved: Set<BookingItemID> = []
  /// The step that was named last, with the test as it was then.
  var taking: (step: Step, task: LabTask)?
  private(set) var profile: Profile
  private(set) var now: LocalDateTime
  let makeKey: @Sendable () -> RequestKey

  init(_ profile: Profile, now: LocalDateTime, makeKey: @escaping @Sendable () -> RequestKey) {
    self.profile = profile
    self.now = now
    self.makeKey = makeKey
    // Who only hands reports out begins with those.
    let delivers = profile.permissions.allow(.reportsDeliver) && !profile.permissions.allow(.specimensReceive)
    view = delivers ? .stage(.deliver) : .open
    table = Self.emptyTable
  }

  /// The test that keys act on.
  var selected: LabTask? { table.selection.flatMap { id in list.tasks.first { $0.id == id } } }

  /// The marked tests in the order of their bookings; a filter hides them and does not take the mark away.
  var marked: [LabTask] { marks.values.sorted { $0.id < $1.id } }

  /// Whether something stands above the list and takes the keys.
  var isCovered: Bool { sheet != nil || rejecting != nil || receiving != nil || reading != nil || batch != nil }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read
    case .changed(let table, _): return Self.tables.contains(table) ? read : []
    case .minute(let moment):
      now = moment
      // What is left of each turnaround time is another minute less.
      return isLoaded && wanted == nil ? read : []
    case .key(let press): return handle(press)
    case .paste(let text): return paste(text)
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .handed(.reports(let query, let words, let item)):
      guard !isDirty else {
        return [.message(.warning(say("What is typed here is not saved yet: save it or leave it first.")))]
      }
      expected = item
      return show((query, words))
    case .handed: break
    }
    return []
  }

  private static let tables: Set = ["lab_tasks", "booking_items", "bookings", "test_reports", "pets"]

  private var query: LabTaskQuery { wanted?.query ?? .view(view, text: table.filter, limit: limit) }

  /// Lists what was asked for, or the open work again. What is shown next is read as the screen is.
  private mutating func show(_ wanted: (query: LabTaskQuery, words: String)?) -> [Effect] {
    self.wanted = wanted
    list.tasks = []
    isLoaded = false
    isReading = false
    (sheet, rejecting, receiving, reading, batch) = (nil, nil, nil, nil, nil)
    marks = [:]
    limit = LabTaskQuery.page
    table = Self.emptyTable
    if wanted != nil { table.emptyText = say("Reading the reports…") }
    return []
  }

  /// Shows another view of the open work; what was typed goes on filtering.
  private mutating func show(_ view: WorkView) -> [Effect] {
    let filter = table.filter
    self.view = view
    _ = show(nil as (query: LabTaskQuery, words: String)?)
    table.setFilter(filter)
    return read
  }

  var read: [Effect] {
    profile.permissions.allow(.reportsRead) ? [.work(.lab(.list(query)), slot: .screen(.reports))] : []
  }

  private mutating func paste(_ text: String) -> [Effect] {
    if receiving != nil { return receiving.act { $0.paste(text) } }
    if sheet != nil {
      sheet?.paste(text)
    } else if rejecting != nil {
      rejecting?.paste(text)
    } else if !isCovered, !isReading {
      _ = table.paste(text)
      return filtered()
    }
    return []
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if sheet != nil { return sheet.act { $0.handle(press) } }
    if rejecting != nil { return rejecting.act { $0.handle(press) } }
    if receiving != nil { return receiving.act { $0.handle(press) } }
    if reading != nil {
      if reading?.handle(press) == false { reading = nil }
      return []
    }
    if batch != nil {
      if batch?.handle(press) == false { batch = nil }
      return []
    }
    if isReading {
      if press.key == .escape || press.key == .enter { isReading = false } else { _ = pane.handle(press) }
      return []
    }
    switch table.handle(press) {
    case .activated: return open()
    case .filtered: return filtered()
    case .ignored where press == KeyPress(.escape):
      if !marks.isEmpty {
        marks = [:]
        renewRows()
      } else if wanted != nil {
        _ = show(nil as (query: LabTaskQuery, words: String)?)
        return read
      }
    default: break
    }
    renewPane()
    return readOn()
  }

  /// Asks for the tests that have every word; what is listed already is narrowed at once.
  private mutating func filtered() -> [Effect] {
    limit = LabTaskQuery.page
    renewPane()
    return wanted == nil ? read : []
  }

  /// Reads on where the selection comes to the end of what was read.
  private mutating func readOn() -> [Effect] {
    guard wanted == nil, list.tasks.count >= limit, let last = table.visibleRows.last, last.id == table.selection
    else { return [] }
    limit += LabTaskQuery.page
    return read
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case ReportsActions.next.id:
      if sheet != nil { return sheet.act { $0.submit() } }
      if rejecting != nil { return rejecting.act { $0.submit() } }
      return reading == nil ? takeNext() : verifyRead()
    case ReportsActions.reject.id: reject()
    case ReportsActions.receive.id: receiving = ReceivePanel()
    case ReportsActions.mark.id: toggleMark()
    case ReportsActions.markAll.id: toggleAllMarks()
    case ReportsActions.nextView.id: return show(view.next(1))
    case ReportsActions.previousView.id: return show(view.next(-1))
    case ReportsActions.booking.id: return selected.map { [.hand(.booking($0.bookingNumber), to: .bookings)] } ?? []
    case ReportsActions.tubes.id: return [.go(to: .tubes)]
    case EverywhereActions.refresh.id: return read
    default: return ReportsActions.views.first { $0.action.id == id }.map { show($0.view) } ?? []
    }
    return []
  }

  /// Enter opens the report where there is something to read, and the details of the test before that.
  private mutating func open() -> [Effect] {
    guard let task = selected, let report = task.report, report.status != .pending else {
      isReading = selected != nil
      return []
    }
    return [.hand(.report(task.id, then: .read), to: .report)]
  }

  private mutating func toggleMark() {
    guard let task = selected else { return }
    if marks.removeValue(forKey: task.id) == nil { marks[task.id] = task }
    renewRows()
    _ = table.handle(KeyPress(.down))
    renewPane()
  }

  private mutating func toggleAllMarks() {
    let shown = Set(table.visibleRows.map(\.id))
    marks = marks.isEmpty ? list.tasks.filter { shown.contains($0.id) }.reduce(into: [:]) { $0[$1.id] = $1 } : [:]
    renewRows()
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .lab(.list(let query, let list)): return query == self.query ? receive(list) : []
    case .lab(.received(let receipts)):
      return receiving == nil ? receive(receipts) : receiving.act { $0.receive(receipts) }
    case .lab(.rejected(let rejection, let count)):
      rejecting = nil
      moved.insert(rejection.item)
      return [.message(.info(say("Rejected: \(count.counted("test")). Under Recollect another tube is asked for.")))]
        + read
    case .lab(.batch(let step, let outcomes)): return receive(outcomes, of: step)
    case .lab(.read(let pages)):
      let opened = BatchReading(pages)
      guard !opened.pages.isEmpty else {
        return [.message(.warning(say("None of the marked reports waits to be verified any more.")))] + read
      }
      reading = opened
      return read
    case .step(let answer): return receive(answer)
    case .profile(let profile): self.profile = profile
    case .failed(.step(let work), let error) where work.step == taking?.step:
      guard sheet == nil else {
        sheet?.refuse(error, of: work)
        return read
      }
      return [.message(.error(error.sentence))] + read
    case .failed(.lab(.list), let error): return [.message(.error(error.sentence))]
    case .failed(.lab(.receive), let error):
      guard receiving != nil else { return [.message(.error(error.sentence))] + read }
      receiving?.refuse(error)
    case .failed(.lab, let error):
      rejecting?.refuse(error)
      return [.message(.error(error.sentence))] + read
    default: break
    }
    return []
  }

  private mutating func receive(_ list: WorkList) -> [Effect] {
    self.list = list
    isLoaded = true
    table.emptyText =
      wanted == nil
      ? table.filter.isEmpty ? view.emptyText : say("Nothing here has all these words.")
      : say("The lab has done nothing for them yet. Esc goes to the open work.")
    for task in list.tasks where marks[task.id] != nil { marks[task.id] = task }
    let vanished = renewRows()
    if let expected, list.tasks.contains(where: { $0.id == expected }) {
      table.select(expected)
      self.expected = nil
    }
    // What this desk has moved on makes place for its neighbour; whatever else goes is told.
    let isOwnDoing = vanished.map { moved.remove($0) != nil } ?? false
    if table.selection == nil, vanished == nil || isOwnDoing { table.selectNearest() }
    if selected == nil { isReading = false }
    if let selected { sheet?.look(at: selected.version) }
    rejecting?.look(at: list.tasks)
    renewPane()
    let place = wanted == nil ? say("in this view") : say("in this list")
    return vanished == nil || isOwnDoing ? [] : [.message(.warning(say("The selected test is no longer \(place).")))]
  }

  @discardableResult
  mutating func renewRows() -> BookingItemID? {
    table.replaceRows(list.tasks.map { Self.row($0, isMarked: marks[$0.id] != nil, in: now.date.year) })
  }

  private var shownID: BookingItemID? { pane.recordID.map(BookingItemID.init) }

  mutating func renewPane() {
    guard let selected else { return }
    pane.show(selected.pane, isSameRecord: shownID == selected.id)
    pane.recordID = selected.id.rawValue
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case ReportsActions.next.id: receiving == nil && batch == nil ? isCovered ? .on : availabilityOfNext : .hidden
    case ReportsActions.reject.id: isCovered ? .hidden : availabilityOfRejecting
    case EverywhereActions.refresh.id: isCovered ? .hidden : .on
    case ReportsActions.tubes.id: !isCovered && ScreenList[.tubes].isOpen(to: profile.permissions) ? .on : .hidden
    case ReportsActions.booking.id: !isCovered && selected != nil ? .on : .hidden
    case ReportsActions.receive.id: isCovered || isReading ? .hidden : .on
    case ReportsActions.mark.id, ReportsActions.markAll.id:
      isCovered || isReading || selected == nil ? .hidden : .on
    case ReportsActions.nextView.id, ReportsActions.previousView.id:
      isCovered || isReading || wanted != nil ? .hidden : .on
    default: isCovered ? .hidden : .on
    }
  }

  package var help: FieldHelp? {
    FieldHelp(
      title: say("Reports"),
      text:
        say(
          "The work of the lab, first what is due first; a turnaround time counts the hours in which the lab is open. Tab "
            + "goes through the views, typing finds tests by pet, client, test, collector or number, and Ctrl-S takes the usual "
            + "next step. Ctrl-T marks tests for a step of many, Ctrl-N receives tubes by their numbers."))
  }

  package var isDirty: Bool {
    sheet?.sheet.form.isDirty ?? rejecting?.sheet.form.isDirty ?? receiving?.isDirty ?? false
  }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? rejecting?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if let sheet { return sheet.remark }
    if let rejecting { return rejecting.remark }
    if let receiving { return receiving.remark }
    if reading != nil { return .info(say("Read every report; Ctrl-S verifies them in the versions shown here.")) }
    if let batch { return .info(batch.refusedCount == 0 ? batch.summary : say("What was refused stays marked.")) }
    if !marks.isEmpty { return markedMessage }
    guard let selected else { return wanted == nil ? .info(say("Tab shows the next view.")) : nil }
    let back = wanted == nil ? "" : say(" Esc goes to the open work.")
    let way = isReading ? say("Enter goes back to the list.") : say("Enter opens it.") + back
    guard availabilityOfNext == .on, let next = selected.nextDeed else { return .info(way) }
    return .info(say("Ctrl-S: \(next) \(selected.testCode) of \(selected.petName). \(way)"))
  }
}
