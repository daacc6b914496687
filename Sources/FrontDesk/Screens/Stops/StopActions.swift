import LabCore
import LabStore
import Tui

/// What a collector can do with the own stops.
enum StopActions {
  static let group = "Stops"

  static let next = Action(
    id: "stop.next", title: "Next step", help: "Names the usual next step of the stop and takes it.",
    chords: [Chord(.character("s"), .control)], group: group, permission: Permission.visitsProgress.code,
    barPriority: 1)
  static let setback = Action(
    id: "stop.setback", title: "Not collected", help: "Nobody was there, or the visit failed; asks for the reason.",
    chords: [Chord(.character("x"), .control)], group: group, permission: Permission.visitsProgress.code,
    isDanger: true, barPriority: 2)

  static let all = [next, setback]

  /// Leads to the board, or to a collector's own stops; whoever has both goes to and fro.
  static let tab = Action(
    id: "screen.collectors", title: "Collectors", help: "The day of the collectors, or your own stops.",
    chords: [Chord(.function(4))], group: Shell.tabGroup)
}

extension StopsScreen {
  package static let entry = ScreenEntry(
    place: .stops, title: "My stops", group: StopActions.group, actions: StopActions.all,
    tab: StopActions.tab, permissions: [.visitsProgress], isHome: true
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the stops open after sign-in") }
    return StopsScreen(workspace, now: context.clock.local(workspace.profile.clock))
  }
}
