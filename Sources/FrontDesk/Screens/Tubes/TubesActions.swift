import LabCore
import LabStore
import Tui
import Words

/// What can be done with the tubes that have not arrived.
enum TubesActions {
  static let group: Phrase = "Tubes"

  static let booking = Action(
    id: "tube.booking", title: "The booking", help: "Opens the booking that the tube was collected for.",
    chords: [Chord(.character("b"), .control)], group: group, permission: Permission.bookingsRead.code, barPriority: 1)

  static let all = [booking]
}

extension TubesScreen {
  package static let entry = ScreenEntry(
    place: .tubes, name: "Tubes", group: TubesActions.group, actions: TubesActions.all,
    tab: Action(
      id: "screen.tubes", title: "Open tubes",
      help: "Tubes that were collected and have not arrived: who has them, since when.",
      group: Shell.tabGroup),
    parent: .more, permissions: [.specimensReceive, .visitsAssign, .visitsProgress]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the tubes open after sign-in") }
    return TubesScreen(workspace.profile, now: context.clock.local(workspace.profile.clock))
  }
}
