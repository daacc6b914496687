import LabCore
import LabStore
import Tui

/// What can be done on the page of the figures.
enum NumbersActions {
  static let group = "Numbers"

  static let previousMonth = Action(
    id: "month.previous", title: "Prior month", help: "Shows the month before.", chords: [Chord(.left, .alt)],
    group: group, barPriority: 3)
  static let nextMonth = Action(
    id: "month.next", title: "Next month", help: "Shows the month after.", chords: [Chord(.right, .alt)],
    group: group, barPriority: 4)
  static let thisMonth = Action(
    id: "month.this", title: "This month", help: "Shows the month of today.", chords: [Chord(.home, .alt)],
    group: group, barPriority: 5)

  static let all = [previousMonth, nextMonth, thisMonth]
}

extension NumbersScreen {
  package static let entry = ScreenEntry(
    place: .numbers, title: "Numbers", group: NumbersActions.group, actions: NumbersActions.all,
    tab: Action(
      id: "screen.numbers", title: "Numbers", help: "How much there was to do in a month, without names.",
      group: Shell.tabGroup),
    parent: .more, permissions: [.analyticsRead, .analyticsOwn], isHome: true
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the numbers open after sign-in") }
    return NumbersScreen(workspace.profile, now: context.clock.local(workspace.profile.clock))
  }
}
