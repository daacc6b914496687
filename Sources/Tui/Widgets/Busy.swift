/// The sign that work is under way; the owner counts the ticks.
package struct Busy: Equatable, Sendable {
  package var label: String
  package var tick: Int

  package init(_ label: String, tick: Int = 0) {
    self.label = label
    self.tick = tick
  }

  /// Draws the sign and returns the columns used.
  @discardableResult
  package func draw(on canvas: inout Canvas, row: Int, column: Int, width: Int = .max) -> Int {
    let frames: [Unicode.Scalar] = ["|", "/", "-", "\\"]
    return canvas.put(
      "\(frames[((tick % 4) + 4) % 4]) \(label)", row: row, column: column, width: width, role: .busy)
  }
}
