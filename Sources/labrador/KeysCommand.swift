import FrontDesk
import Tui
import Words

/// `labrador keys`: every action by its id, with the keys that it has at this machine.
struct KeysCommand {
  let json: Bool

  private struct Listed: Encodable {
    var id: String
    var title: String
    var group: String
    var keys: [String]
  }

  func run(_ surroundings: Surroundings) {
    let shelf = ThemeShelf(directory: surroundings.themeDirectory)
    let keymap = Keymap(surroundings.preferences.keys, themes: shelf.themes.map(\.name))
    let listed = keymap.actions.actions.map { action in
      Listed(
        id: action.id, title: action.title, group: say(action.group), keys: action.listedChords.map(\.description))
    }
    guard !json else { return Console.say(JSONText.of(listed)) }
    let ids = listed.map(\.id.count).max() ?? 0
    let titles = listed.map(\.title.count).max() ?? 0
    var group = ""
    for action in listed {
      if action.group != group { Console.say("\(group.isEmpty ? "" : "\n")\(action.group)") }
      group = action.group
      let line =
        "  \(action.id.padding(to: ids))  \(action.title.padding(to: titles))  \(action.keys.joined(separator: ", "))"
      Console.say(String(line.reversed().drop { $0 == " " }.reversed()))
    }
  }
}
