/// A key without its modifiers.
package enum Key: Hashable, Sendable {
  case character(Character)
  case enter, tab, backTab, escape, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

/// The keys held while another is pressed.
package struct Modifiers: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let control = Modifiers(rawValue: 1)
  package static let alt = Modifiers(rawValue: 2)
  package static let shift = Modifiers(rawValue: 4)
}

/// One key stroke; Ctrl-S is `.character("s")` with `.control`.
package struct KeyPress: Hashable, Sendable {
  package var key: Key
  package var modifiers: Modifiers

  package init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }

  package static func character(_ character: Character) -> KeyPress { KeyPress(.character(character)) }
  package static func control(_ character: Character) -> KeyPress { KeyPress(.character(character), .control) }
  package static func alt(_ character: Character) -> KeyPress { KeyPress(.character(character), .alt) }

  /// The character that the key types into a field; nil for commands.
  package var typed: Character? {
    guard case .character(let character) = key, modifiers.isDisjoint(with: [.control, .alt]) else { return nil }
    return character
  }
}
