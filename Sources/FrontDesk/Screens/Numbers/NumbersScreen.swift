import LabCore
import LabStore
import Tui
import Words

/// The figures of the clinic, or of their own visits and tubes for those who are told of no others.
///
/// They are read when they are asked for and not at every change: figures that move while one looks would tell of the one booking
/// that was just made.
package struct NumbersScreen: Screen {
  /// Where the arrow keys go.
  enum Focus: Sendable { case measures, groups }

  private(set) var scope: FigureScope?
  private(set) var measures: Table<Measure>
  private(set) var period: FigurePeriod
  /// What each measure was last broken down by.
  private var chosen: [Measure: FigureGrouping] = [:]
  private(set) var focus = Focus.measures
  /// The group that keys act on, by its place.
  private(set) var group = 0
  private(set) var reading: NumbersReading?
  /// When the figures in front were read.
  private(set) var readAt: LocalDateTime?
  private(set) var problem: String?
  private(set) var picker: PeriodPicker?
  private(set) var behind: NumbersRows?
  private(set) var profile: Profile
  private(set) var now: LocalDateTime

  init(_ profile: Profile, now: LocalDateTime) {
    self.profile = profile
    self.now = now
    scope = FigureScope(profile.permissions)
    measures = Self.table(of: scope)
    period = Self.firstPeriod(scope, on: now.date)
  }

  private static func firstPeriod(_ scope: FigureScope?, on today: CalendarDate) -> FigurePeriod {
    let month = FigurePeriod(.month, of: today)
    return scope == .analyst ? month.before : month
  }

  // MARK: What is in front

  var measure: Measure? { measures.selection }

  /// What the measure in front can be broken down by in the period in front.
  var groupings: [FigureGrouping] {
    guard let scope, let measure else { return [] }
    return (measure.groupings(in: scope) ?? []).filter { period.allows($0, in: scope) }
  }

  var grouping: FigureGrouping? {
    let wanted = measure.flatMap { chosen[$0] }
    return groupings.first { $0 == wanted } ?? groupings.first
  }

  var query: NumbersQuery? {
    guard let scope, let measure, let grouping else { return nil }
    return NumbersQuery(scope: scope, measure: measure, grouping: grouping, period: period)
  }

  /// The figures of what is in front; nil while they are being read.
  var current: NumbersReading? { reading?.query == query ? reading : nil }

  var selectedGroup: Figure? {
    guard let groups = current?.table.groups, groups.indices.contains(group) else { return nil }
    return groups[group]
  }

  private var read: [Effect] { query.map { [.work(.numbers(.read($0)), slot: .screen(.numbers))] } ?? [] }

  /// Reads what is in front, unless it stands there.
  private mutating func readIfNew() -> [Effect] {
    guard current == nil else { return [] }
    group = 0
    problem = nil
    return read
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return behind == nil ? readIfNew() : []
    case .minute(let moment): now = moment
    case .key(let press): return handle(press)
    case .paste(let text): return paste(text)
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .handed, .changed: break
    }
    return []
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if picker != nil { return handleInPicker(press) }
    if behind != nil { return handleBehind(press) }
    switch (press.key, press.modifiers) {
    case (.left, []): return turn(by: -1)
    case (.right, []): return turn(by: 1)
    case (.tab, []), (.backTab, []):
      focus = focus == .measures ? .groups : .measures
      return []
    default: break
    }
    return focus == .groups ? handleInGroups(press) : handleInMeasures(press)
  }

  private mutating func handleInMeasures(_ press: KeyPress) -> [Effect] {
    switch measures.handle(press) {
    case .activated:
      focus = .groups
      return []
    case .selected, .filtered: return readIfNew()
    case .ignored where press == KeyPress(.escape): return [.go(to: .more)]
    case .ignored, .handled: return []
    }
  }

  private mutating func handleInGroups(_ press: KeyPress) -> [Effect] {
    let last = max(0, (current?.table.groups.count ?? 0) - 1)
    switch (press.key, press.modifiers) {
    case (.up, []): group = max(0, group - 1)
    case (.down, []): group = min(last, group + 1)
    case (.pageUp, []): group = max(0, group - 10)
    case (.pageDown, []): group = min(last, group + 10)
    case (.home, []): group = 0
    case (.end, []): group = last
    case (.enter, []): return openRows()
    case (.escape, []): focus = .measures
    default: break
    }
    return []
  }

  private mutating func handleInPicker(_ press: KeyPress) -> [Effect] {
    switch picker?.handle(press) {
    case .picked(let period):
      picker = nil
      return show(period)
    case .closed: picker = nil
    case .open, nil: break
    }
    return []
  }

  private mutating func handleBehind(_ press: KeyPress) -> [Effect] {
    switch behind?.handle(press) {
    case .activated: return openBooking()
    case .ignored where press == KeyPress(.escape): behind = nil
    default: break
    }
    return []
  }

  private mutating func paste(_ text: String) -> [Effect] {
    if picker != nil {
      picker?.paste(text)
    } else if behind != nil {
      behind?.paste(text)
    } else if focus == .measures {
      _ = measures.paste(text)
      return readIfNew()
    }
    return []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return behind.map { [.work(.numbers($0.work), slot: .screen(.numbers))] } ?? read
    case NumbersActions.period.id:
      picker = scope.map { PeriodPicker($0, selected: period, on: now.date) }
    case NumbersActions.previous.id: return show(period.before)
    case NumbersActions.next.id: return show(period.after)
    case NumbersActions.rows.id: return openRows()
    case NumbersActions.booking.id: return openBooking()
    case NumbersActions.definition.id: return define()
    case NumbersActions.export.id: return export()
    default: break
    }
    return []
  }

  private mutating func show(_ wanted: FigurePeriod) -> [Effect] {
    guard let scope, wanted.isTold(in: scope, on: now.date) else { return [.message(.warning(Self.onlyWholeMonths))] }
    period = wanted
    return readIfNew()
  }

  private mutating func turn(by step: Int) -> [Effect] {
    guard let measure, let grouping, let place = groupings.firstIndex(of: grouping) else { return [] }
    chosen[measure] = groupings[(place + step + groupings.count) % groupings.count]
    return readIfNew()
  }

  private mutating func openRows() -> [Effect] {
    guard let query, let reading = current else { return [] }
    if let refusal = profile.permissions.refusal(of: .bookingsRead) { return [.message(.warning(refusal))] }
    let figure = focus == .groups ? selectedGroup ?? reading.table.total : reading.table.total
    let rows = NumbersRows(FigureQuery(query.measure, by: query.grouping, of: query.period), figure)
    behind = rows
    return [.work(.numbers(rows.work), slot: .screen(.numbers))]
  }

  private func openBooking() -> [Effect] {
    behind?.selected.map { [.hand(.booking($0.bookingNumber), to: .bookings)] } ?? []
  }

  private func define() -> [Effect] {
    guard let measure else { return [] }
    return [
      .ask(
        Question(
          title: measure.name, body: [measure.definition] + (scope == .analyst ? [Self.coarse] : []),
          choices: [DialogChoice("o", say("Good"), [])]))
    ]
  }

  private func export() -> [Effect] {
    guard let reading = current else { return [] }
    return [
      .blockingWork(
        .numbers(
          .export(
            text: NumbersExport.text(reading, in: profile.currency), name: NumbersExport.fileName(reading.query))))
    ]
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile): return adopt(profile)
    case .numbers(.figures(let reading)):
      guard reading.query == query else { return [] }
      self.reading = reading
      readAt = now
      problem = nil
      group = min(group, max(0, reading.table.groups.count - 1))
    case .numbers(.rows(let query, let key, let rows)):
      if behind?.query == query, behind?.figure.key == key { behind?.receive(rows, in: profile.currency) }
    case .numbers(.exported(let path, let lines)):
      return [.message(.info(say("\(lines.counted("line")) written to \(path).")))]
    case .failed(.numbers(let work), let error):
      switch work {
      case .read(let asked): if asked == query { problem = error.sentence }
      case .readRows: behind?.fail(error.sentence)
      case .export: break
      }
      return [.message(.error(error.sentence))]
    default: break
    }
    return []
  }

  /// Forgets what the person may not be told any more.
  private mutating func adopt(_ profile: Profile) -> [Effect] {
    self.profile = profile
    let told = FigureScope(profile.permissions)
    if profile.permissions.refusal(of: .bookingsRead) != nil { behind = nil }
    guard told != scope else { return [] }
    scope = told
    reading = nil
    picker = nil
    measures = Self.table(of: told)
    period = Self.firstPeriod(told, on: now.date)
    return read
  }
}
