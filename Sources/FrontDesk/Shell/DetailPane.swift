import Tui

/// A record to be read: labels with their text, wrapped to the pane and scrolled where it is longer.
struct DetailPane: Sendable {
  var title: String
  /// What stands at the end of the first line, such as an amount.
  var corner = ""
  var lines: [Line]
  /// The key of the record that is shown, for owners that tell by it whether another one is shown.
  var recordID: Int64?
  /// The first row in sight.
  private var top = 0

  /// A label with its text; without a label the text goes on under the one above, without both a line stays free.
  struct Line: Equatable, Sendable {
    var label: String
    var text: String
    var role: Role
    /// What stands at the end of the first row of the text, such as an amount.
    var trailing: String

    init(_ label: String, _ text: String, role: Role = .text, trailing: String = "") {
      self.label = label
      self.text = text
      self.role = role
      self.trailing = trailing
    }

    /// The columns that are left of a row for the text.
    func room(of columns: Int) -> Int {
      trailing.isEmpty ? columns : max(8, columns - TextWidth.columns(of: trailing) - 1)
    }

    static let gap = Line("", "")
  }

  init(title: String, corner: String = "", lines: [Line] = []) {
    self.title = title
    self.corner = corner
    self.lines = lines
  }

  private static let labelColumns = 12
  /// The columns of the text and the rows of the pane on a screen of 60×20.
  private static let narrowest = 42
  private static let fewestRows = 14

  /// Shows another text from its beginning, or a newer one of the same record from where it stood.
  mutating func show(_ other: DetailPane, isSameRecord: Bool) {
    let top = isSameRecord ? top : 0
    self = other
    self.top = top
  }

  /// Scrolls; false for a key that means nothing here.
  mutating func handle(_ press: KeyPress) -> Bool {
    switch (press.key, press.modifiers) {
    case (.up, []): top = max(0, top - 1)
    case (.down, []): top += 1
    case (.pageUp, []): top = max(0, top - 10)
    case (.pageDown, []): top += 10
    case (.home, []): top = 0
    default: return false
    }
    // How many rows there are is known when they are drawn; the smallest screen has the most of them.
    let most = lines.reduce(0) { $0 + max(1, TextWidth.wrap($1.text, width: $1.room(of: Self.narrowest)).count) }
    top = min(top, max(0, most - Self.fewestRows))
    return true
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.rows > 2, area.columns > 24 else { return }
    canvas.box(area, title: title)
    let inner = area.inset(rows: 1, columns: 2)
    let room = inner.columns - Self.labelColumns
    let rows = lines.flatMap { line in
      let wrapped = line.text.isEmpty ? [""] : TextWidth.wrap(line.text, width: line.room(of: room))
      return wrapped.enumerated().map { place, text in
        place == 0 ? Line(line.label, text, role: line.role, trailing: line.trailing) : Line("", text, role: line.role)
      }
    }
    let first = max(0, min(top, rows.count - inner.rows))
    for (offset, line) in rows.dropFirst(first).prefix(inner.rows).enumerated() {
      let row = inner.row + offset
      canvas.put(line.label, row: row, column: inner.column, width: Self.labelColumns - 1, role: .fieldLabel)
      canvas.put(line.text, row: row, column: inner.column + Self.labelColumns, width: room, role: line.role)
      if !line.trailing.isEmpty {
        canvas.put(
          line.trailing, row: row, column: inner.column + Self.labelColumns, width: room, role: line.role,
          align: .trailing)
      }
    }
    if !corner.isEmpty {
      let width = TextWidth.columns(of: corner) + 2
      canvas.put(" \(corner) ", row: area.row, column: area.endColumn - width - 1, width: width, role: .priceTotal)
    }
    if first > 0 { canvas.put(canvas.glyphs.arrowUp, row: area.row, column: area.column + 1, role: .textDim) }
    if first + inner.rows < rows.count {
      canvas.put(canvas.glyphs.arrowDown, row: area.endRow - 1, column: area.endColumn - 2, role: .textDim)
    }
  }
}
