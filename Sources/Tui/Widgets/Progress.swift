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
