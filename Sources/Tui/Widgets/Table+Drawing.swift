import Words

extension Table {
  /// Where the selection stands among the visible rows, such as `12/340`.
  package var position: String {
    "\(selection == nil ? 0 : place + 1)/\(shown.count)"
  }

  /// Draws header, filter line and the rows in sight; the selected row has a marker as well as its role.
  package func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool = true) {
    guard area.rows > 1, area.columns > 4 else { return }
    let layout = TableColumn.layout(columns, room: area.columns - 2)
    drawHeader(on: &canvas, area, layout)
    var body = area.droppingTop(1)
    if !filter.isEmpty {
      drawFilter(on: &canvas, body.top(1), isActive)
      body = body.droppingTop(1)
    }
    guard !shown.isEmpty else {
      let text = filter.isEmpty ? emptyText : say("Nothing matches.")
      canvas.put(text, row: body.row, column: body.column + 2, width: body.columns - 2, role: .textDim)
      return
    }
    let first = Self.scroll(top, place: place, rows: body.rows, count: shown.count)
    for offset in 0..<min(body.rows, shown.count - first) {
      let row = rows[shown[first + offset]]
      draw(row, on: &canvas, body.row + offset, area, layout, isSelected: row.id == selection, isActive)
    }
  }

  private func drawHeader(on canvas: inout Canvas, _ area: Rect, _ layout: [(index: Int, width: Int)]) {
    canvas.fill(area.top(1), role: .tableHeader)
    var column = area.column + 2
    for (index, width) in layout {
      canvas.put(
        columns[index].title, row: area.row, column: column, width: width, role: .tableHeader,
        align: columns[index].alignment)
      column += width + TableColumn.gap
    }
    drawPosition(on: &canvas, area, layout)
  }

  /// Shows the position at the end of the header cell that has the most room to spare, so that it hides no title.
  private func drawPosition(on canvas: inout Canvas, _ area: Rect, _ layout: [(index: Int, width: Int)]) {
    guard showsPosition, !shown.isEmpty else { return }
    var best = (spare: 0, end: 0)
    var column = area.column + 2
    for (index, width) in layout {
      let spare = width - TextWidth.columns(of: columns[index].title)
      if columns[index].alignment == .leading, spare > best.spare { best = (spare, column + width) }
      column += width + TableColumn.gap
    }
    let width = TextWidth.columns(of: position)
    guard best.spare > width else { return }
    canvas.put(position, row: area.row, column: best.end - width, role: .textDim)
  }

  private func drawFilter(on canvas: inout Canvas, _ line: Rect, _ isActive: Bool) {
    let count = say("\(shown.count) of \(rows.count)")
    let used = canvas.put(say("Filter: "), row: line.row, column: line.column, role: .tableFilter)
    let room = max(0, line.columns - used - count.utf8.count - 3)
    let typed = canvas.put(filter, row: line.row, column: line.column + used, width: room, role: .tableFilter)
    canvas.put(count, row: line.row, column: line.endColumn - count.utf8.count, role: .textDim)
    if isActive { canvas.cursor = Point(row: line.row, column: min(line.column + used + typed, line.endColumn - 1)) }
  }

  private func draw(
    _ row: TableRow<ID>, on canvas: inout Canvas, _ line: Int, _ area: Rect, _ layout: [(index: Int, width: Int)],
    isSelected: Bool, _ isActive: Bool
  ) {
    let selected: Role? = isSelected ? isActive ? .selection : .selectionDim : nil
    canvas.fill(Rect(row: line, column: area.column, rows: 1, columns: area.columns), role: selected ?? row.role)
    if isSelected {
      canvas.put(canvas.glyphs.marker, row: line, column: area.column, role: selected ?? row.role)
      if isActive, filter.isEmpty { canvas.cursor = Point(row: line, column: area.column) }
    }
    if let span = row.span {
      canvas.put(
        span.text, row: line, column: area.column + 2, width: area.columns - 3,
        role: selected ?? span.role ?? row.role)
      return
    }
    var column = area.column + 2
    for (index, width) in layout {
      if row.cells.indices.contains(index) {
        let cell = row.cells[index]
        canvas.put(
          cell.text, row: line, column: column, width: width, role: selected ?? cell.role ?? row.role,
          align: columns[index].alignment)
        if columns[index].alignment == .leading {
          cell.drawMarks(on: &canvas, row: line, column: column, width: width, isSelected && isActive)
        }
      }
      column += width + TableColumn.gap
    }
  }
}

extension TableCell {
  fileprivate func drawMarks(on canvas: inout Canvas, row: Int, column: Int, width: Int, _ isSelected: Bool) {
    canvas.mark(
      marks, of: text, row: row, column: column, width: width, role: isSelected ? .selectionMatch : .tableMatch)
  }
}
