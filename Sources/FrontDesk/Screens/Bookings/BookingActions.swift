import LabCore
import LabStore
import Tui
import Words

/// What can be done on the bookings screen.
enum BookingActions {
  static let group: Phrase = "Bookings"

  static let new = Action(
    id: "booking.new", title: "New booking", help: "Opens the intake, or goes back to the one that is open.",
    chords: [Chord(.character("n"), .control)], group: group, permission: "bookings.write", barPriority: 1)
  static let confirm = Action(
    id: "booking.confirm", title: "Confirm", help: "Saves the booking, or what a small form above it asks for.",
    chords: [Chord(.character("s"), .control)], group: group, permission: "bookings.write", writes: true, barPriority: 1
  )
  static let list = Action(
    id: "booking.list", title: "See the list", help: "Keeps the open booking and shows the day.",
    chords: [Chord(.character("l"), .control)], group: group, barPriority: 3)
  static let discard = Action(
    id: "booking.discard", title: "Discard the booking", help: "Forgets what was typed; nothing was saved.",
    group: group, isDanger: true)
  static let preview = Action(
    id: "booking.preview", title: "Try prices", help: "Shows what the tests cost with other codes, days and ways.",
    chords: [Chord(.character("q"), .alt)], group: group, permission: Permission.bookingsWrite.code, barPriority: 4)
  static let accept = Action(
    id: "booking.accept-price", title: "Accept the new price", help: "Confirms at the price that holds now.",
    group: group, writes: true)
  static let find = Action(
    id: "booking.find", title: "Find", help: "Lists bookings of other days: by number, client, status or collector.",
    chords: [Chord(.character("f"), .control)], group: group, barPriority: 3)
  static let previousDay = Action(
    id: "day.previous", title: "Prior day", help: "Shows the day before.", chords: [Chord(.left, .alt)],
    group: group, barPriority: 4)
  static let nextDay = Action(
    id: "day.next", title: "Next day", help: "Shows the day after.", chords: [Chord(.right, .alt)], group: group,
    barPriority: 5)
  static let today = Action(
    id: "day.today", title: "Today", help: "Shows today.", chords: [Chord(.home, .alt)], group: group)

  static let cancel = Action(
    id: "booking.cancel", title: "Cancel the booking",
    help: "Asks for the reason; after collection a second person agrees.", chords: [Chord(.character("x"), .control)],
    group: group, isDanger: true, barPriority: 2)

  static let reschedule = Action(
    id: "booking.reschedule", title: "Reschedule",
    help: "Gives the open booking another date or time; after a visit that failed, another visit.",
    chords: [Chord(.character("t"), .control)], group: group, permission: Permission.visitsAssign.code, barPriority: 2)
  static let edit = Action(
    id: "booking.edit", title: "Edit", help: "Corrects notes, address and the particulars of the pet.",
    chords: [Chord(.character("e"), .control)], group: group, permission: Permission.bookingsWrite.code, barPriority: 2)
  static let revise = Action(
    id: "booking.tests", title: "Change the tests",
    help: "Changes tests, way and coupon before collection; the new price is accepted first.",
    chords: [Chord(.character("a"), .control)], group: group, permission: Permission.bookingsWrite.code, barPriority: 3)
  static let check = Action(
    id: "prescription.check", title: "Check the prescription",
    help: "Verifies or queries it, with notes, after a look at the document.",
    chords: [Chord(.character("v"), .control)], group: group, permission: Permission.prescriptionsVerify.code,
    barPriority: 7)
  static let openPrescription = Action(
    id: "prescription.open", title: "Open the prescription",
    help: "Writes the document to a file that only you can read, and says where.",
    chords: [Chord(.character("o"), .control)], group: group, barPriority: 7)
  static let export = Action(
    id: "booking.export", title: "Confirmation as text",
    help: "Writes what the client is told to a file, and says where.",
    chords: [Chord(.character("w"), .control)], group: group, barPriority: 8)

  static let collect = Action(
    id: "booking.collect", title: "Collect the tubes",
    help: "Lists the tubes to draw at the desk, for a walk-in or on behalf of the collector, and gives them numbers.",
    chords: [Chord(.character("k"), .control)], group: group, permission: Permission.visitsAssign.code, barPriority: 2)

  static let settle = Action(
    id: "booking.settle", title: "Settled",
    help: "Says that a booking which asks for a decision stays as it is; the mark goes.",
    chords: [Chord(.character("d"), .control)], group: group, permission: Permission.bookingsWrite.code, barPriority: 2)

  static let history = Action(
    id: "booking.history", title: "History", help: "Shows who changed what of this booking.",
    chords: [Chord(.character("g"), .control)], group: group, barPriority: 6)

  static let all = [
    new, confirm, preview, list, discard, accept, reschedule, edit, revise, collect, cancel, settle, check,
    openPrescription,
    export,
    find, previousDay,
    nextDay,
    today, history,
  ]
}

extension BookingsScreen {
  package static let entry = ScreenEntry(
    place: .bookings, name: "Bookings", group: BookingActions.group, actions: BookingActions.all,
    tab: Action(
      id: "screen.bookings", title: "Bookings", help: "The day's list and the intake.", chords: [Chord(.function(2))],
      group: Shell.tabGroup),
    permissions: [.bookingsRead], isHome: true
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the bookings open after sign-in") }
    return BookingsScreen(workspace, now: context.clock.local(workspace.profile.clock), makeKey: context.makeKey)
  }
}
