import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of the figures.
enum NumbersActions {
  static let group: Phrase = "Numbers"

  static let period = Action(
    id: "numbers.period", title: "Period", help: "Lists the periods: today, this week, months, thirty days, a year.",
    chords: [Chord(.character("t"), .control)], group: group, barPriority: 1)
  static let previous = Action(
    id: "numbers.previous", title: "Before", help: "Shows the day, week or month before.", chords: [Chord(.left, .alt)],
    group: group, barPriority: 3)
  static let next = Action(
    id: "numbers.next", title: "After", help: "Shows the day, week or month after.", chords: [Chord(.right, .alt)],
    group: group, barPriority: 4)
  static let rows = Action(
    id: "numbers.rows", title: "What is behind it", help: "Lists the bookings and tests that a figure is made of.",
    chords: [Chord(.character("l"), .control)], group: group, permission: Permission.bookingsRead.code, barPriority: 2)
  static let booking = Action(
    id: "numbers.booking", title: "Open the booking", help: "Opens the booking of the selected line.", group: group,
    permission: Permission.bookingsRead.code)
  static let definition = Action(
    id: "numbers.definition", title: "Definition", help: "Says what exactly is counted.",
    chords: [Chord(.character("o"), .control)], group: group, barPriority: 5)
  static let export = Action(
    id: "numbers.export", title: "Write a file", help: "Writes the table in sight to a CSV file and says where.",
    chords: [Chord(.character("w"), .control)], group: group, barPriority: 6)

  static let all = [period, rows, booking, previous, next, definition, export]
}

extension NumbersScreen {
  package static let entry = ScreenEntry(
    place: .numbers, name: "Numbers", group: NumbersActions.group, actions: NumbersActions.all,
    tab: Action(
      id: "screen.numbers", title: "Numbers",
      help: "Volume, revenue, turnaround and rounds, by day, test, species, area or collector.",
      group: Shell.tabGroup),
    parent: .more, permissions: [.analyticsRead, .analyticsOwn], isHome: true
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the numbers open after sign-in") }
    return NumbersScreen(workspace.profile, now: context.clock.local(workspace.profile.clock))
  }
}
