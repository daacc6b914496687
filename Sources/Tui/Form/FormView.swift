/// A form as it is drawn: its fields in one or two columns, scrolled to the focus.
struct FormView {
  /// The width from which sections of the trailing side stand beside the others.
  static let wideColumns = 110
  /// The columns below which a remark that does not fit is left out.
  private static let leastRemark = 10

  var sections: [(title: String?, side: FormSide, fields: Range<Int>)]
  var fields: [FormField]
  var focusIndex: Int?

  /// Where one line of a form stands before scrolling.
  struct Placement: Equatable {
    enum Line: Equatable {
      case title(String)
      case field(Int)
    }
    var line: Line
    var side: FormSide
    var row: Int
    var rows: Int
  }

  private func isWide(_ area: Rect) -> Bool {
    area.columns >= Self.wideColumns && sections.contains { $0.side == .trailing }
  }

  /// Returns the visible lines top down, each side counting its own rows.
  func placements(isWide: Bool) -> [Placement] {
    var placements: [Placement] = []
    var leadingRow = 0
    var trailingRow = 0
    for section in sections {
      let side = isWide ? section.side : .leading
      var row = side == .leading ? leadingRow : trailingRow
      let visible = section.fields.filter { fields[$0].isVisible }
      if let title = section.title, !visible.isEmpty {
        if row > 0 { row += 1 }
        placements.append(Placement(line: .title(title), side: side, row: row, rows: 1))
        row += 1
      }
      for index in visible {
        let rows = if case .area(let area) = fields[index].body { area.rows } else { 1 }
        placements.append(Placement(line: .field(index), side: side, row: row, rows: rows))
        row += rows
      }
      if side == .leading { leadingRow = row } else { trailingRow = row }
    }
    return placements
  }

  /// The rows that the form takes at a width.
  func rowsNeeded(columns: Int) -> Int {
    let wide = isWide(Rect(row: 0, column: 0, rows: 1, columns: columns))
    return placements(isWide: wide).map { $0.row + $0.rows }.max() ?? 0
  }

