/// What a key did to a table.
package enum TableEvent<ID: Hashable & Sendable>: Equatable, Sendable {
  case ignored, handled
  /// Another record, or none, is selected.
  case selected(ID?)
  /// Enter was pressed on a record.
  case activated(ID)
  /// The filter changed; the selection may have too.
  case filtered
}

/// A list of records with columns: selected by id, filtered by typing, steady when its rows are renewed.
package struct Table<ID: Hashable & Sendable>: Equatable, Sendable {
  package var columns: [TableColumn]
  package private(set) var rows: [TableRow<ID>] = []
  package private(set) var selection: ID?
  package private(set) var filter = ""
  package var filters: Bool
  /// What stands in place of the rows where there are none.
  package var emptyText: String
  /// The rows of the body on the screen, which the owner sets when the size changes; it governs paging and scrolling.
  package var pageRows: Int {
    didSet { keepVisible() }
  }
  private var top = 0
  private var place = 0
  private var shown: [Int] = []
  private var keys: [SearchKey] = []

  package init(
    columns: [TableColumn], rows: [TableRow<ID>] = [], filters: Bool = true, emptyText: String = "Nothing here.",
    pageRows: Int = 18
  ) {
    self.columns = columns
    self.filters = filters
    self.emptyText = emptyText
    self.pageRows = pageRows
    replaceRows(rows)
    selectFirst()
  }

  // MARK: Rows

  /// The rows that pass the filter.
  package var visibleRows: [TableRow<ID>] { shown.map { rows[$0] } }
  package var visibleCount: Int { shown.count }
  package var selectedRow: TableRow<ID>? { selection.flatMap { id in rows.first { $0.id == id } } }

  /// Renews the rows; selection and scroll stay with the record.
  ///
  /// Returns the id of the selected record if it is gone: then nothing is selected, so that no key acts on its neighbour.
  @discardableResult
  package mutating func replaceRows(_ newRows: [TableRow<ID>]) -> ID? {
    let old = selection
    rows = newRows
    keys = []
    refilter()
    guard let old else {
      place = min(place, max(0, shown.count - 1))
      keepVisible()
      return nil
    }
    if let now = shown.firstIndex(where: { rows[$0].id == old }) {
      top += now - place
      place = now
      keepVisible()
      return nil
    }
    selection = nil
    place = min(place, max(0, shown.count - 1))
    keepVisible()
    return rows.contains { $0.id == old } ? nil : old
  }

  package mutating func select(_ id: ID?) {
    selection = id
    if let id, let now = shown.firstIndex(where: { rows[$0].id == id }) {
      place = now
      keepVisible()
    } else {
      selection = nil
    }
  }

  package mutating func selectFirst() {
    place = 0
    selection = shown.first.map { rows[$0].id }
    keepVisible()
  }

  package mutating func setFilter(_ text: String) {
    filter = text
    refilter()
    if let selection, let now = shown.firstIndex(where: { rows[$0].id == selection }) {
      place = now
      keepVisible()
    } else {
      top = 0
      selectFirst()
    }
  }

  private mutating func refilter() {
    let words = SearchKey(filter).words
    guard !words.isEmpty else {
      shown = Array(rows.indices)
      return
    }
    if keys.count != rows.count {
      keys = rows.map { SearchKey($0.cells.map(\.text).joined(separator: " ") + " " + $0.searchText) }
    }
    shown = rows.indices.filter { index in words.allSatisfy { keys[index].contains($0) } }
  }

  private mutating func keepVisible() { top = Self.scroll(top, place: place, rows: pageRows, count: shown.count) }

  private static func scroll(_ top: Int, place: Int, rows: Int, count: Int) -> Int {
    let page = max(1, rows)
    let lowest = max(0, place - page + 1)
    return max(0, min(max(lowest, min(top, place)), max(0, count - page)))
  }

  // MARK: Keys

  package mutating func handle(_ press: KeyPress) -> TableEvent<ID> {
    switch (press.key, press.modifiers) {
    case (.up, []): return move(to: selection == nil ? place : place - 1)
    case (.down, []): return move(to: selection == nil ? place : place + 1)
    case (.pageUp, []): return move(to: place - max(1, pageRows - 1))
    case (.pageDown, []): return move(to: place + max(1, pageRows - 1))
    case (.home, []), (.home, .control): return move(to: 0)
    case (.end, []), (.end, .control): return move(to: shown.count - 1)
    case (.enter, []): return selection.map { .activated($0) } ?? .ignored
    case (.backspace, []) where !filter.isEmpty:
      setFilter(String(filter.dropLast()))
      return .filtered
    case (.escape, []) where !filter.isEmpty, (.character("u"), .control) where !filter.isEmpty:
      setFilter("")
      return .filtered
    default: break
    }
    guard filters, let character = press.typed, !(filter.isEmpty && character == " ") else { return .ignored }
    return extendFilter(String(character))
  }

  package mutating func paste(_ text: String) -> TableEvent<ID> { filters ? extendFilter(text) : .ignored }

  private mutating func extendFilter(_ text: String) -> TableEvent<ID> {
    let clean = text == " " ? " " : InputText.oneLine(text)
    guard !clean.isEmpty else { return .handled }
    setFilter(filter + clean)
    return .filtered
  }

  private mutating func move(to index: Int) -> TableEvent<ID> {
    guard !shown.isEmpty else { return .handled }
    place = max(0, min(index, shown.count - 1))
    keepVisible()
    let id = rows[shown[place]].id
    guard id != selection else { return .handled }
    selection = id
    return .selected(id)
  }

  // MARK: Drawing

  /// The rows of the body in an area: without the header and, while it filters, the filter line.
  package func bodyRows(in area: Rect) -> Int { max(0, area.rows - (filter.isEmpty ? 1 : 2)) }

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
      let text = filter.isEmpty ? emptyText : "Nothing matches."
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
    guard !shown.isEmpty else { return }
    let text = " " + position
    let width = TextWidth.columns(of: text)
    canvas.put(text, row: area.row, column: area.endColumn - width, width: width, role: .textDim)
  }

  private func drawFilter(on canvas: inout Canvas, _ line: Rect, _ isActive: Bool) {
    let count = "\(shown.count) of \(rows.count)"
    let used = canvas.put("Filter: ", row: line.row, column: line.column, role: .tableFilter)
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
    var column = area.column + 2
    for (index, width) in layout {
      if row.cells.indices.contains(index) {
        let cell = row.cells[index]
        canvas.put(
          cell.text, row: line, column: column, width: width, role: selected ?? cell.role ?? row.role,
          align: columns[index].alignment)
      }
      column += width + TableColumn.gap
    }
  }
}
