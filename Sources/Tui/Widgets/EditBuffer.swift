/// What a key did to a text.
package enum EditOutcome: Sendable { case ignored, moved, changed }

/// Text under the cursor with the editing keys of readline; the shared heart of one-line and multi-line fields.
package struct EditBuffer: Equatable, Sendable {
  package private(set) var characters: [Character] = []
  /// The position of the cursor in characters.
  package private(set) var cursor = 0
  /// Says whether the whole text is selected, so that typing replaces it.
  package private(set) var isAllSelected = false
  private var killed: [Character] = []
  /// The most characters that typing, pasting and yanking may make.
  package var maximumLength: Int

  package init(_ text: String = "", maximumLength: Int = .max) {
    self.maximumLength = maximumLength
    characters = Array(text)
    cursor = characters.count
  }

  package var text: String { String(characters) }

  package mutating func replace(with text: String) {
    characters = Array(text)
    cursor = characters.count
    isAllSelected = false
  }

  package mutating func selectAll() {
    cursor = characters.count
    isAllSelected = !characters.isEmpty
  }

  package mutating func deselect() { isAllSelected = false }

  package mutating func move(to position: Int) {
    cursor = max(0, min(position, characters.count))
    isAllSelected = false
  }

  /// Inserts what fits of a text at the cursor, or in place of a selected whole; says whether anything changed.
  @discardableResult
  package mutating func insert(_ text: some StringProtocol) -> Bool {
    let kept = isAllSelected ? [] : characters
    let place = isAllSelected ? 0 : cursor
    let accepted = text.prefix(max(0, maximumLength - kept.count))
    guard !accepted.isEmpty else { return false }
    // Joined as strings, so that a mark merges with the letter before it.
    let head = Array(String(kept[..<place]) + accepted)
    let whole = Array(String(head) + String(kept[place...]))
    guard whole.count <= maximumLength else { return false }
    cursor = min(head.count, whole.count)
    characters = whole
    isAllSelected = false
    return true
  }

  /// Carries out an editing key; keys that are no editing keys are ignored.
  package mutating func handle(_ press: KeyPress) -> EditOutcome {
    let before = (characters.count, cursor, isAllSelected)
    switch (press.key, press.modifiers) {
    case (.left, []), (.character("b"), .control): move(to: isAllSelected ? 0 : cursor - 1)
    case (.right, []), (.character("f"), .control): move(to: isAllSelected ? characters.count : cursor + 1)
    case (.left, .control), (.left, .alt), (.character("b"), .alt): move(to: wordStart)
    case (.right, .control), (.right, .alt), (.character("f"), .alt): move(to: wordEnd)
    case (.home, []), (.character("a"), .control): move(to: lineStart)
    case (.end, []), (.character("e"), .control): move(to: lineEnd)
    case (.backspace, []), (.backspace, .shift):
      if isAllSelected { clear() } else { remove(max(0, cursor - 1)..<cursor) }
    case (.delete, []):
      if isAllSelected { clear() } else { remove(cursor..<min(characters.count, cursor + 1)) }
    case (.backspace, .alt), (.backspace, .control): kill(wordStart..<cursor)
    case (.character("w"), .control): kill(spaceStart..<cursor)
    case (.character("d"), .alt), (.delete, .control): kill(cursor..<wordEnd)
    case (.character("k"), .control): kill(cursor..<lineEnd)
    case (.character("u"), .control): kill(lineStart..<cursor)
    case (.character("y"), .control):
      return insert(String(killed)) ? .changed : .moved
    default: return .ignored
    }
    return before.0 != characters.count ? .changed : .moved
  }

  private mutating func clear() {
    characters = []
    cursor = 0
    isAllSelected = false
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
    isAllSelected = false
  }

  private mutating func kill(_ range: Range<Int>) {
    if !range.isEmpty { killed = Array(characters[range]) }
    remove(range)
  }

  // MARK: Places

  private var lineStart: Int { characters[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0 }
  private var lineEnd: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }

  private var wordStart: Int {
    var place = cursor
    while place > 0, !Self.isWord(characters[place - 1]) { place -= 1 }
    while place > 0, Self.isWord(characters[place - 1]) { place -= 1 }
    return place
  }

  private var spaceStart: Int {
    var place = cursor
    while place > 0, characters[place - 1].isWhitespace { place -= 1 }
    while place > 0, !characters[place - 1].isWhitespace { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < characters.count, !Self.isWord(characters[place]) { place += 1 }
    while place < characters.count, Self.isWord(characters[place]) { place += 1 }
    return place
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
