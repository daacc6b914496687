import LabCore
import LabStore
import Tui
import Words

/// What a collector can do with the own stops.
enum StopActions {
  static let group: Phrase = "Stops"

  static let next = make(
    "next", "Next step", "Names the usual next step of the stop and takes it; at the pet's side it collects the tubes.",
    Chord(.character("s"), .control), writes: true, priority: 1)
  static let setback = make(
    "setback", "Not collected", "Nobody was there, or the visit failed; asks for the reason.",
    Chord(.character("x"), .control), isDanger: true, priority: 2)
  static let cash = make(
    "cash", "Take cash", "Notes cash that you were given; what is still to be paid is filled in.",
    Chord(.character("t"), .control), priority: 3)
  static let tubes = make(
    "tubes", "Tubes", "Lists the tubes that you have still to hand over.", Chord(.character("l"), .control), priority: 4
  )
  static let map = make(
    "map", "Map", "Draws the way of the day with the clinic and the stops by their numbers.",
    Chord(.character("k"), .control), priority: 4)
  static let print = make(
    "print", "Route as text", "Writes the route with every stop to a text file, and says where.",
    Chord(.character("w"), .control), priority: 5)
  static let export = make(
    "export", "Route as CSV", "Writes the route to a file for a spreadsheet, and says where.",
    Chord(.character("w"), .alt), priority: 6)

  static let all = [next, setback, cash, tubes, map, print, export]

  /// Leads to the board, or to a collector's own stops; whoever has both goes to and fro.
  static let tab = Action(
    id: "screen.collectors", title: "Collectors", help: "The day of the collectors, or your own stops.",
    chords: [Chord(.function(4))], group: Shell.tabGroup)

  private static func make(
    _ name: String, _ title: Phrase, _ help: Phrase, _ chord: Chord, isDanger: Bool = false, writes: Bool = false,
    priority: Int
  ) -> Action {
    Action(
      id: "stop.\(name)", title: title, help: help, chords: [chord], group: group,
      permission: Permission.visitsProgress.code, isDanger: isDanger, writes: writes, barPriority: priority)
  }
}

extension StopsScreen {
  package static let entry = ScreenEntry(
    place: .stops, name: "My stops", group: StopActions.group, actions: StopActions.all,
    tab: StopActions.tab, permissions: [.visitsProgress], isHome: true
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the stops open after sign-in") }
    return StopsScreen(workspace, now: context.clock.local(workspace.profile.clock), makeKey: context.makeKey)
  }
}
