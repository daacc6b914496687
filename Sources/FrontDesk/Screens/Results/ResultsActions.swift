import LabCore
import LabStore
import Tui
import Words

/// What can be done on the page of the results.
enum ResultsActions {
  static let group: Phrase = "Results"

  static let add = make(
    "add", "Add a parameter", "Adds something that the selected test measures.", "n", priority: 1)
  static let template = make(
    "template", "Add a template", "Adds findings that are often written for the selected test, or for every test.", "t",
    priority: 2)
  static let edit = make(
    "edit", "Edit", "Changes the selected parameter with its intervals, or the template.", "e", priority: 3)
  static let switchOff = make(
    "off", "Switch off", "Takes the parameter or the template off the forms; reports keep what they say.", "x",
    isDanger: true, priority: 4)
  static let switchOn = make("on", "Switch on", "Puts it back on the forms.", "o", priority: 4)
  static let save = make("save", "Save", "Saves what the sheet says.", "s", writes: true, priority: 1)
  static let discard = make("discard", "Discard it", "Forgets what was typed into the sheet; nothing was saved.", nil)

  static let all = [add, template, edit, switchOff, switchOn, save, discard]

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ letter: Character?, isDanger: Bool = false, writes: Bool = false,
    priority: Int? = nil
  ) -> Action {
    Action(
      id: "results.\(name)", title: title, help: help, chords: letter.map { [Chord(.character($0), .control)] } ?? [],
      group: group, permission: Permission.pricesWrite.code, isDanger: isDanger, writes: writes, barPriority: priority)
  }
}

extension ResultsScreen {
  package static let entry = ScreenEntry(
    place: .results, name: "Results", group: ResultsActions.group, actions: ResultsActions.all,
    tab: Action(
      id: "screen.results", title: "Results",
      help: "What each test measures, the usual intervals by species, and findings that are often written.",
      group: Shell.tabGroup),
    parent: .clinic, permissions: [.pricesWrite]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the results open after sign-in") }
    return ResultsScreen(workspace.profile)
  }
}
