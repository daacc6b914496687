/// Amounts under each other with bars to compare them by; the largest one is as wide as there is room.
package struct BarList: Equatable, Sendable {
  package var bars: [Bar]

  /// One amount with its name and how it is written.
  package struct Bar: Equatable, Sendable {
    package var label: String
    package var value: String
    /// Nil and zero have no bar.
    package var amount: Int?

    package init(_ label: String, value: String, amount: Int?) {
      self.label = label
      self.value = value
      self.amount = amount
    }
  }

  package init(_ bars: [Bar]) {
    self.bars = bars
  }

  private static let widestLabel = 18

  /// The columns of a bar: in proportion to the largest amount, and at least one for what is not zero.
  package static func columns(of amount: Int?, largest: Int, room: Int) -> Int {
    guard let amount, amount > 0, largest > 0, room > 0 else { return 0 }
    return max(1, min(room, Int((Double(amount) / Double(largest) * Double(room)).rounded())))
  }

  /// The first bar in sight when one of them has to be.
  package static func top(showing place: Int, of count: Int, rows: Int) -> Int {
    max(0, min(place - rows / 2, count - rows))
  }

  /// Draws the bars from one on; marks say where there are more of them, and which one is selected.
  package func draw(on canvas: inout Canvas, in whole: Rect, from top: Int = 0, selected: Int? = nil) {
    guard !whole.isEmpty else { return }
    let area = selected == nil ? whole : whole.droppingLeft(2)
    let first = max(0, min(top, bars.count - area.rows))
    let widest = bars.map { TextWidth.columns(of: $0.label) }.max() ?? 0
    let label = min(widest, Self.widestLabel, area.columns / 2)
    let value = bars.map { TextWidth.columns(of: $0.value) }.max() ?? 0
    let room = area.columns - label - value - 3
    let largest = bars.compactMap(\.amount).max() ?? 0
    for (offset, bar) in bars.dropFirst(first).prefix(area.rows).enumerated() {
      let row = area.row + offset
      let isSelected = first + offset == selected
      if isSelected {
        canvas.put(canvas.glyphs.marker, row: row, column: whole.column, role: .selection)
      }
      canvas.put(bar.label, row: row, column: area.column, width: label, role: isSelected ? .selection : .text)
      canvas.put(
        bar.value, row: row, column: area.column + label + 1, width: value, role: .textStrong, align: .trailing)
      for column in 0..<Self.columns(of: bar.amount, largest: largest, room: room) {
        canvas.put(canvas.glyphs.barFull, row: row, column: area.column + label + value + 2 + column, role: .chart)
      }
    }
    if first > 0 { canvas.put(canvas.glyphs.arrowUp, row: area.row, column: area.endColumn - 1, role: .textDim) }
    if first + area.rows < bars.count {
      canvas.put(canvas.glyphs.arrowDown, row: area.endRow - 1, column: area.endColumn - 1, role: .textDim)
    }
  }
}
