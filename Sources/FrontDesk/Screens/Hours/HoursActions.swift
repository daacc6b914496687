import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of the hours.
enum HoursActions {
  static let group: Phrase = "Hours"

  static let edit = make(
    "edit", "Edit the week", "Changes the weekly hours of a collector and how many visits they take a day.", "e",
    .staffManage, priority: 1)
  static let special = make(
    "day", "Another day",
    "Takes a collector off a day, or gives them other hours on it; their visits outside come back.",
    "n", .visitsAssign, priority: 1)
  static let close = make(
    "close", "Close a day", "Closes the clinic on a day, or opens it for other hours; its visits ask for another day.",
    "k", .clinicWrite, priority: 2)
  static let remove = make(
    "remove", "Take it back", "Takes back what was said of a day, so that the week holds again.", "x", nil,
    isDanger: true, priority: 3)
  static let save = make("save", "Save", "Saves what the sheet says.", "s", nil, writes: true, priority: 1)
  static let discard = make(
    "discard", "Discard it", "Forgets what was typed into the sheet; nothing was saved.", nil, nil)

  static let all = [edit, special, close, remove, save, discard]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character?, _ permission: Permission?,
    isDanger: Bool = false, writes: Bool = false, priority: Int? = nil
  ) -> Action {
    Action(
      id: "hours.\(name)", title: title, help: help, chords: letter.map { [Chord(.character($0), .control)] } ?? [],
      group: group, permission: permission?.code, isDanger: isDanger, writes: writes, barPriority: priority)
  }
}

extension HoursScreen {
  package static let entry = ScreenEntry(
    place: .hours, name: "Hours", group: HoursActions.group, actions: HoursActions.all,
    tab: Action(
      id: "screen.hours", title: "Hours",
      help: "When collectors work and how much they take, days off, and days on which the clinic is closed.",
      group: Shell.tabGroup),
    parent: .clinic, permissions: [.visitsAssign, .staffManage, .clinicWrite]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the hours open after sign-in") }
    return HoursScreen(workspace, clock: context.clock)
  }
}
