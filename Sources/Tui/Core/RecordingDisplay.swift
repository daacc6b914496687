/// A display that keeps the last frame, for tests and for running without a terminal.
@MainActor
package final class RecordingDisplay: Display {
  package var size: Size
  package let capabilities: Capabilities
  package private(set) var frames = 0
  package private(set) var last: Canvas?
  package private(set) var takesMouse = false

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

  package func takeMouse(_ isTaken: Bool) { takesMouse = isTaken }
}
