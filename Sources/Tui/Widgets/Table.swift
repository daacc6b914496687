import Words

/// A list of records with columns: selected by id, filtered by typing, steady when its rows are renewed.
package struct Table<ID: Hashable & Sendable>: Equatable, Sendable {
  package var columns: [TableColumn]
  package private(set) var rows: [TableRow<ID>] = []
  package private(set) var selection: ID?
  package private(set) var filter = ""
  package var filters: Bool
  /// Whether the header says where the selection stands; an owner with a line of its own says it there.
  package var showsPosition = true
  /// What stands in place of the rows where there are none.
  package var emptyText: String
  /// The rows of the body on the screen, which the owner sets when the size changes; it governs paging and scrolling.
  package var pageRows: Int {
    didSet { keepVisible() }
  }
  private(set) var top = 0
  private(set) var place = 0
  private(set) var shown: [Int] = []
  private var keys: [SearchKey] = []

  package init(
    columns: [TableColumn], rows: [TableRow<ID>] = [], filters: Bool = true, emptyText: String = say("Nothing here."),
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

  /// Selects what stands now where the selection was.
  package mutating func selectNearest() {
    place = max(0, min(place, shown.count - 1))
    selection = shown.isEmpty ? nil : rows[shown[place]].id
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
      keys = rows.map { row in
        SearchKey((row.cells.map(\.text) + [row.span?.text ?? "", row.searchText]).joined(separator: " "))
      }
    }
    shown = rows.indices.filter { index in words.allSatisfy { keys[index].contains($0) } }
  }

  private mutating func keepVisible() { top = Self.scroll(top, place: place, rows: pageRows, count: shown.count) }

  static func scroll(_ top: Int, place: Int, rows: Int, count: Int) -> Int {
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
}
