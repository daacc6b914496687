import LabCore
import LabStore
package import Tui

/// The figures of a month: the clinic's, or of their own visits for those who see no others.
///
/// They are read when they are asked for and not at every change: figures that move while one looks would tell of the one booking
/// that was just made.
package struct NumbersScreen: Screen {
  private(set) var figures: NumbersAnswer.Figures?
  /// The first day of the month in front.
  private(set) var month: CalendarDate
  private(set) var profile: Profile
  private(set) var now: LocalDateTime
  /// The first bar in sight.
  private(set) var top = 0

  init(_ profile: Profile, now: LocalDateTime) {
    self.profile = profile
    self.now = now
    month = now.date.firstOfMonth
  }

  /// What this person may see of the month in front; nil for nothing.
  private var wanted: NumbersWork? {
    if profile.permissions.allow(.analyticsRead) { return .clinic(month) }
    return profile.permissions.allow(.analyticsOwn) ? .own(month) : nil
  }

  private var read: [Effect] { wanted.map { [.work(.numbers($0), slot: .screen(.numbers))] } ?? [] }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read
    case .minute(let moment): now = moment
    case .key(let press): return handle(press)
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .paste, .handed, .changed: break
    }
    return []
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    switch (press.key, press.modifiers) {
    case (.escape, []): return [.go(to: .more)]
    case (.up, []): top = max(0, top - 1)
    case (.down, []): top += 1
    case (.pageUp, []): top = max(0, top - 10)
    case (.pageDown, []): top += 10
    case (.home, []): top = 0
    default: break
    }
    top = min(top, max(0, (sections.map(\.bars.count).max() ?? 0) - 1))
    return []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case NumbersActions.previousMonth.id: show(month.adding(months: -1))
    case NumbersActions.nextMonth.id: show(month.adding(months: 1))
    case NumbersActions.thisMonth.id: show(now.date.firstOfMonth)
    default: break
    }
    return read
  }

  private mutating func show(_ month: CalendarDate) {
    guard month != self.month else { return }
    self.month = month
    figures = nil
    top = 0
  }

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .numbers(let answer):
      if answer.work == wanted { figures = answer.figures }
    case .profile(let profile):
      let before = wanted
      self.profile = profile
      guard wanted != before else { return [] }
      figures = nil
      return read
    case .failed(.numbers(let work), let error) where work == wanted: return [.message(.error(error.sentence))]
    default: break
    }
    return []
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case NumbersActions.thisMonth.id: month == now.date.firstOfMonth ? .hidden : .on
    case NumbersActions.previousMonth.id, NumbersActions.nextMonth.id, EverywhereActions.refresh.id: .on
    default: .hidden
    }
  }

  package var help: FieldHelp? {
    FieldHelp(
      title: "Numbers",
      text: "The figures of a month; Alt-Left and Alt-Right show the month before and after. Revenue is what the "
        + "bookings that were kept come to. “\(Self.withheld)” stands where fewer than five are meant, or where the figure "
        + "would give such a small group away.")
  }

  package var standingMessage: Message? {
    .info("Alt-Left shows the month before, Alt-Right the one after.")
  }
}

extension CalendarDate {
  /// The first day of the same month.
  var firstOfMonth: CalendarDate { adding(days: 1 - day) }
}
