import Words

/// What a key did to the palette.
package enum PaletteEvent: Equatable, Sendable {
  case ignored, handled
  case run(Action)
  /// The action cannot be run now, and why.
  case refused(Action, String)
  case closed
}

/// Every action in one list that is filtered by typing and run by Enter.
package struct Palette: Equatable, Sendable {
  package private(set) var query = TextField(placeholder: say("Type to find an action"))
  private let entries: [Entry]
  private var shown: [Int]
  private var selected = 0
  private let keepsGroups: Bool

  private struct Entry: Equatable, Sendable {
    var entry: AvailableAction
    var titleKey: SearchKey
    var allKey: SearchKey
  }

  /// Takes the actions in their order; hidden ones are left out. With `keepsGroups` they stay under their groups.
  package init(_ actions: [AvailableAction], keepsGroups: Bool = false) {
    self.keepsGroups = keepsGroups
    entries = actions.filter { $0.availability != .hidden }.map { entry in
      let action = entry.action
      let keys = action.chords.map(\.description).joined(separator: " ")
      return Entry(
        entry: entry, titleKey: SearchKey(action.title),
        allKey: SearchKey("\(action.title) \(say(action.group)) \(action.help) \(keys) \(action.id)"))
    }
    shown = Array(entries.indices)
  }

  package var visible: [AvailableAction] { shown.map { entries[$0].entry } }
  package var selection: AvailableAction? { shown.indices.contains(selected) ? entries[shown[selected]].entry : nil }

  package mutating func handle(_ press: KeyPress) -> PaletteEvent {
    switch (press.key, press.modifiers) {
    case (.escape, []): return .closed
    case (.up, []): return move(to: selected - 1)
    case (.down, []), (.tab, []): return move(to: selected + 1)
    case (.backTab, _), (.tab, .shift): return move(to: selected - 1)
    case (.pageUp, []): return move(to: selected - 10)
    case (.pageDown, []): return move(to: selected + 10)
    case (.enter, []):
      guard let selection else { return .handled }
      if let reason = selection.availability.explanation { return .refused(selection.action, reason) }
      return .run(selection.action)
    default: break
    }
    let outcome = query.handle(press)
    if outcome == .changed { refilter() }
    return outcome == .ignored ? .ignored : .handled
  }

  package mutating func paste(_ text: String) -> PaletteEvent {
    if query.paste(text) == .changed { refilter() }
    return .handled
  }

  private mutating func move(to index: Int) -> PaletteEvent {
    selected = max(0, min(index, shown.count - 1))
    return .handled
  }

  private mutating func refilter() {
    let words = SearchKey(query.text).words
    let rank = { (entry: Entry) -> Int? in
      if words.allSatisfy({ entry.titleKey.hasWordPrefix($0) }) { return 0 }
      if words.allSatisfy({ entry.titleKey.contains($0) }) { return 1 }
      return words.allSatisfy { entry.allKey.contains($0) } ? 2 : nil
    }
    let ranked = entries.indices.compactMap { index in rank(entries[index]).map { (rank: $0, index: index) } }
    shown = (keepsGroups ? ranked : ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }).map(\.index)
    selected = 0
  }

  // MARK: Drawing

  /// Draws the palette as a box in the middle of an area.
  package func draw(on canvas: inout Canvas, in area: Rect, title: String = say("Actions")) {
    let box = area.centred(rows: min(20, max(6, entries.count + 4)), columns: 76)
    canvas.fill(box, role: .popup)
    canvas.box(box, title: title, role: .popup)
    drawList(on: &canvas, in: box.inset(rows: 1, columns: 2))
  }

  /// Draws query line, list and the explanation of the selected action.
  func drawList(on canvas: inout Canvas, in area: Rect) {
    guard area.rows >= 4 else { return }
    query.draw(on: &canvas, row: area.row, column: area.column, width: area.columns, isFocused: true)
    let list = area.droppingTop(1).droppingBottom(1)
    let lines = lines()
    let target = lines.firstIndex { $0 == .entry(selected) } ?? 0
    let first = max(0, min(target - list.rows / 2, lines.count - list.rows))
    for (offset, line) in lines[first...].prefix(list.rows).enumerated() {
      let row = Rect(row: list.row + offset, column: list.column, rows: 1, columns: list.columns)
      switch line {
      case .group(let group):
        canvas.put(say(group), row: row.row, column: row.column, width: row.columns, role: .popupDim)
      case .entry(let place): draw(place, on: &canvas, in: row)
      }
    }
    if shown.isEmpty { canvas.put(say("Nothing matches."), row: list.row, column: list.column + 2, role: .popupDim) }
    if let selection {
      let text = selection.availability.explanation ?? selection.action.help
      canvas.put(text, row: area.endRow - 1, column: area.column, width: area.columns, role: .popupDim)
    }
  }

  private enum Line: Equatable {
    case group(Phrase)
    case entry(Int)
  }

  private func lines() -> [Line] {
    guard keepsGroups else { return shown.indices.map { .entry($0) } }
    var lines: [Line] = []
    var group: Phrase?
    for (place, index) in shown.enumerated() {
      let next = entries[index].entry.action.group
      if next != group { lines.append(.group(next)) }
      group = next
      lines.append(.entry(place))
    }
    return lines
  }

  private func draw(_ place: Int, on canvas: inout Canvas, in row: Rect) {
    let entry = entries[shown[place]].entry
    let isSelected = place == selected
    let role: Role = isSelected ? .popupSelection : entry.availability == .on ? .popup : .popupDim
    canvas.fill(row, role: role)
    if isSelected { canvas.put(canvas.glyphs.marker, row: row.row, column: row.column, role: role) }
    let keys = entry.action.shownChords.map(\.description).joined(separator: ", ")
    let keyWidth = min(TextWidth.columns(of: keys), row.columns / 2)
    let titleWidth = row.columns - keyWidth - 4
    var used = canvas.put(entry.action.title, row: row.row, column: row.column + 2, width: titleWidth, role: role)
    let extra = keepsGroups ? entry.action.help : say(entry.action.group)
    used += 4
    canvas.put(
      extra, row: row.row, column: row.column + used, width: titleWidth - used, role: isSelected ? role : .popupDim)
    canvas.put(keys, row: row.row, column: row.endColumn - keyWidth, width: keyWidth, role: role)
  }
}
