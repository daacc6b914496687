import Words

extension Chord {
  /// Why no action may be bound to the chord, as the end of a sentence that begins with its name; nil where one may.
  package var objection: String? {
    let isPlain = modifiers.isSubset(of: .shift)
    switch key {
    case .tab, .backTab, .escape: return say("belongs to fields, lists and questions")
    case .enter, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp,
      .pageDown:
      return isPlain ? say("belongs to fields, lists and questions") : nil
    case .insert, .function: return nil
    case .character(let character):
      if modifiers.isDisjoint(with: [.control, .alt]) { return say("types a character") }
      if modifiers == .alt { return Self.objectionToAlt(character) }
      if modifiers == .control { return Self.objectionToControl(character) }
      return nil
    }
  }

  private static func objectionToAlt(_ character: Character) -> String? {
    if let digit = character.wholeNumberValue, character.isASCII { return say("is F\(digit == 0 ? 10 : digit)") }
    return "[]^_".contains(character) ? say("is how terminals begin other keys") : nil
  }

  private static func objectionToControl(_ character: Character) -> String? {
    switch character {
    case "h": say("is sent as Backspace")
    case "i": say("is sent as Tab")
    case "j", "m": say("is sent as Enter")
    case "[": say("is sent as Esc")
    case "a"..."z", " ", "\\", "]", "^", "_": nil
    default: say("is a chord that terminals do not send")
    }
  }

  /// Whether every terminal sends the chord: a function key of the keyboard, or a letter with Ctrl or Alt.
  package var isCertain: Bool {
    switch key {
    case .function(let number): (1...12).contains(number) && modifiers.isEmpty
    case .character: (modifiers == .control || modifiers == .alt) && objection == nil
    default: false
    }
  }

  /// Whether fields and forms use the chord for editing, so that an action may have it only while no field takes keys.
  package var edits: Bool { Self.editing.contains(self) }

  private static let editing: Set<Chord> = {
    let letters: [Chord] = "abdefkuwyz ".map { .control($0) } + "bdf".map { .alt($0) }
    let moving: [Chord] = [Key.left, .right].flatMap { [Chord($0, .control), Chord($0, .alt)] }
    let rest = [
      Chord(.home, .control), Chord(.end, .control), Chord(.backspace, .alt), Chord(.backspace, .control),
      Chord(.delete, .control), Chord(.down, .alt), Chord(.enter, .alt),
    ]
    return Set(letters + moving + rest)
  }()
}
