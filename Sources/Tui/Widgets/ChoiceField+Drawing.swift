import Words

extension ChoiceField {
  static let mostRows = 8

  /// Draws the field without its list.
  package func draw(on canvas: inout Canvas, row: Int, column: Int, width: Int, isFocused: Bool, role: Role? = nil) {
    guard isMultiple, !picks.isEmpty else {
      field.draw(on: &canvas, row: row, column: column, width: width, isFocused: isFocused, role: role)
      return
    }
    let base = role ?? (isFocused ? .fieldFocus : .field)
    let room = isFocused ? max(0, width - min(14, width / 2)) : width
    var taken = picks.map(\.title).joined(separator: ", ") + (isFocused ? ", " : "")
    if TextWidth.columns(of: taken) > room {
      var shown = picks[...]
      while shown.count > 1, TextWidth.columns(of: taken) > room {
        shown = shown.dropFirst()
        taken = "+\(picks.count - shown.count) " + shown.map(\.title).joined(separator: ", ") + (isFocused ? ", " : "")
      }
    }
    canvas.fill(Rect(row: row, column: column, rows: 1, columns: width), role: base)
    let used = canvas.put(taken, row: row, column: column, width: room, role: base)
    if isFocused {
      field.draw(on: &canvas, row: row, column: column + used, width: width - used, isFocused: true, role: base)
    }
  }

  /// Draws the open list below the field, or above it where there is more room; cursor and field stay as they are.
  package func drawList(on canvas: inout Canvas, field anchor: Rect, within bounds: Rect) {
    guard isOpen else { return }
    let below = bounds.endRow - anchor.endRow
    let above = anchor.row - bounds.row
    let wanted = min(Self.mostRows, max(1, options.count)) + 2
    let goesUp = below < min(wanted, 5) && above > below
    let rows = min(wanted, goesUp ? above : below)
    guard rows >= 3 else { return }
    let titles = columnWidth { $0.title }
    let details = columnWidth { $0.detail }
    let notes = columnWidth { $0.remark }
    let inner = titles + (details > 0 ? details + 2 : 0) + (notes > 0 ? notes + 2 : 0)
    let columns = min(bounds.columns, max(inner + 5, min(anchor.columns, 60), 20))
    let list = Rect(
      row: goesUp ? anchor.row - rows : anchor.endRow,
      column: max(bounds.column, min(anchor.column - 1, bounds.endColumn - columns)), rows: rows, columns: columns)
    canvas.fill(list, role: .popup)
    canvas.box(list, role: .popup)
    let area = list.inset(by: 1)
    guard !options.isEmpty else {
      let word = isWaiting ? say("Searching") + String(canvas.glyphs.ellipsis) : say("No match")
      canvas.put(word, row: area.row, column: area.column + 1, width: area.columns - 1, role: .popupDim)
      return
    }
    let first = max(0, min(highlighted - area.rows / 2, options.count - area.rows))
    for (offset, option) in options[first...].prefix(area.rows).enumerated() {
      let isBest = first + offset == highlighted
      let isOff = option.disabledReason != nil || option.caution != nil
      let role: Role = isBest ? .popupSelection : isOff ? .popupDim : .popup
      let row = area.row + offset
      canvas.fill(Rect(row: row, column: area.column, rows: 1, columns: area.columns), role: role)
      if isBest { canvas.put(canvas.glyphs.marker, row: row, column: area.column, role: role) }
      let note = option.remark
      let most = option.detail.isEmpty ? max(0, area.columns - titles - 5) : area.columns / 2
      let noteWidth = note.isEmpty ? 0 : min(TextWidth.columns(of: note), most)
      let textEnd = area.endColumn - (noteWidth > 0 ? noteWidth + 2 : 1)
      let left = area.column + 2
      canvas.put(option.title, row: row, column: left, width: min(titles, textEnd - left), role: role)
      let middle = left + titles + 2
      canvas.put(
        option.detail, row: row, column: middle, width: textEnd - middle, role: isBest ? role : .popupDim)
      let found: Role = isBest ? .popupSelectionMatch : .popupMatch
      canvas.mark(
        option.titleMarks, of: option.title, row: row, column: left, width: min(titles, textEnd - left), role: found)
      canvas.mark(
        option.detailMarks, of: option.detail, row: row, column: middle, width: textEnd - middle, role: found)
      canvas.put(note, row: row, column: area.endColumn - noteWidth - 1, width: noteWidth, role: role)
    }
    let place = isWaiting ? say("Searching") + String(canvas.glyphs.ellipsis) : "\(highlighted + 1)/\(options.count)"
    canvas.put(
      " \(place) ", row: list.endRow - 1, column: list.column + 1, width: list.columns - 3, role: .popupDim,
      align: .trailing)
  }

  private func columnWidth(_ text: (ChoiceOption) -> String) -> Int {
    options.prefix(200).reduce(0) { max($0, TextWidth.columns(of: text($1))) }
  }
}
