import LabCore
import LabStore
import Tui
import Words

/// What can be done with the work of the lab; who may depends on where a test stands.
enum ReportsActions {
  static let group: Phrase = "Reports"

  static let next = Action(
    id: "report.next", title: "Next step",
    help: "Takes the usual next step of the test, or of all that are marked: receive, collect again, verify, deliver.",
    chords: [Chord(.character("s"), .control)], group: group, writes: true, barPriority: 1)
  static let receive = Action(
    id: "report.receive", title: "Receive tubes",
    help: "Receives tubes one after the other by scanned or typed numbers.",
    chords: [Chord(.character("n"), .control)], group: group, permission: Permission.specimensReceive.code,
    barPriority: 2)
  static let reject = Action(
    id: "report.reject", title: "Reject", help: "Rejects the specimen, or all that are marked; asks for the reason.",
    chords: [Chord(.character("x"), .control)], group: group, isDanger: true, writes: true, barPriority: 3)
  static let mark = Action(
    id: "report.mark", title: "Mark", help: "Marks the test for a step of many at once, or takes the mark away.",
    chords: [Chord(.character("t"), .control)], group: group, barPriority: 4)
  static let markAll = Action(
    id: "report.mark-all", title: "Mark all", help: "Marks every test that the list shows, or takes all marks away.",
    chords: [Chord(.character("a"), .control)], group: group, barPriority: 7)
  static let booking = Action(
    id: "report.booking", title: "The booking", help: "Opens the booking of the test.",
    chords: [Chord(.character("b"), .control)], group: group, permission: Permission.bookingsRead.code, barPriority: 6)
  static let tubes = Action(
    id: "report.tubes", title: "Open tubes", help: "Lists the tubes that were collected and have not arrived.",
    chords: [Chord(.character("l"), .control)], group: group, barPriority: 5)
  static let nextView = Action(
    id: "report.view.next", title: "Next view", help: "Shows the next view of the work list.", chords: [Chord(.tab)],
    group: group, barPriority: 8)
  static let previousView = Action(
    id: "report.view.previous", title: "Previous view", help: "Shows the view before.", chords: [Chord(.backTab)],
    group: group, barPriority: 9)

  /// Each view of the work list by its name, for the palette.
  static let views: [(view: WorkView, action: Action)] = WorkView.all.map { view in
    (
      view,
      Action(
        id: "report.view.\(view.storedName)", title: "Work list: \(view.displayName.lowercased())",
        help: "Shows this view of the work list.", group: group)
    )
  }

  static let all = [next, receive, reject, mark, markAll, tubes, booking, nextView, previousView] + views.map(\.action)
}

extension ReportsScreen {
  package static let entry = ScreenEntry(
    place: .reports, name: "Reports", group: ReportsActions.group, actions: ReportsActions.all,
    tab: Action(
      id: "screen.reports", title: "Reports", help: "The work of the lab: what is to be done next, and by when.",
      chords: [Chord(.function(5))], group: Shell.tabGroup),
    permissions: [.reportsRead], isHome: true
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the reports open after sign-in") }
    return ReportsScreen(
      workspace.profile, now: context.clock.local(workspace.profile.clock), makeKey: context.makeKey)
  }
}
