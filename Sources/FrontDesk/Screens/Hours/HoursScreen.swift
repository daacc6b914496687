import LabCore
import LabStore
package import Tui
import Words

/// When the collectors and the clinic work: weeks, single days, and how many visits a day.
package struct HoursScreen: Screen {
  private(set) var collectors: [CollectorHours] = []
  private(set) var table: Table<HoursRow>
  private(set) var sheet: HoursSheet?
  private(set) var workspace: Workspace
  private let clock: Clock
  private var isBusy = false
  private var isRead = false

  init(_ workspace: Workspace, clock: Clock) {
    self.workspace = workspace
    self.clock = clock
    table = Self.emptyTable
  }

  var today: CalendarDate { clock.local(workspace.profile.clock).date }
  private var permissions: Permissions { workspace.profile.permissions }

  private var read: [Effect] {
    permissions.allow(.bookingsRead) ? [.work(.hours(.read(from: today)), slot: .screen(.hours))] : []
  }

  private func collector(_ id: StaffID?) -> CollectorHours? { collectors.first { $0.id == id } }

  /// The collector that actions are about.
  private var subject: CollectorHours? { collector(table.selection?.collector) }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown, .changed("availability", _), .changed("staff", _): return read
    case .key(let press): return handle(press)
    case .paste(let text):
      if sheet != nil { sheet?.paste(text) } else { _ = table.paste(text) }
      return []
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .minute, .changed, .handed: return []
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if var open = sheet {
      let outcome = open.handle(press)
      if outcome == .closed, open.sheet.form.isDirty {
        return [.ask(Question.leavingSheet(by: HoursActions.discard.id))]
      }
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? submit() : []
    }
    switch table.handle(press) {
    case .activated(let row): return open(row)
    case .ignored where press == KeyPress(.escape): return [.go(to: .clinic)]
    case .ignored, .handled, .selected, .filtered: break
    }
    return []
  }

  /// Opens what a line is about, where it may be changed from here; the clinic's own week is one of its settings.
  private mutating func open(_ row: HoursRow) -> [Effect] {
    switch row {
    case .collector:
      if availability(of: HoursActions.edit.id) == .on, permissions.allow(.staffManage) { openWeek() }
    case .day(_, let date):
      guard permissions.allow(.visitsAssign), let subject else { return [] }
      sheet = HoursSheet(dayOf: subject, subject.days.first { $0.day == date }, on: today)
    case .clinicDay(let date):
      guard permissions.allow(.clinicWrite) else { return [] }
      sheet = HoursSheet(clinicDay: workspace.shelf.clinic.hours?.exceptions[date], on: today)
    case .clinic:
      guard permissions.allow(.clinicWrite) else { return [.message(.warning(Permission.clinicWrite.refusal))] }
      return [
        .go(to: .settings), .message(.info(say("The week of the clinic is one of its settings: Enter changes it."))),
      ]
    }
    return []
  }

  private mutating func openWeek() {
    if let subject { sheet = HoursSheet(weekOf: subject, on: today) }
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return read + [.work(.readShelf, slot: .background)]
    case HoursActions.edit.id: openWeek()
    case HoursActions.special.id:
      if let subject { sheet = HoursSheet(dayOf: subject, nil, on: today) }
    case HoursActions.close.id: sheet = HoursSheet(clinicDay: nil, on: today)
    case HoursActions.remove.id: return removing()
    case HoursActions.save.id: return submit()
    case HoursActions.discard.id: sheet = nil
    default: break
    }
    return []
  }

  private mutating func submit() -> [Effect] {
    guard !isBusy, let work = sheet?.submit() else { return [] }
    guard case .closeDay(let day, _) = work else { return begin(work) }
    return [
      .ask(
        Question(
          title: say("Close the clinic on \(day.text)"),
          body: [
            say("Visits of that day come back from their collectors, and every booking of it asks for another day.")
          ],
          choices: [
            DialogChoice("s", say("Stay"), []),
            DialogChoice("c", say("Close it"), [.blockingWork(.hours(work))], isDanger: true),
          ]))
    ]
  }

  private mutating func begin(_ work: HoursWork) -> [Effect] {
    isBusy = true
    return [.blockingWork(.hours(work))]
  }

  private func removing() -> [Effect] {
    guard let row = table.selection, let date = row.date else { return [] }
    let (name, work): (String, HoursWork) =
      if let subject { (subject.name, .setUsual(subject.id, on: date)) } else {
        (say("the clinic"), .openDay(date, hours: [], name: nil))
      }
    return [
      .ask(
        Question(
          title: say("Take back what was said of \(date.text)"),
          body: [say("The week of \(name) holds again on that day.")],
          choices: [
            DialogChoice("s", say("Stay"), []),
            DialogChoice("t", say("Take it back"), [.blockingWork(.hours(work))], isDanger: true),
          ]))
    ]
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile):
      workspace.profile = profile
      isBusy = false
    case .shelf(let shelf):
      workspace.shelf = shelf
      show()
    case .hours(.collectors(let collectors)):
      self.collectors = collectors
      sheet?.look(at: collectors)
      let isFirst = !isRead
      isRead = true
      show()
      if isFirst { table.selectFirst() }
    case .hours(let done): return finish(done)
    case .failed(.hours(.read), let error):
      table.emptyText = error.sentence
      return [.message(.error(error.sentence))]
    case .failed(.hours, let error):
      isBusy = false
      sheet?.refuse(error)
      return (sheet == nil ? [.message(.error(error.sentence))] : []) + (error.code == .stale ? read : [])
    default: break
    }
    return []
  }

  private mutating func show() {
    guard isRead else { return }
    table.emptyText = say("Nobody collects here yet.")
    table.replaceRows(rows())
  }

  private mutating func finish(_ done: HoursAnswer) -> [Effect] {
    isBusy = false
    sheet = nil
    let sentence = HoursDeed(
      done, name: { [collectors] id in collectors.first { $0.id == id }?.name ?? say("The collector") }
    )
    .sentence
    return [.message(.info(sentence)), .work(.readShelf, slot: .background)] + read
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    if let sheet {
      switch action {
      case HoursActions.save.id: return .on
      case HoursActions.discard.id: return sheet.sheet.form.isDirty ? .on : .hidden
      default: return .hidden
      }
    }
    switch action {
    case EverywhereActions.refresh.id: return isRead ? .on : .hidden
    case HoursActions.edit.id, HoursActions.special.id: return subject == nil || isBusy ? .hidden : .on
    case HoursActions.close.id: return isRead && !isBusy ? .on : .hidden
    case HoursActions.remove.id: return removal
    default: return .hidden
    }
  }

  /// Whether the line in selection is a day that may be taken back from here.
  private var removal: Availability {
    guard let row = table.selection, row.date != nil, !isBusy else { return .hidden }
    let needed: Permission = row.collector == nil ? .clinicWrite : .visitsAssign
    return permissions.allow(needed) ? .on : .off(reason: needed.refusal)
  }

  package var help: FieldHelp? {
    sheet?.sheet.help
      ?? FieldHelp(
        title: say("Hours"),
        text:
          say(
            "When the clinic and its collectors work. What is said of a day beats the week, and a day on which the clinic "
              + "is closed beats everything. A visit is assigned only within these hours and up to the number of visits a day."
          )
      )
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Saving…")) }
    if let sheet { return sheet.sheet.remark }
    return .info(say("Typing finds a name; Enter opens a line; Esc goes back."))
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    table.draw(on: &canvas, in: area, isActive: sheet == nil)
    if sheet != nil { canvas.cursor = nil }
    sheet?.sheet.draw(on: &canvas, in: area)
  }
}
