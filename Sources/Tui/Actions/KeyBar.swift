/// The last row of a screen: the keys that work now, the most important first.
package struct KeyBar: Sendable {
  private let items: [Item]

  private struct Item: Sendable {
    var action: Action
    var chord: String
  }

  /// Takes the actions that have a key and a place in the bar, and puts them in order.
  package init(_ actions: [Action]) {
    let shown = actions.enumerated().filter { $0.element.barPriority != nil }
    let ordered = shown.sorted { ($0.element.barPriority ?? 0, $0.offset) < ($1.element.barPriority ?? 0, $1.offset) }
    items = ordered.compactMap { _, action in
      guard let chord = action.mainChord?.description else { return nil }
      return Item(action: action, chord: chord)
    }
  }

  /// Draws the actions that fit, each in whole; unavailable ones are grey and hidden ones left out.
  package func draw(on canvas: inout Canvas, in area: Rect, availability: (Action) -> Availability) {
    let line = area.top(1)
    canvas.fill(line, role: .keyLabel)
    var column = line.column
    for item in items {
      let title = item.action.title
      let columns = TextWidth.columns(of: item.chord) + 1 + TextWidth.columns(of: title)
      guard column + columns <= line.endColumn else { continue }
      let state = availability(item.action)
      guard state != .hidden else { continue }
      let isOn = state == .on
      column += canvas.put(item.chord, row: line.row, column: column, role: isOn ? .key : .keyDisabled)
      column += 1
      column += canvas.put(title, row: line.row, column: column, role: isOn ? .keyLabel : .keyDisabled)
      column += 2
    }
  }
}
