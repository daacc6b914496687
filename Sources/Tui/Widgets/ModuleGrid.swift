/// A square of dark and light modules, such as a QR code, drawn so that a camera can read it.
///
/// Two modules share a cell as half blocks; where the locale shows ASCII alone, a module is two cells wide. It is dark on
/// light whatever the theme.
package struct ModuleGrid: Equatable, Sendable {
  /// Modules in a row and in a column, without the quiet zone.
  package let size: Int
  private let dark: [Bool]

  package init(size: Int, isDark: (_ row: Int, _ column: Int) -> Bool) {
    self.size = max(0, size)
    var dark: [Bool] = []
    for row in 0..<self.size { for column in 0..<self.size { dark.append(isDark(row, column)) } }
    self.dark = dark
  }

  /// The cells that it takes with so many light modules around it.
  package func cells(quietZone: Int, glyphs: GlyphSet) -> Size {
    let side = size + 2 * quietZone
    return glyphs == .unicode ? Size(rows: (side + 1) / 2, columns: side) : Size(rows: side, columns: 2 * side)
  }

  private func isDark(_ row: Int, _ column: Int, _ quietZone: Int) -> Bool {
    let (row, column) = (row - quietZone, column - quietZone)
    return (0..<size).contains(row) && (0..<size).contains(column) && dark[row * size + column]
  }

  /// Draws it from the top left of the area, which has room for `cells`.
  package func draw(on canvas: inout Canvas, in area: Rect, quietZone: Int) {
    let side = size + 2 * quietZone
    let cells = cells(quietZone: quietZone, glyphs: canvas.glyphs)
    canvas.fill(Rect(row: area.row, column: area.column, rows: cells.rows, columns: cells.columns), role: .code)
    for row in 0..<cells.rows {
      for column in 0..<side {
        if canvas.glyphs == .unicode {
          guard let sign = Self.sign(isDark(2 * row, column, quietZone), isDark(2 * row + 1, column, quietZone)) else {
            continue
          }
          canvas.put(sign, row: area.row + row, column: area.column + column, role: .code)
        } else if isDark(row, column, quietZone) {
          canvas.put("##", row: area.row + row, column: area.column + 2 * column, role: .codeInk)
        }
      }
    }
  }

  /// The sign of two modules, one over the other; nil where both are light.
  private static func sign(_ upper: Bool, _ lower: Bool) -> Unicode.Scalar? {
    switch (upper, lower) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): nil
    }
  }
}
