import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of the offers.
enum OffersActions {
  static let group: Phrase = "Offers"

  static let add = make("add", "New offer", "Sets up an offer: what it takes off, when and on what.", "n", priority: 1)
  static let save = make("save", "Save", "Does what the sheet says.", "s", writes: true, priority: 1)
  static let edit = make("edit", "Edit", "Changes the rules of the offer, or switches it on again.", "e", priority: 2)
  static let issue = make(
    "issue", "Issue codes", "Makes a batch of random codes for the offer, up to 10,000 at once.", "t", priority: 3)
  static let addCode = make(
    "add-code", "Add a code", "Adds one code that people can remember, such as FESTIVE10.", "o", priority: 5)
  static let editCode = make(
    "edit-code", "Change the code", "Changes the days and limits of the selected code.", nil)
  static let chooseBatch = make(
    "batch", "One batch", "Shows the codes of one batch, or of all again.", "l", priority: 6)
  static let end = make(
    "end", "Switch off", "Switches the selected offer off, or on its page the selected code.", "x", isDanger: true,
    priority: 4)
  static let endShown = make(
    "end-shown", "Switch all shown off", "Switches off every offer or code that the list shows.", "b",
    isDanger: true, priority: 8)
  static let export = make(
    "export", "Write a file", "Writes the list of offers, or the codes shown, to a CSV file and says where.", "w",
    priority: 7)
  static let history = make("history", "History", "Shows who changed what of the offer or the code.", "g", priority: 9)

  static let discard = make("discard", "Discard it", "Forgets what was typed into the sheet; nothing was saved.", nil)

  static let all = [
    add, save, discard, edit, issue, addCode, editCode, chooseBatch, end, endShown, export, history,
  ]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character?, isDanger: Bool = false,
    writes: Bool = false, priority: Int? = nil
  ) -> Action {
    Action(
      id: "offers.\(name)", title: title, help: help, chords: letter.map { [Chord(.character($0), .control)] } ?? [],
      group: group, permission: Permission.offersWrite.code, isDanger: isDanger, writes: writes,
      barPriority: priority)
  }
}

extension OffersScreen {
  package static let entry = ScreenEntry(
    place: .offers, name: "Offers", group: OffersActions.group, actions: OffersActions.all,
    tab: Action(
      id: "screen.offers", title: "Offers", help: "Offers and their codes: rules, limits, and what came of them.",
      group: Shell.tabGroup),
    parent: .checkout, permissions: [.offersWrite]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the offers open after sign-in") }
    return OffersScreen(workspace, now: context.clock.local(workspace.profile.clock), makeKey: context.makeKey)
  }
}
