import LabCore
import LabStore
import Tui

/// What can be done with clients and pets.
enum PetsActions {
  static let group = "Pets"

  static let book = Action(
    id: "pets.book", title: "New booking", help: "Takes a booking for the selected pet.",
    chords: [Chord(.character("n"), .control)], group: group, permission: Permission.bookingsWrite.code, barPriority: 1)
  static let history = Action(
    id: "pets.history", title: "History", help: "Shows who changed what of this client or pet.",
    chords: [Chord(.character("g"), .control)], group: group, barPriority: 9)

  static let all = [book, history]
}

extension PetsScreen {
  package static let entry = ScreenEntry(
    place: .pets, title: "Pets", group: PetsActions.group, actions: PetsActions.all,
    tab: Action(
      id: "screen.pets", title: "Pets", help: "Finds clients and pets, with everything about them.",
      chords: [Chord(.function(3))], group: Shell.tabGroup),
    permissions: [.clientsRead, .reportsRead, .visitsProgress]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the pets open after sign-in") }
    return PetsScreen(workspace, now: context.clock.local(workspace.profile.clock), makeKey: context.makeKey)
  }
}
