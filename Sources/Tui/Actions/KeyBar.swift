/// The last row of a screen: the keys that work now, the most important first.
package enum KeyBar {
  /// Draws the actions of the bar that fit, each in whole; unavailable ones are grey.
  package static func draw(_ entries: [AvailableAction], on canvas: inout Canvas, in area: Rect) {
    let line = area.top(1)
    canvas.fill(line, role: .keyLabel)
    var column = line.column
    for entry in order(entries) {
      guard let chord = entry.action.mainChord?.description else { continue }
      let title = entry.action.title
      let needed = TextWidth.columns(of: chord) + 1 + TextWidth.columns(of: title)
      guard column + needed <= line.endColumn else { continue }
      let isOn = entry.availability == .on
      column += canvas.put(chord, row: line.row, column: column, role: isOn ? .key : .keyDisabled)
      column += 1
      column += canvas.put(title, row: line.row, column: column, role: isOn ? .keyLabel : .keyDisabled)
      column += 2
    }
  }

  private static func order(_ entries: [AvailableAction]) -> [AvailableAction] {
    let shown = entries.filter {
      $0.action.barPriority != nil && $0.availability != .hidden && $0.action.mainChord != nil
    }
    let places = shown.indices.sorted {
      (shown[$0].action.barPriority ?? 0, $0) < (shown[$1].action.barPriority ?? 0, $1)
    }
    return places.map { shown[$0] }
  }
}
