/// A drawing of dots finer than cells: two by four in each, as Braille signs have them.
///
/// Where the locale shows ASCII alone, a cell with any dot is a full stop.
package struct DotGrid: Equatable, Sendable {
  package let size: Size
  private var cells: [UInt8]

  package static let dotsPerColumn = 2
  package static let dotsPerRow = 4

  package init(size: Size) {
    self.size = size
    cells = Array(repeating: 0, count: max(0, size.rows) * max(0, size.columns))
  }

  /// Dots from left to right.
  package var width: Int { size.columns * Self.dotsPerColumn }
  /// Dots from top to bottom.
  package var height: Int { size.rows * Self.dotsPerRow }

  /// The bits of a Braille sign, by row and column of the dot within its cell.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  /// Sets a dot; one outside the grid is left out.
  package mutating func set(x: Int, y: Int) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    cells[y / 4 * size.columns + x / 2] |= Self.bits[y % 4][x % 2]
  }

  /// Sets the dots of a straight line, both ends included.
  package mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y))
    guard steps > 0 else { return set(x: start.x, y: start.y) }
    for step in 0...steps {
      set(x: Self.between(start.x, end.x, step, steps), y: Self.between(start.y, end.y, step, steps))
    }
  }

  /// The point a share of the way along, rounded half away from the start.
  private static func between(_ first: Int, _ last: Int, _ step: Int, _ steps: Int) -> Int {
    let way = (last - first) * step
    return first + (way >= 0 ? (2 * way + steps) : (2 * way - steps)) / (2 * steps)
  }

  /// Says whether a cell holds no dot.
  package func isEmpty(row: Int, column: Int) -> Bool { cells[row * size.columns + column] == 0 }

  /// Draws the cells that hold dots, from the top left of the area.
  package func draw(on canvas: inout Canvas, in area: Rect, role: Role = .chart) {
    for row in 0..<min(size.rows, area.rows) {
      for column in 0..<min(size.columns, area.columns) {
        let cell = cells[row * size.columns + column]
        guard cell != 0 else { continue }
        let sign = canvas.glyphs == .unicode ? Unicode.Scalar(0x2800 + UInt32(cell)) : "."
        canvas.put(sign ?? canvas.glyphs.dot, row: area.row + row, column: area.column + column, role: role)
      }
    }
  }
}