  /// Draws the form scrolled to its focus; the open list of a choice lies over it, inside `overlay`.
  func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool, overlay: Rect?) {
    guard !area.isEmpty else { return }
    let wide = isWide(area)
    let all = placements(isWide: wide)
    let half = (area.columns - 3) / 2
    drawSide(all.filter { $0.side == .leading }, on: &canvas, in: wide ? area.left(half) : area, isActive)
    if wide {
      drawSide(all.filter { $0.side == .trailing }, on: &canvas, in: area.right(area.columns - half - 3), isActive)
    }
    drawList(on: &canvas, all, wide ? [area.left(half), area.right(area.columns - half - 3)] : [area], overlay ?? area)
  }

  private func scroll(_ placements: [Placement], rows: Int) -> Int {
    let total = placements.map { $0.row + $0.rows }.max() ?? 0
    guard total > rows, let focusIndex, let focused = placements.first(where: { $0.line == .field(focusIndex) }) else {
      return 0
    }
    return max(0, min(focused.row - (rows - focused.rows) / 2, total - rows))
  }

  private func labelColumns(_ placements: [Placement], in area: Rect) -> Int {
    let widest = placements.reduce(0) { widest, placement in
      guard case .field(let index) = placement.line else { return widest }
      return max(widest, TextWidth.columns(of: fields[index].label))
    }
    return min(widest, max(8, area.columns / 3))
  }

  private func drawSide(_ placements: [Placement], on canvas: inout Canvas, in area: Rect, _ isActive: Bool) {
    let first = scroll(placements, rows: area.rows)
    let total = placements.map { $0.row + $0.rows }.max() ?? 0
    let labels = labelColumns(placements, in: area)
    // The marks of what is above and below have the last column for themselves.
    let columns = total > area.rows ? area.columns - 2 : area.columns
    for placement in placements {
      let row = area.row + placement.row - first
      guard row >= area.row, row < area.endRow else { continue }
      switch placement.line {
      case .title(let title):
        let used = canvas.put(title, row: row, column: area.column, width: area.columns, role: .boxTitle)
        canvas.rule(row: row, column: area.column + used + 1, width: area.columns - used - 1)
      case .field(let index):
        let line = Rect(
          row: row, column: area.column, rows: min(placement.rows, area.endRow - row), columns: columns)
        if isActive { canvas.spot(line, stepsToFocus(index)) }
        draw(fields[index], on: &canvas, in: line, labels: labels, isFocused: isActive && index == focusIndex)
      }
    }
    let edge = area.endColumn - 1
    if first > 0 { canvas.put(canvas.glyphs.arrowUp, row: area.row, column: edge, role: .textStrong) }
    if first + area.rows < total {
      canvas.put(canvas.glyphs.arrowDown, row: area.endRow - 1, column: edge, role: .textStrong)
    }
  }

  /// The strokes of Tab that bring the focus to a field.
  private func stepsToFocus(_ index: Int) -> [KeyPress] {
    let order = fields.indices.filter { fields[$0].takesFocus }
    guard let focusIndex, let here = order.firstIndex(of: focusIndex), let there = order.firstIndex(of: index) else {
      return []
    }
    return Array(repeating: there < here ? KeyPress(.backTab) : KeyPress(.tab), count: abs(there - here))
  }

  /// Columns before the input: gutter with its blank, label, and two blanks.
  private func inputArea(_ field: FormField, in line: Rect, labels: Int) -> Rect {
    let start = 2 + labels + 2
    let room = max(0, line.columns - start - 1)
    if case .display = field.body {
      return Rect(row: line.row, column: line.column + start, rows: line.rows, columns: room)
    }
    return Rect(row: line.row, column: line.column + start, rows: line.rows, columns: min(field.width, room))
  }

  private func draw(_ field: FormField, on canvas: inout Canvas, in line: Rect, labels: Int, isFocused: Bool) {
    if field.error != nil { canvas.put("*", row: line.row, column: line.column, role: .fieldError) }
    let labelRole: Role = isFocused ? .fieldLabelFocus : .fieldLabel
    canvas.put(field.label, row: line.row, column: line.column + 2, width: labels, role: labelRole)
    let input = inputArea(field, in: line, labels: labels)
    let role: Role? = field.error != nil && !isFocused ? .fieldError : field.isEnabled ? field.role : .fieldDisabled
    switch field.body {
    case .text(let text):
      text.draw(
        on: &canvas, row: input.row, column: input.column, width: input.columns, isFocused: isFocused, role: role)
    case .choice(let choice):
      choice.draw(
        on: &canvas, row: input.row, column: input.column, width: input.columns, isFocused: isFocused, role: role)
    case .area(let text): text.draw(on: &canvas, in: input, isFocused: isFocused, role: role)
    case .display(let text):
      canvas.put(text, row: input.row, column: input.column, width: input.columns, role: field.role ?? .text)
    }
    let side = input.endColumn + 2
    let room = line.endColumn - side
    let (remark, remarkRole) = remark(field, room: room)
    // A few letters of a remark are noise; a problem is marked whatever the room.
    guard room >= Self.leastRemark || TextWidth.columns(of: remark) <= room || field.error != nil else { return }
    canvas.put(remark, row: line.row, column: side, width: room, role: remarkRole)
  }

  /// What stands beside a field; a problem that would be cut there is told in whole where the focus comes to it.
  private func remark(_ field: FormField, room: Int) -> (String, Role) {
    let isMissing = field.isRequired && field.isEmpty
    if let error = field.error {
      return (isMissing && TextWidth.columns(of: error) > room ? "needed" : error, .fieldError)
    }
    if !field.echo.isEmpty { return (field.echo, .fieldEcho) }
    if isMissing, field.hint.isEmpty { return ("needed", .fieldHint) }
    return (field.isEmpty ? field.hint : "", .fieldHint)
  }

  private func drawList(on canvas: inout Canvas, _ placements: [Placement], _ areas: [Rect], _ overlay: Rect) {
    guard let focusIndex, case .choice(let choice) = fields[focusIndex].body, choice.isOpen,
      let placement = placements.first(where: { $0.line == .field(focusIndex) })
    else { return }
    let side = placements.filter { $0.side == placement.side }
    let area = placement.side == .leading ? areas[0] : areas[areas.count - 1]
    let row = area.row + placement.row - scroll(side, rows: area.rows)
    let line = Rect(row: row, column: area.column, rows: 1, columns: area.columns)
    let input = inputArea(fields[focusIndex], in: line, labels: labelColumns(side, in: area))
    choice.drawList(on: &canvas, field: input, within: overlay)
  }
}

extension Form {
  private var view: FormView { FormView(sections: sections, fields: fields, focusIndex: focusIndex) }

  /// The rows that the form takes at a width.
  package func rowsNeeded(columns: Int) -> Int { view.rowsNeeded(columns: columns) }

  /// Draws the form scrolled to its focus; the open list of a choice lies over it, inside `overlay`.
  package func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool = true, overlay: Rect? = nil) {
    view.draw(on: &canvas, in: area, isActive: isActive, overlay: overlay)
  }
}
