/// Amounts in a row as bars of one line, one column each; what is not known is a dot.
package struct Sparkline: Equatable, Sendable {
  package var amounts: [Int?]

  package init(_ amounts: [Int?]) {
    self.amounts = amounts
  }

  /// The height of each amount: 0 for nothing, the most for the largest, and at least 1 for what is more than nothing.
  package static func levels(of amounts: [Int?], most: Int) -> [Int?] {
    let largest = amounts.compactMap { $0 }.max() ?? 0
    return amounts.map { amount in
      guard let amount else { return nil }
      guard amount > 0, largest > 0 else { return 0 }
      return max(1, Int((Double(amount) / Double(largest) * Double(most)).rounded()))
    }
  }

  /// Draws the newest amounts that there is room for and returns the columns used.
  @discardableResult
  package func draw(on canvas: inout Canvas, row: Int, column: Int, width: Int) -> Int {
    let signs = canvas.glyphs.levels
    let shown = Self.levels(of: amounts, most: signs.count - 1).suffix(max(0, width))
    for (offset, level) in shown.enumerated() {
      canvas.put(
        level.map { signs[$0] } ?? canvas.glyphs.dot, row: row, column: column + offset,
        role: level == nil ? .textDim : .chart)
    }
    return shown.count
  }
}
