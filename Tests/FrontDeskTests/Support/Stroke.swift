import Tui

/// A key by its name or a text to type, as the manual writes them: `.enter`, `"Ctrl-S"`, `.text("Bruno")`.
struct Stroke: ExpressibleByStringLiteral {
  let presses: [KeyPress]

  init(_ key: Key, _ modifiers: Modifiers = []) { presses = [KeyPress(key, modifiers)] }

  /// Reads the name of a key; a text that names none is typed.
  init(stringLiteral name: String) {
    if let chord = Chord(name) {
      presses = [KeyPress(chord.key, chord.modifiers)]
    } else {
      presses = name.map { .character($0) }
    }
  }

  private init(typing text: String) { presses = text.map { .character($0) } }

  static func text(_ text: String) -> Stroke { Stroke(typing: text) }
  static let enter = Stroke(.enter)
  static let tab = Stroke(.tab)
  static let backTab = Stroke(.backTab)
  static let escape = Stroke(.escape)
  static let backspace = Stroke(.backspace)
  static let up = Stroke(.up)
  static let down = Stroke(.down)
  static let left = Stroke(.left)
  static let right = Stroke(.right)
  static let home = Stroke(.home)
}
