/// A canvas as text for golden tests: framed rows with visible blanks, then a layer of roles, so that themes may change.
package struct CanvasSnapshot: CustomStringConvertible, Sendable {
  package let description: String

  package init(_ canvas: Canvas) {
    let rows = canvas.size.rows
    let digits = max(2, String(rows).count)
    let number = { (value: Int) in
      String(repeating: "0", count: max(0, digits - String(value).count)) + String(value)
    }
    let cursor = canvas.cursor.map { "\($0.row + 1),\($0.column + 1)" } ?? "hidden"
    var lines = ["\(canvas.size.columns)x\(rows) cursor \(cursor)"]
    for row in 0..<rows {
      let text = canvas.row(row).map { $0.glyph == 0x20 && $0.width == 1 ? "·" : canvas.cluster(for: $0) }.joined()
      lines.append("\(number(row + 1))│\(text)│")
    }
    for row in 0..<rows {
      for run in Self.runs(canvas, row: row) {
        lines.append("\(number(row + 1)):\(number(run.first + 1))-\(number(run.last + 1)) \(run.role.name)")
      }
    }
    description = lines.joined(separator: "\n") + "\n"
  }

  /// Returns the stretches of one role in a row; plain text is left out.
  private static func runs(_ canvas: Canvas, row: Int) -> [(first: Int, last: Int, role: Role)] {
    var runs: [(first: Int, last: Int, role: Role)] = []
    for column in 0..<canvas.size.columns {
      let role = canvas[row, column].role
      if let last = runs.last, last.role == role, last.last == column - 1 {
        runs[runs.count - 1].last = column
      } else {
        runs.append((column, column, role))
      }
    }
    return runs.filter { $0.role != .text }
  }
}
