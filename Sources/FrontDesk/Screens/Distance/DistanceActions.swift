import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of the home visit charge.
enum DistanceActions {
  static let group: Phrase = "Home visit charge"

  static let add = make(
    "add", "New charge",
    "Sets what home visits cost from today or a later day on; the present one ends the day before.",
    "n", priority: 1)
  static let save = make(
    "save", "Save", "Shows what the last 30 days would have cost, and saves after a look.", "s", priority: 1)
  static let confirm = make("confirm", "Charge it", "Saves the new charge as the sheet says.", nil)
  static let discard = make("discard", "Discard it", "Forgets what was typed into the sheet; nothing was saved.", nil)
  static let withdraw = make(
    "withdraw", "Withdraw", "Takes a charge that is to come back before its first day.", "w", isDanger: true,
    priority: 2)
  static let history = Action(
    id: "distance.history", title: "History", help: "Shows who changed what of this charge.",
    chords: [Chord(.character("g"), .control)], group: group, barPriority: 3)

  static let all = [add, save, confirm, discard, withdraw, history]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character?, isDanger: Bool = false, priority: Int? = nil
  ) -> Action {
    Action(
      id: "distance.\(name)", title: title, help: help, chords: letter.map { [Chord(.character($0), .control)] } ?? [],
      group: group, permission: Permission.pricesWrite.code, isDanger: isDanger, barPriority: priority)
  }
}

extension DistanceScreen {
  package static let entry = ScreenEntry(
    place: .distance, name: "Home visit charge", group: DistanceActions.group, actions: DistanceActions.all,
    tab: Action(
      id: "screen.distance", title: "Home visit charge",
      help: "What the way to a pet costs, from which day on, and what another charge would have brought.",
      group: Shell.tabGroup),
    parent: .clinic, permissions: [.catalogueRead]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the home visit charge opens after sign-in") }
    return DistanceScreen(workspace, clock: context.clock)
  }
}
