/// A key combination that an action is bound to, printed as people write it: `Ctrl-S`, `F2`, `Alt-Down`, `Shift-Tab`.
package struct Chord: Hashable, Sendable, CustomStringConvertible {
  package let key: Key
  package let modifiers: Modifiers

  /// Makes the chord of a key stroke; spellings of the same stroke are equal.
  package init(_ key: Key, _ modifiers: Modifiers = []) {
    var key = key
    var modifiers = modifiers
    if key == .backTab {
      key = .tab
      modifiers.insert(.shift)
    }
    if case .character(let character) = key {
      // The case of a letter is in the letter, and with Ctrl or Alt it does not count.
      modifiers.remove(.shift)
      if !modifiers.isEmpty, let lower = character.lowercased().first { key = .character(lower) }
    }
    self.key = key
    self.modifiers = modifiers
  }

  package init(_ press: KeyPress) { self.init(press.key, press.modifiers) }

  /// Reads a chord as it is printed, in any case; nil where it is none.
  package init?(_ text: String) {
    var rest = text[...]
    var modifiers: Modifiers = []
    scan: while true {
      for (name, modifier) in Self.modifierNames where rest.count > name.count + 1 {
        let head = rest.prefix(name.count + 1)
        if head.lowercased() == name.lowercased() + "-" {
          modifiers.insert(modifier)
          rest = rest.dropFirst(name.count + 1)
          continue scan
        }
      }
      break
    }
    let name = rest.lowercased()
    if let named = Self.keyNames.first(where: { $0.name.lowercased() == name }) {
      self.init(named.key, modifiers)
    } else if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...24).contains(number) {
      self.init(.function(number), modifiers)
    } else if rest.count == 1, let character = rest.first, character != " " {
      self.init(.character(character), modifiers)
    } else {
      return nil
    }
  }

  package static func control(_ character: Character) -> Chord { Chord(.character(character), .control) }
  package static func alt(_ character: Character) -> Chord { Chord(.character(character), .alt) }
  package static func function(_ number: Int) -> Chord { Chord(.function(number)) }

  package var description: String {
    var text = ""
    for (name, modifier) in Self.modifierNames where modifiers.contains(modifier) { text += name + "-" }
    if let named = Self.keyNames.first(where: { $0.key == key }) { return text + named.name }
    switch key {
    case .function(let number): return text + "F\(number)"
    case .character(let character): return text + (modifiers.isEmpty ? String(character) : character.uppercased())
    default: return text
    }
  }

  /// The chord that sends the same key where a terminal keeps the function keys for itself: Alt-1 is F1, Alt-0 is F10.
  package var twin: Chord? {
    guard case .function(let number) = key, modifiers.isEmpty, (1...10).contains(number) else { return nil }
    return .alt(Character("\(number % 10)"))
  }

  package var isFunctionKey: Bool {
    if case .function = key { return true }
    return false
  }

  private static let modifierNames: [(String, Modifiers)] = [("Ctrl", .control), ("Alt", .alt), ("Shift", .shift)]

  private static let keyNames: [(key: Key, name: String)] = [
    (.enter, "Enter"), (.tab, "Tab"), (.escape, "Esc"), (.backspace, "Backspace"), (.delete, "Del"),
    (.insert, "Ins"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"),
    (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.character(" "), "Space"),
  ]
}
