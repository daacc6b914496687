import LabCore
import Tui
import Words

/// What can be done on the page of the own account.
enum AccountActions {
  static let group: Phrase = "My account"

  static let changePassword = Action(
    id: "account.password", title: "Change password", help: "Asks for the present and a new password.",
    chords: [Chord(.character("e"), .control)], group: group, barPriority: 1)
  static let save = Action(
    id: "account.save", title: "Save", help: "Saves the new password.", chords: [Chord(.character("s"), .control)],
    group: group, barPriority: 1)
  static let everywhere = Action(
    id: "account.sign-out-everywhere", title: "Sign out everywhere",
    help: "Ends every session of yours, this one too.", chords: [Chord(.character("x"), .control)], group: group,
    isDanger: true, barPriority: 2)
  static let confirmEverywhere = Action(
    id: "account.sign-out-everywhere.confirmed", title: "Sign out everywhere now", group: group, isDanger: true)

  static let all = [changePassword, save, everywhere, confirmEverywhere]
}

extension AccountScreen {
  package static let entry = ScreenEntry(
    place: .account, name: "My account", group: AccountActions.group, actions: AccountActions.all,
    tab: Action(
      id: "screen.account", title: "My account", help: "Your password and where you are signed in.",
      group: Shell.tabGroup),
    parent: .more
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the account opens after sign-in") }
    return AccountScreen(workspace.profile)
  }
}
