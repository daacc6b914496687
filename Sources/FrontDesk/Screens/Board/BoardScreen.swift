import LabCore
import LabStore
import Tui
import Words

/// The collectors' day: who drives where and when, what nobody has taken yet, and every way to change it.
package struct BoardScreen: Screen {
  private(set) var board: DayBoard?
  private(set) var date: CalendarDate
  var table: Table<BoardRow>
  /// Places or swaps to choose from.
  var picker: BoardPicker?
  /// Why a collector is off, while it is asked.
  var dayOff: DayOffSheet?
  /// Why a visit that has begun comes back, while it is asked.
  var comingBack: StepSheet?
  /// The drawn way, as long as it is looked at.
  var map: RouteMap?
  private(set) var pane = DetailPane(title: "")
  /// The way of the selected collector, below the details where the terminal is large.
  private(set) var sideMap: RouteMap?
  private(set) var workspace: Workspace
  private(set) var now: LocalDateTime
  var isBusy = false
  private var shown: BoardRow?

  init(_ workspace: Workspace, now: LocalDateTime) {
    self.workspace = workspace
    self.now = now
    date = now.date
    table = Self.emptyTable
  }

  // MARK: What is selected

  /// The visit that keys act on, with the collector whose it is.
  var selected: (stop: RouteStop, collector: CollectorDay?)? {
    guard case .visit(let id)? = table.selection else { return nil }
    return board?.stop(id)
  }

  /// The collector whose heading or visit is selected.
  var selectedCollector: CollectorDay? {
    if case .collector(let id)? = table.selection { return board?[id] }
    return selected?.collector
  }

  /// The earliest moment for which something can be planned.
  var notBefore: LocalDateTime { max(now, LocalDateTime(date, .midnight)) }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read
    case .minute(let moment):
      let isAnotherDay = date == now.date && moment.date != now.date
      now = moment
      return isAnotherDay ? show(moment.date) : []
    case .changed(let table, _): return Self.tables.contains(table) ? read : []
    case .key(let press): return handle(press)
    case .paste(let text):
      paste(text)
      return []
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .handed: return []
    }
  }

  private static let tables: Set = ["visits", "bookings", "staff", "availability"]

  var read: [Effect] { [.work(.board(.read(date)), slot: .screen(.board))] }

  mutating func show(_ day: CalendarDate) -> [Effect] {
    date = day
    board = nil
    picker = nil
    map = nil
    table.setFilter("")
    table.emptyText = say("Reading the day…")
    table.replaceRows([])
    return read
  }

  private mutating func paste(_ text: String) {
    if picker != nil {
      picker?.paste(text)
    } else if dayOff != nil {
      dayOff?.sheet.paste(text)
    } else if comingBack != nil {
      comingBack?.paste(text)
    } else if map == nil {
      _ = table.paste(text)
      preferVisit()
      renewPane()
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if map != nil {
      if press.key == .escape || press.key == .enter { map = nil }
      return []
    }
    if comingBack != nil { return comingBack.act { $0.handle(press) } }
    if dayOff != nil { return actOnDayOff { $0.handle(press) } }
    if var open = picker {
      let outcome = open.handle(press)
      picker = open
      switch outcome {
      case .open: return []
      case .closed: picker = nil
      case .chose(let choice): return take(choice, of: open)
      }
      return []
    }
    let event = table.handle(press)
    if case .activated(let row) = event { return open(row) }
    if case .filtered = event { preferVisit() }
    renewPane()
    return []
  }

  /// Moves from a heading that is only shown for its visits to the first of them.
  private mutating func preferVisit() {
    guard let selection = table.selection, let heading = table.visibleRows.first(where: { $0.id == selection }),
      let words = heading.span.map({ SearchKey($0.text) }),
      !SearchKey(table.filter).words.allSatisfy(words.contains)
    else { return }
    let visits = table.visibleRows.drop { $0.id != selection }.lazy.map(\.id)
    table.select(visits.first { if case .visit = $0 { true } else { false } } ?? selection)
  }

  /// Enter shows who takes a visit; on a heading it shows the way.
  private mutating func open(_ row: BoardRow) -> [Effect] {
    switch row {
    case .visit: return showPlaces()
    case .nobody, .collector: return showMap()
    }
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return read
    case BoardActions.previousDay.id: return show(date.adding(days: -1))
    case BoardActions.nextDay.id: return show(date.adding(days: 1))
    case BoardActions.today.id: return show(now.date)
    case BoardActions.best.id: return comingBack == nil && dayOff == nil ? takeBest() : submitSheet()
    case BoardActions.earlier.id: return moveSelected(by: -1)
    case BoardActions.later.id: return moveSelected(by: 1)
    case BoardActions.pin.id: return selected.map { begin(.pin($0.stop, !$0.stop.isPinned)) } ?? []
    case BoardActions.swap.id: return showSwaps()
    case BoardActions.unassign.id: return askToTakeBack()
    case BoardActions.off.id: return askForDayOff()
    case BoardActions.map.id: return showMap()
    case BoardActions.open.id: return selected.map { [.hand(.booking($0.stop.number), to: .bookings)] } ?? []
    default: return []
    }
  }

  private mutating func submitSheet() -> [Effect] {
    comingBack == nil ? actOnDayOff { $0.submit() } : comingBack.act { $0.submit() }
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile):
      // Also whoever comes back to a desk that was locked while something was saved.
      workspace.profile = profile
      isBusy = false
    case .shelf(let shelf):
      // A day that was closed is part of it.
      workspace.shelf = shelf
      return read
    case .board(.board(let board)): return receive(board)
    case .board(.done(let words)):
      isBusy = false
      dayOff = nil
      return [.message(.info(words))] + read
    case .failed(.board(.read), let error):
      table.emptyText = error.sentence
      return [.message(.error(error.sentence))]
    case .failed(.board, let error):
      isBusy = false
      dayOff?.refuse(error)
      return [.message(.error(error.sentence))] + read
    case .step(.taken(let step, _)):
      guard comingBack?.isAbout(step) == true else { return [] }
      comingBack = nil
      return [.message(.info(say("The visit came back.")))] + read
    case .failed(.step(let work), let error):
      guard comingBack?.isAbout(work.step) == true else { return [] }
      comingBack?.refuse(error, of: work)
      return read
    default: break
    }
    return []
  }

  private mutating func receive(_ board: DayBoard) -> [Effect] {
    guard board.date == date else { return [] }
    let isFirst = self.board == nil
    self.board = board
    let vanished = table.replaceRows(board.rows)
    if isFirst {
      let firstStop = board.unassigned.first ?? board.collectors.lazy.flatMap(\.stops).first(where: \.canBeGiven)
      table.select(firstStop.map { .visit($0.id) } ?? table.visibleRows.first?.id)
    }
    if let id = comingBack?.recordID, let found = board.stop(BookingID(id)) {
      comingBack?.look(at: found.stop.version)
    }
    renewPane()
    guard vanished != nil else { return [] }
    picker = nil
    return [.message(.warning(say("The selected visit is no longer on this day.")))]
  }

  mutating func renewPane() {
    guard let board else { return }
    pane.show(
      BoardDetails(row: table.selection, board: board, notBefore: notBefore).pane,
      isSameRecord: shown == table.selection)
    shown = table.selection
    sideMap = drawnWay
  }

  // MARK: What the shell asks

  package var isDirty: Bool { (dayOff?.sheet.form.isDirty ?? false) || (comingBack?.sheet.form.isDirty ?? false) }
  package var problemCount: Int { dayOff?.sheet.form.errorCount ?? comingBack?.sheet.form.errorCount ?? 0 }

  package var help: FieldHelp? {
    dayOff?.sheet.help ?? comingBack?.sheet.help
      ?? FieldHelp(
        title: say("The collectors' day"),
        text: say(
          "Every visit of the day under the collector who makes it, and first those that nobody has taken. Enter "
            + "shows who could take a visit, when and at which detour, and of the others why not. Typing finds a visit."
        ))
  }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Saving…")) }
    if let comingBack { return comingBack.remark }
    if let dayOff { return dayOff.sheet.remark }
    if let picker { return picker.remark }
    if map != nil { return .info(say("Esc goes back to the list.")) }
    if let closure = board?.closure {
      return .warning(say("The clinic is closed on \(date.text)\(closure.isEmpty ? "" : " (\(closure))")."))
    }
    guard let (stop, collector) = selected else { return .info(say("Enter draws the way; Ctrl-E is for a day off.")) }
    if collector == nil, let note = stop.note { return .warning(say("\(stop.petName) came back: \(note)")) }
    guard stop.canBeGiven else { return .info(say("\(stop.refusalToGive) Ctrl-L opens the booking.")) }
    let pinned = stop.isPinned ? say("\(stop.startsAt.time.text) is promised. ") : ""
    return .info(
      collector == nil
        ? say("\(pinned)Enter shows who can take \(stop.petName), Ctrl-S takes the best.")
        : say("\(pinned)Enter shows who else can take \(stop.petName), Alt-Up and Alt-Down move it."))
  }
}
