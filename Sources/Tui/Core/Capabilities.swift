/// What a terminal can show.
package struct Capabilities: Sendable, Equatable {
  package var depth: ColorDepth
  package var glyphs: GlyphSet
  /// The name of the terminal, as in `TERM`.
  package var terminal: String

  package init(depth: ColorDepth, glyphs: GlyphSet, terminal: String) {
    self.depth = depth
    self.glyphs = glyphs
    self.terminal = terminal
  }
}
