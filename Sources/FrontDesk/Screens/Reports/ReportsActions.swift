import LabCore
import LabStore
import Tui

/// What can be done with the open work of the lab; who may depends on where a test stands.
enum ReportsActions {
  static let group = "Reports"

  static let next = Action(
    id: "report.next", title: "Next step", help: "Names the usual next step of the test and takes it.",
    chords: [Chord(.character("s"), .control)], group: group, writes: true, barPriority: 1)
  static let reject = Action(
    id: "report.reject", title: "Reject", help: "Rejects the specimen; asks for the reason.",
    chords: [Chord(.character("x"), .control)], group: group, isDanger: true, writes: true, barPriority: 2)

  static let booking = Action(
    id: "report.booking", title: "The booking", help: "Opens the booking of the test.",
    chords: [Chord(.character("b"), .control)], group: group, permission: Permission.bookingsRead.code, barPriority: 3)

  static let tubes = Action(
    id: "report.tubes", title: "Open tubes", help: "Lists the tubes that were collected and have not arrived.",
    chords: [Chord(.character("l"), .control)], group: group, barPriority: 4)

  static let all = [next, reject, booking, tubes]
}

extension ReportsScreen {
  package static let entry = ScreenEntry(
    place: .reports, title: "Reports", group: ReportsActions.group, actions: ReportsActions.all,
    tab: Action(
      id: "screen.reports", title: "Reports", help: "The open work of the lab.", chords: [Chord(.function(5))],
      group: Shell.tabGroup),
    permissions: [.reportsRead], isHome: true
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the reports open after sign-in") }
    return ReportsScreen(workspace.profile, now: context.clock.local(workspace.profile.clock))
  }
}
