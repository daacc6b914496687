import LabCore
import LabStore
import Tui
import Words

/// What can be done with one report.
enum ReportPageActions {
  static let group: Phrase = "Report"

  static let next = Action(
    id: "report-page.next", title: "Next step",
    help: "The usual next step of the report: write it, verify the version on the screen, or deliver it.",
    chords: [Chord(.character("s"), .control)], group: group, writes: true, barPriority: 1)
  static let keep = Action(
    id: "report-page.keep", title: "Save for later", help: "Saves what is written without generating the report.",
    chords: [Chord(.character("o"), .control)], group: group, writes: true, barPriority: 2)
  static let template = Action(
    id: "report-page.template", title: "Template", help: "Goes to the choice of findings that are often written.",
    chords: [Chord(.character("t"), .control)], group: group, barPriority: 3)
  static let deliver = Action(
    id: "report-page.deliver", title: "Deliver again",
    help: "Delivers a report that was delivered to somebody else too.",
    chords: [Chord(.character("n"), .control)], group: group, permission: Permission.reportsDeliver.code, writes: true,
    barPriority: 4)
  static let confirm = Action(
    id: "report-page.confirm", title: "Confirm", help: "Notes that the recipient has what was handed over last.",
    chords: [Chord(.character("g"), .control)], group: group, permission: Permission.reportsDeliver.code, writes: true,
    barPriority: 5)
  static let waive = Action(
    id: "report-page.waive", title: "Waive", help: "Notes why what is due is not delivered; asks for the reason.",
    chords: [Chord(.character("v"), .control)], group: group, permission: Permission.reportsDeliver.code, writes: true,
    barPriority: 6)
  static let takeBack = Action(
    id: "report-page.take-back", title: "Take back",
    help: "Takes a report back to be written on before it is verified.",
    chords: [Chord(.character("l"), .control)], group: group, permission: Permission.reportsEnter.code, writes: true,
    barPriority: 7)
  static let amend = Action(
    id: "report-page.amend", title: "Amend",
    help: "Writes a new version of a released report; asks for the reason and a colleague.",
    chords: [Chord(.character("e"), .control)], group: group, permission: Permission.reportsAmend.code, writes: true,
    barPriority: 8)
  static let retract = Action(
    id: "report-page.retract", title: "Retract",
    help: "Takes a released report out of force, as for the wrong pet; asks for the reason and a colleague.",
    chords: [Chord(.character("x"), .control)], group: group, permission: Permission.reportsAmend.code, isDanger: true,
    writes: true, barPriority: 9)
  static let export = Action(
    id: "report-page.export", title: "Write to a file", help: "Writes the version on the screen to a text file.",
    chords: [Chord(.character("w"), .control)], group: group, barPriority: 10)
  static let older = Action(
    id: "report-page.older", title: "Older version", help: "Shows the version before.", chords: [Chord(.up, .alt)],
    group: group, barPriority: 11)
  static let newer = Action(
    id: "report-page.newer", title: "Newer version", help: "Shows the version after.", chords: [Chord(.down, .alt)],
    group: group, barPriority: 12)
  static let booking = Action(
    id: "report-page.booking", title: "The booking", help: "Opens the booking of the test.",
    chords: [Chord(.character("b"), .control)], group: group, permission: Permission.bookingsRead.code, barPriority: 13)
  static let code = Action(
    id: "report-page.code", title: "Code for phones",
    help: "Shows the link of the delivery as a code, so that a phone opens the message; Esc closes it.",
    chords: [Chord(.character("o"), .alt)], group: group, permission: Permission.reportsDeliver.code, barPriority: 2)
  static let discard = Action(
    id: "report-page.discard", title: "Discard what was typed", help: "Leaves the form without saving it.", group: group
  )

  static let all = [
    next, keep, template, deliver, confirm, waive, takeBack, amend, retract, export, older, newer, booking, code,
    discard,
  ]
}

extension ReportScreen {
  package static let entry = ScreenEntry(
    place: .report, name: "Report", group: ReportPageActions.group, actions: ReportPageActions.all,
    permissions: [.reportsRead]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("a report opens after sign-in") }
    return ReportScreen(workspace.profile, makeKey: context.makeKey)
  }
}
