import LabCore
import LabStore
import Tui
import Words

/// What can be done with clients and pets.
enum PetsActions {
  static let group: Phrase = "Pets"

  static let book = make(
    "book", "New booking", "Takes a booking for the selected pet.", "n", .bookingsWrite, priority: 1)
  static let save = make("save", "Save", "Saves what the sheet says.", "s", .clientsWrite, writes: true, priority: 1)
  static let discard = make("discard", "Discard it", "Forgets what was typed into the sheet; nothing was saved.", nil)
  static let edit = make(
    "edit", "Edit", "Changes the selected pet or address, or else the client.", "e", .clientsWrite, priority: 2)
  static let add = make(
    "add", "Add", "Adds a client with what was typed, or in an open file another pet.", "o", .clientsWrite, priority: 3)
  static let weigh = make("weigh", "Weigh", "Notes what the selected pet weighs.", "t", .clientsWrite, priority: 4)
  static let addAddress = make(
    "add-address", "New address", "Adds an address to the client, with a map link or coordinates.", "l", .clientsWrite,
    priority: 6)
  static let mark = make(
    "mark", "Deceased, inactive",
    "Says that the pet has died, or that nothing is booked for it or the client any more.",
    "x", .clientsWrite, isDanger: true, priority: 5)
  static let revive = make(
    "revive", "Make active", "Takes back that a pet has died or is inactive, or makes the client active again.", "b",
    .clientsWrite, priority: 5)
  static let removeAddress = make(
    "remove-address", "Take the address off", "Takes the selected address off the client.", nil, .clientsWrite,
    isDanger: true)
  static let removeWeight = make(
    "remove-weight", "Take the weight back", "Takes back the newest weight of the selected pet, noted by mistake.", nil,
    .clientsWrite, isDanger: true)
  static let reports = make(
    "reports", "Reports", "Lists everything that the lab has done for the pet, or for the client.", "k", .reportsRead,
    priority: 7)
  static let history = make(
    "history", "History", "Shows who changed what of this client, pet or address.", "g", priority: 9)

  static let all = [
    book, save, discard, edit, add, weigh, addAddress, mark, revive, removeAddress, removeWeight, reports,
    history,
  ]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character?, _ permission: Permission? = nil,
    isDanger: Bool = false, writes: Bool = false, priority: Int? = nil
  ) -> Action {
    Action(
      id: "pets.\(name)", title: title, help: help, chords: letter.map { [Chord(.character($0), .control)] } ?? [],
      group: group, permission: permission?.code, isDanger: isDanger, writes: writes, barPriority: priority)
  }
}

extension PetsScreen {
  package static let entry = ScreenEntry(
    place: .pets, name: "Pets", group: PetsActions.group, actions: PetsActions.all,
    tab: Action(
      id: "screen.pets", title: "Pets", help: "Finds clients and pets, with everything about them.",
      chords: [Chord(.function(3))], group: Shell.tabGroup),
    permissions: [.clientsRead, .reportsRead, .visitsProgress]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the pets open after sign-in") }
    return PetsScreen(workspace, now: context.clock.local(workspace.profile.clock))
  }
}
