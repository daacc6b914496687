import Tui
import Words

/// One action for each theme, so that the palette changes to it in one go.
enum ThemeActions {
  static let group: Phrase = "Themes"
  private static let prefix = "theme."

  static func all(of names: [String]) -> [Action] {
    names.map { name in
      Action(id: prefix + name, title: "Theme: \(name)", help: help(name), group: group)
    }
  }

  /// The name of the theme that an action changes to; nil for other actions.
  static func theme(of action: Action.ID) -> String? {
    action.hasPrefix(prefix) ? String(action.dropFirst(prefix.count)) : nil
  }

  private static func help(_ name: String) -> Phrase {
    switch name {
    case "dark": "Light text on a dark ground."
    case "light": "Dark text on a light ground, for bright rooms."
    case "contrast": "Every text stands seven to one against its ground."
    case "colour-blind": "Statuses that everybody tells apart, whatever colours they see."
    case "phosphor": "Green on black, as terminals were."
    case "mono": "No colours: bold, underlined and reversed text alone."
    default: "A theme of your own."
    }
  }
}
