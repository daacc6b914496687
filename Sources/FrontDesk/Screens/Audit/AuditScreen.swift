import LabCore
import LabStore
package import Tui
import Words

/// Who changed what, when, from where and why: the whole trail, or the history of one record.
package struct AuditScreen: Screen {
  private(set) var sheet: Sheet<AuditField>?
  private(set) var list: AuditList
  private(set) var choice = AuditChoice()
  /// The selected entry in full.
  private(set) var view: AuditEntryView?
  /// Whether the keys go to the entry and not to the list.
  private(set) var isReading = false
  private var people: [AuditPerson] = []
  private var profile: Profile
  private var now: LocalDateTime
  /// Whether something has changed since the list was read.
  private var isStale = false
  private let history: History?

  init(_ profile: Profile, now: LocalDateTime, history: History?) {
    self.profile = profile
    self.now = now
    self.history = history
    list = AuditList(AuditFilter(scope: .own), today: now.date)
  }

  private var scope: AuditFilter.Scope { profile.permissions.allow(.auditRead) ? .everyone : .own }

  private var filter: AuditFilter {
    var filter = choice.filter(scope)
    if let record = history?.record { filter.record = .one(record.kind, record.id) }
    return filter
  }

  package var cameFrom: Place? { history?.origin }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read() + readPeople()
    case .key(let press): return handle(press)
    case .paste(let text):
      if sheet == nil { list.paste(text) } else { sheet?.paste(text) }
      return []
    case .action(let id): return run(id)
    case .minute(let moment):
      now = moment
      return []
    case .changed:
      isStale = scope == .everyone
      return []
    case .answer(let answer): return receive(answer)
    case .handed: return []
    }
  }

  private mutating func read() -> [Effect] {
    isStale = false
    return list.read(filter)
  }

  private func readPeople() -> [Effect] {
    scope == .everyone && people.isEmpty ? [.work(.audit(.readPeople), slot: .background)] : []
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if var open = sheet {
      let outcome = open.handle(press)
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? apply() : []
    }
    return isReading ? handleReading(press) : handleList(press)
  }

  private mutating func handleList(_ press: KeyPress) -> [Effect] {
    let (event, effects) = list.handle(press)
    switch event {
    case .activated: isReading = view != nil
    case .ignored where press == KeyPress(.escape): return [.go(to: history?.origin ?? .more)]
    case .ignored, .handled, .selected, .filtered: break
    }
    return effects + follow()
  }

  private mutating func handleReading(_ press: KeyPress) -> [Effect] {
    switch press {
    case KeyPress(.escape), KeyPress(.enter):
      isReading = false
      return []
    case KeyPress(.left): return step(.up)
    case KeyPress(.right): return step(.down)
    default:
      _ = view?.handle(press)
      return []
    }
  }

  /// Reads the entry above or below in the list.
  private mutating func step(_ key: Key) -> [Effect] {
    let (_, effects) = list.handle(KeyPress(key))
    return effects + follow()
  }

  /// Lets the view follow the selection.
  private mutating func follow() -> [Effect] {
    guard let entry = list.selected else {
      view = nil
      isReading = false
      return []
    }
    guard entry != view?.entry else { return [] }
    view = AuditEntryView(entry, nil, currency: profile.currency)
    return [.work(.audit(.readDetails(entry.id, scope)), slot: .auditEntry)]
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case AuditActions.filter.id:
      isReading = false
      sheet = choice.sheet(
        people: scope == .everyone ? people : nil, asksRecord: history == nil, today: now.date)
    case AuditActions.apply.id: return apply()
    case AuditActions.clear.id:
      choice = AuditChoice()
      return read()
    case AuditActions.history.id:
      if let record = list.selected?.record { return [.history(of: record)] }
    case EverywhereActions.refresh.id: return read()
    default: break
    }
    return []
  }

  private mutating func apply() -> [Effect] {
    guard var open = sheet else { return [] }
    guard open.submit(), let choice = AuditChoice.read(&open, people: people, today: now.date) else {
      sheet = open
      return []
    }
    self.choice = choice
    sheet = nil
    return read()
  }

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .audit(.page(let asked, let entries)):
      guard asked == list.awaited else { return [] }
      list.receive(entries, for: asked)
      return follow()
    case .audit(.details(let id, let details)):
      guard let view, view.entry.id == id, view.details == nil, let details else { return [] }
      self.view = AuditEntryView(view.entry, details, currency: profile.currency)
    case .audit(.people(let people)):
      self.people = people
    case .profile(let profile):
      let before = scope
      self.profile = profile
      if scope != before {
        choice.person = nil
        return read()
      }
    case .failed(.audit(.readPage(let asked)), let error):
      if list.fail(asked) { return [.message(.error(error.sentence))] }
    case .failed(.audit(.readDetails(let id, _)), let error):
      if view?.entry.id == id { return [.message(.error(error.sentence))] }
    default: break
    }
    return []
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case AuditActions.apply.id: sheet == nil ? .hidden : .on
    case AuditActions.filter.id, EverywhereActions.refresh.id: sheet == nil ? .on : .hidden
    case AuditActions.clear.id: sheet == nil && !choice.isEmpty ? .on : .hidden
    case AuditActions.history.id: sheet == nil && history == nil && list.selected?.record != nil ? .on : .hidden
    default: .hidden
    }
  }

  package var help: FieldHelp? {
    sheet?.help
      ?? FieldHelp(
        title: history == nil ? say("Audit trail") : say("History"),
        text: say(
          "Every change, newest first. Enter opens an entry: + was added, - was removed, ~ was changed. Typing"
            + " looks through the entries read so far; Ctrl-L filters the whole trail."))
  }

  package var problemCount: Int { sheet?.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if let sheet { return sheet.remark }
    if isReading {
      return .info(say("Esc goes back · + added  - removed  ~ changed · Left, Right: the entries beside"))
    }
    if isStale { return .info(say("Something has changed since; Ctrl-R reads the newest entries.")) }
    return .info(
      say("Enter opens an entry; \(choice.isEmpty ? say("Esc goes back") : say("Ctrl-U clears the filter"))."))
  }

  // MARK: View

  /// From this width on the entry stands beside the list.
  static let wideColumns = 150

  package func draw(on canvas: inout Canvas, in area: Rect) {
    drawHeading(on: &canvas, in: area.top(1))
    let body = area.droppingTop(1)
    if area.columns >= Self.wideColumns {
      let side = area.columns * 11 / 20
      list.draw(on: &canvas, in: body.left(side - 1), isActive: sheet == nil && !isReading)
      view?.draw(on: &canvas, in: body.droppingLeft(side), isActive: isReading)
    } else if isReading, let view {
      view.draw(on: &canvas, in: body, isActive: true)
    } else {
      list.draw(on: &canvas, in: body, isActive: sheet == nil)
    }
    if let sheet {
      canvas.cursor = nil
      sheet.draw(on: &canvas, in: body)
    }
  }

  /// What is shown: of which record, whose entries and which of them.
  private func drawHeading(on canvas: inout Canvas, in line: Rect) {
    let room = line.columns - 14
    var column = line.column + 1
    if !subject.isEmpty {
      column += canvas.put(subject, row: line.row, column: column, width: room, role: .textStrong) + 2
    }
    let more = choice.isEmpty ? remark : say("Filter: \(choice.words(seenFrom: now.date).joined(separator: " · "))")
    canvas.put(
      more, row: line.row, column: column, width: line.column + room - column,
      role: choice.isEmpty ? .textDim : .tableFilter)
    canvas.put(
      list.position, row: line.row, column: line.endColumn - 11, width: 10, role: .textDim, align: .trailing)
  }

  private var subject: String {
    guard let record = history?.record else {
      return scope == .own ? say("Your own entries") : choice.isEmpty ? say("All entries") : ""
    }
    let words = record.words
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private var remark: String {
    guard scope == .everyone else {
      return say("what you did yourself; the rest is for \(Permission.auditRead.whoCan)")
    }
    guard let record = history?.record else { return say("newest first") }
    return record.kind.belongings.map { say("with \($0)") } ?? ""
  }
}
