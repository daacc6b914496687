import TestSupport

/// Hands at a keyboard, counting their strokes.
struct Typist {
  let terminal: Tmux
  private(set) var strokes = 0

  init(_ terminal: Tmux) {
    self.terminal = terminal
  }

  /// Presses keys one after the other, by tmux's names.
  mutating func press(_ keys: String...) throws {
    for key in keys { try terminal.sendKeys(key) }
    strokes += keys.count
  }

  /// Types text, a stroke a character.
  mutating func type(_ text: String) throws {
    try terminal.type(text)
    strokes += text.count
  }
}
