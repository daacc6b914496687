/// How far a long task is; drawn as a bar with a percentage.
package struct Progress: Equatable, Sendable {
  package var label: String
  /// Between 0 and 1.
  package var fraction: Double

  package init(_ label: String, fraction: Double) {
    self.label = label
    self.fraction = fraction.isFinite ? max(0, min(1, fraction)) : 0
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let percent = "\(Int(fraction * 100))%"
    let used = label.isEmpty ? 0 : canvas.put(label, row: area.row, column: area.column, width: area.columns / 2) + 1
    let bar = area.columns - used - 5
    guard bar > 0 else { return }
    let full = Int(fraction * Double(bar))
    for offset in 0..<bar {
      let glyph = offset < full ? canvas.glyphs.barFull : canvas.glyphs.barEmpty
      canvas.put(glyph, row: area.row, column: area.column + used + offset, role: offset < full ? .chart : .textDim)
    }
    canvas.put(percent, row: area.row, column: area.endColumn - 4, width: 4, role: .text, align: .trailing)
  }
}

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

/// The notice that stands in for every screen on a terminal below the smallest size.
package enum TooSmall {
  package static let smallest = Size(rows: 20, columns: 60)

  /// Draws the notice where the canvas is too small; says whether it did.
  package static func draw(on canvas: inout Canvas) -> Bool {
    guard !canvas.size.holds(smallest) else { return false }
    canvas.clear()
    let lines = [
      "The window is too small.", "\(canvas.size.columns)x\(canvas.size.rows) now,",
      "\(smallest.columns)x\(smallest.rows) needed.",
    ]
    let area = canvas.bounds.centred(rows: lines.count, columns: canvas.size.columns)
    for (offset, line) in lines.prefix(area.rows).enumerated() {
      canvas.put(
        line, row: area.row + offset, column: 0, width: canvas.size.columns, role: offset == 0 ? .textStrong : .text,
        align: .centre)
    }
    return true
  }
}
