import Words

/// The notice that stands in for every screen on a terminal below the smallest size.
package enum TooSmall {
  package static let smallest = Size(rows: 20, columns: 60)

  /// Draws the notice where the canvas is too small; says whether it did.
  package static func draw(on canvas: inout Canvas) -> Bool {
    guard !canvas.size.holds(smallest) else { return false }
    canvas.clear()
    let lines = [
      say("The window is too small."), say("\(canvas.size.columns)x\(canvas.size.rows) now,"),
      say("\(smallest.columns)x\(smallest.rows) needed."),
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
