import Tui
import Words

/// The keys of fields and lists, so that help can list and press them; they are no commands and cannot be changed.
enum EditingActions {
  static let inField: Phrase = "In the field"
  static let inList: Phrase = "In the list"

  /// The keys for what the focus stands in.
  static func all(for kind: FieldHelp.Kind) -> [Action] {
    switch kind {
    case .list: list
    case .text: moving + text
    case .choice: choice + moving + text
    case .lines: lines + text
    }
  }

  private static let list = [
    key("find", "Find", "Typing narrows the list; Backspace and Esc widen it again.", [], inList),
    key("open", "Open", "Opens the selected line.", [Chord(.enter)], inList),
    key("first", "First line", "Goes to the first line; End goes to the last.", [Chord(.home), Chord(.end)], inList),
    key(
      "page", "Another page", "Goes down or up by a page.", [Chord(.pageDown), Chord(.pageUp)], inList),
  ]

  private static let moving = [
    key("next", "Next field", "Goes on; Shift-Tab goes back.", [Chord(.tab), Chord(.enter)], inField),
    key("previous", "Previous field", "Goes back by a field.", [Chord(.backTab), Chord(.up)], inField),
  ]

  private static let choice = [
    key(
      "choices", "List what fits", "Shows every value that the field can take; typing narrows it, Enter takes one.",
      [Chord(.down, .alt), Chord(.character(" "), .control)], inField)
  ]

  private static let lines = [
    key("line", "Another line", "Begins a line; Tab leaves the field.", [Chord(.enter)], inField)
  ]

  private static let text = [
    key(
      "start", "Start", "Goes to the start of the line; Ctrl-E to its end.", [.control("a"), .control("e")], inField),
    key("word", "By words", "Goes back by a word; Alt-F forward.", [.alt("b"), .alt("f")], inField),
    key(
      "empty", "Empty it", "Deletes from the start to the cursor; Ctrl-K from there to the end.",
      [.control("u"), .control("k")], inField),
    key("erase", "Delete a word", "Deletes the word before the cursor.", [.control("w")], inField),
    key("back", "Bring it back", "Puts in again what was deleted last.", [.control("y")], inField),
  ]

  private static func key(_ name: String, _ title: Phrase, _ help: Phrase, _ chords: [Chord], _ group: Phrase) -> Action
  {
    Action(id: "edit.\(name)", title: title, help: help, chords: chords, group: group)
  }
}
