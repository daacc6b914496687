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

/// Where frames become visible; the only type that talks to a terminal implements it.
@MainActor
package protocol Display {
  var size: Size { get }
  var capabilities: Capabilities { get }
  func show(_ canvas: Canvas, theme: Theme)
}

/// A display that keeps the last frame, for tests and for running without a terminal.
@MainActor
package final class RecordingDisplay: Display {
  package var size: Size
  package let capabilities: Capabilities
  package private(set) var frames = 0
  package private(set) var last: Canvas?

  package init(
    size: Size, capabilities: Capabilities = Capabilities(depth: .trueColor, glyphs: .unicode, terminal: "memory")
  ) {
    self.size = size
    self.capabilities = capabilities
  }

  package func show(_ canvas: Canvas, theme: Theme) {
    frames += 1
    last = canvas
  }
}
