import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of the organisations.
enum OrganizationsActions {
  static let group: Phrase = "Organisations"

  static let add = make(
    "add", "Add", "Sets up an organisation together with its owner.", "n", priority: 1)
  static let save = make("save", "Save", "Saves what the sheet says.", "s", priority: 1)
  static let edit = make(
    "edit", "Edit", "Changes name, address, contact, tax, time zone and idle lock.", "e", priority: 2)
  static let visit = make("visit", "Work there", "Goes to work in the organisation.", "o", priority: 3)
  static let goHome = make("home", "Back home", "Goes back to the organisation you come from.", "b", priority: 4)
  static let suspend = make(
    "suspend", "Suspend", "Signs everybody there out; nobody there can sign in.", "x", isDanger: true, priority: 6)
  static let resume = make("resume", "Let work again", "Ends the suspension.", "l", priority: 5)

  static let all = [add, save, edit, visit, goHome, suspend, resume]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character, isDanger: Bool = false, priority: Int? = nil
  ) -> Action {
    Action(
      id: "organizations.\(name)", title: title, help: help, chords: [Chord(.character(letter), .control)],
      group: group, permission: Permission.organizationsManage.code, isDanger: isDanger, barPriority: priority)
  }
}

extension OrganizationsScreen {
  package static let entry = ScreenEntry(
    place: .organizations, name: "Organisations", group: OrganizationsActions.group,
    actions: OrganizationsActions.all,
    tab: Action(
      id: "screen.organizations", title: "Organisations", help: "Every organisation of this database, and the way in.",
      group: Shell.tabGroup),
    parent: .more, permissions: [.organizationsManage]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the organisations open after sign-in") }
    return OrganizationsScreen(workspace.profile, context.settings, clock: context.clock)
  }
}
