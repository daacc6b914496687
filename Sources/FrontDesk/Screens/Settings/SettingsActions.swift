import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of the settings.
enum SettingsActions {
  static let group: Phrase = "Settings"

  static let edit = make(
    "edit", "Change", "Changes the settings of the selected line; Enter does so too.", "e", priority: 1)
  static let save = make(
    "save", "Save", "Shows what changes and what follows from it, and saves after a look.", "s", priority: 1)
  static let confirm = make("confirm", "Save it", "Saves the changes that were shown.", nil, writes: true)
  static let discard = make("discard", "Discard it", "Forgets what was typed into the sheet; nothing was saved.", nil)
  static let code = make(
    "code", "Code for phones", "Shows the WhatsApp link as a code, pressed again the link to the map; Esc closes it.",
    "o", priority: 2)
  static let days = make(
    "days", "Holidays", "Goes to the hours, where holidays and days with other hours are set by date.", "n", priority: 3
  )
  static let history = make("history", "History", "Shows who changed what of the settings.", "g", priority: 4)

  static let all = [edit, save, confirm, discard, code, days, history]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character?, writes: Bool = false, priority: Int? = nil
  ) -> Action {
    Action(
      id: "settings.\(name)", title: title, help: help, chords: letter.map { [Chord(.character($0), .control)] } ?? [],
      group: group, permission: Permission.clinicWrite.code, writes: writes, barPriority: priority)
  }
}

extension SettingsScreen {
  package static let entry = ScreenEntry(
    place: .settings, name: "Settings", group: SettingsActions.group, actions: SettingsActions.all,
    tab: Action(
      id: "screen.settings", title: "Settings",
      help: "Name, contact and place with their codes, opening hours, currency, turnaround times and limits.",
      group: Shell.tabGroup),
    parent: .clinic, permissions: [.clinicWrite]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the settings open after sign-in") }
    return SettingsScreen(workspace, clock: context.clock)
  }
}
