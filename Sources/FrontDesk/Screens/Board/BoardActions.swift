import LabCore
import LabStore
import Tui
import Words

/// What can be done on the board of the collectors' day.
enum BoardActions {
  static let group: Phrase = "Collectors"

  static let best = Action(
    id: "board.best", title: "Best place", help: "Gives the visit to whoever has the shortest way to it at its time.",
    chords: [Chord(.character("s"), .control)], group: group, permission: Permission.visitsAssign.code, writes: true,
    barPriority: 1)
  static let earlier = Action(
    id: "board.earlier", title: "Earlier", help: "Moves the visit before the one above it; the times follow.",
    chords: [Chord(.up, .alt)], group: group, permission: Permission.visitsAssign.code, writes: true, barPriority: 4)
  static let later = Action(
    id: "board.later", title: "Later", help: "Moves the visit behind the one below it; the times follow.",
    chords: [Chord(.down, .alt)], group: group, permission: Permission.visitsAssign.code, writes: true, barPriority: 4)
  static let pin = Action(
    id: "board.pin", title: "Promise",
    help: "Promises the time to the client, so that planning leaves it; or takes it back.",
    chords: [Chord(.character("t"), .control)], group: group, permission: Permission.visitsAssign.code, writes: true,
    barPriority: 3)
  static let swap = Action(
    id: "board.swap", title: "Swap", help: "Exchanges the collectors of two visits; each keeps its time.",
    chords: [Chord(.character("o"), .control)], group: group, permission: Permission.visitsAssign.code, writes: true,
    barPriority: 3)
  static let unassign = Action(
    id: "board.unassign", title: "Take back", help: "Takes the visit back from its collector.",
    chords: [Chord(.character("x"), .control)], group: group, permission: Permission.visitsAssign.code, isDanger: true,
    writes: true, barPriority: 2)
  static let off = Action(
    id: "board.off", title: "Day off", help: "Says that the collector is off this day; the visits come back.",
    chords: [Chord(.character("e"), .control)], group: group, permission: Permission.visitsAssign.code, writes: true,
    barPriority: 6)
  static let open = Action(
    id: "board.open", title: "Open the booking", help: "Shows everything about the booking in F2.",
    chords: [Chord(.character("l"), .control)], group: group, permission: Permission.bookingsRead.code, barPriority: 5)
  static let map = Action(
    id: "board.map", title: "Map", help: "Draws the way of the collector, or of all visits that nobody has.",
    chords: [Chord(.character("k"), .control)], group: group, barPriority: 5)
  static let previousDay = Action(
    id: "board.previous", title: "Prior day", help: "Shows the day before.", chords: [Chord(.left, .alt)],
    group: group, barPriority: 7)
  static let nextDay = Action(
    id: "board.next", title: "Next day", help: "Shows the day after.", chords: [Chord(.right, .alt)], group: group,
    barPriority: 7)
  static let today = Action(
    id: "board.today", title: "Today", help: "Shows today.", chords: [Chord(.home, .alt)], group: group)

  static let all = [
    best, earlier, later, swap, pin, unassign, off, map, open, previousDay, nextDay, today,
  ]
}

extension BoardScreen {
  package static let entry = ScreenEntry(
    place: .board, name: "Collectors", group: BoardActions.group, actions: BoardActions.all,
    tab: StopActions.tab, permissions: [.visitsAssign]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the board opens after sign-in") }
    return BoardScreen(workspace, now: context.clock.local(workspace.profile.clock))
  }
}
