import Tui
import Words

/// The actions that every screen has.
enum EverywhereActions {
  static let group: Phrase = "Everywhere"

  static let help = Action(
    id: "help", title: "Help", help: "Explains the focused field and lists the keys that work now.",
    chords: [Chord(.function(1))], group: group, barPriority: 0)
  static let palette = Action(
    id: "palette", title: "Actions", help: "Finds every action by its name.",
    chords: [Chord(.function(9)), Chord(.character("p"), .control)], group: group, barPriority: 2)
  static let refresh = Action(
    id: "refresh", title: "Refresh", help: "Reads the list again.", chords: [Chord(.character("r"), .control)],
    group: group)
  static let theme = Action(
    id: "theme.next", title: "Change the theme", help: "Goes through dark, light and mono.", group: group)
  static let suspend = Action(
    id: "suspend", title: "Suspend", help: "Goes back to the shell; the command fg continues.", group: group)
  static let leave = Action(
    id: "session.leave", title: "Leave", help: "Locks the desk for a while, or signs out.",
    chords: [Chord(.function(10))], group: group, barPriority: 9)
  static let lock = Action(
    id: "session.lock", title: "Lock the desk", help: "Ends the session; what is open waits for your next sign-in.",
    group: group)
  static let signOut = Action(
    id: "session.sign-out", title: "Sign out", help: "Ends the session and closes what is open.", group: group)
  static let quit = Action(
    id: "quit", title: "Quit", help: "Leaves Labrador.",
    chords: [Chord(.character("q"), .control), Chord(.character("c"), .control)], group: group, barPriority: 10)

  static let tour = Action(
    id: "tour.start", title: "First-day tour",
    help: "Tells you, step by step, how one booking is taken; the demo has it.", group: group)
  static let endTour = Action(id: "tour.end", title: "End the tour", help: "Takes the steps away.", group: group)

  static let all = [help, palette, refresh, theme, tour, endTour, suspend, leave, lock, signOut, quit]
}
