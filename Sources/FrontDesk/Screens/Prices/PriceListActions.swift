import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of tests and prices.
enum PriceListActions {
  static let group: Phrase = "Tests and prices"

  static let add = make("add", "New test", "Adds a test with its first price.", "n", priority: 1)
  static let addPanel = make("add-panel", "New panel", "Puts several tests together under one name.", "o", priority: 6)
  static let save = make("save", "Save", "Saves what the sheet says.", "s", priority: 1)
  static let discard = make("discard", "Discard it", "Forgets what was typed into the sheet; nothing was saved.", nil)
  static let edit = make(
    "edit", "Edit", "Changes what is kept about a test, or the tests of a panel and their order.", "e", priority: 3)
  static let price = make(
    "price", "New price", "Sets a price from today or a later day on; the present one ends the day before.", "t",
    priority: 2)
  static let withdraw = make(
    "withdraw", "Withdraw price", "Takes the next price back before its first day.", "w", isDanger: true, priority: 5)
  static let switchOff = make(
    "off", "Switch off", "Takes a test or a panel off the list; what is booked stays.", "x", isDanger: true, priority: 7
  )
  static let switchOn = make("on", "Switch on", "Puts a test or a panel back on the list.", "b", priority: 4)
  static let categories = make(
    "categories", "Categories", "Renames a category, or switches it off with all of its tests.", "k", priority: 8)
  static let history = Action(
    id: "prices.history", title: "History", help: "Shows who changed what of this test or panel.",
    chords: [Chord(.character("g"), .control)], group: group, barPriority: 9)

  static let all = [add, addPanel, save, discard, edit, price, withdraw, switchOff, switchOn, categories, history]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character?, isDanger: Bool = false, priority: Int? = nil
  ) -> Action {
    Action(
      id: "prices.\(name)", title: title, help: help, chords: letter.map { [Chord(.character($0), .control)] } ?? [],
      group: group, permission: Permission.pricesWrite.code, isDanger: isDanger, barPriority: priority)
  }
}

extension PriceListScreen {
  package static let entry = ScreenEntry(
    place: .prices, name: "Tests and prices", group: PriceListActions.group, actions: PriceListActions.all,
    tab: Action(
      id: "screen.prices", title: "Tests and prices",
      help: "Every test and panel: what it costs, from which day on, and what it takes.", group: Shell.tabGroup),
    parent: .clinic, permissions: [.catalogueRead]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the price list opens after sign-in") }
    return PriceListScreen(workspace, clock: context.clock)
  }
}
