import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of the staff.
enum StaffActions {
  static let group: Phrase = "Staff"

  static let add = make(
    "add", "Add", "Makes an account for a colleague.", "n", priority: 1)
  static let save = make("save", "Save", "Saves what the sheet says.", "s", priority: 1)
  static let edit = make("edit", "Edit", "Changes name, phone, e-mail and a collector's area.", "e", priority: 2)
  static let changeRole = make("role", "Change role", "Gives another role, none above your own.", "t", priority: 4)
  static let approve = make("approve", "Approve", "Lets an account that waits for approval sign in.", "a", priority: 3)
  static let unlock = make(
    "unlock", "Unlock", "Lets somebody try again after five wrong passwords.", "l", priority: 3)
  static let issueCode = make(
    "code", "Issue a code", "Six digits to read out, for somebody who forgot the password.", "o", priority: 5)
  static let setPassword = make(
    "password", "Give a password", "Sets a password, which its person replaces at the next sign-in.", "k")
  static let grant = make("grant", "Grant", "Adds a single permission to those of the role.", "g", priority: 6)
  static let revoke = make(
    "revoke", "Withdraw", "Takes a single permission back; the role keeps what it gives.", "w", isDanger: true)
  static let endSessions = make(
    "end-sessions", "Sign out everywhere", "Ends every session of the colleague.", "y", isDanger: true)
  static let deactivate = make(
    "deactivate", "Deactivate", "Ends the sessions and returns open visits to unassigned.", "x", isDanger: true,
    priority: 7)
  static let reactivate = make(
    "reactivate", "Reactivate", "Lets a deactivated account sign in again.", "b", priority: 3)

  static let all = [
    add, save, edit, changeRole, approve, unlock, issueCode, setPassword, grant, revoke, endSessions, deactivate,
    reactivate,
  ]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character, isDanger: Bool = false, priority: Int? = nil
  ) -> Action {
    Action(
      id: "staff.\(name)", title: title, help: help, chords: [Chord(.character(letter), .control)], group: group,
      permission: Permission.staffManage.code, isDanger: isDanger, barPriority: priority)
  }

  /// Says whether an action makes sense for an account as it stands, whoever asks.
  static func fits(_ id: Action.ID, _ person: Colleague) -> Bool {
    switch id {
    case edit.id, changeRole.id, grant.id: true
    case approve.id: person.state == .waiting
    case reactivate.id: person.state == .inactive
    case unlock.id: person.isActive && person.isLocked
    case revoke.id: !person.grants.isEmpty
    case deactivate.id, setPassword.id, issueCode.id, endSessions.id: person.isActive
    default: false
    }
  }
}

extension StaffScreen {
  package static let entry = ScreenEntry(
    place: .staff, name: "Staff", group: StaffActions.group, actions: StaffActions.all,
    tab: Action(
      id: "screen.staff", title: "Staff", help: "Who works here: accounts, roles and what each may do.",
      group: Shell.tabGroup),
    parent: .more, permissions: [.staffManage]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the staff opens after sign-in") }
    return StaffScreen(workspace.profile, clock: context.clock)
  }
}
