import LabCore
import LabStore
import Tui
import Words

/// One entry in full: who, when, from where and why; then every value before and after, side by side.
///
/// Long values are parted into rows of a fixed length, so that the selection walks through the whole of them.
struct AuditEntryView: Sendable {
  let entry: AuditEntry
  private(set) var details: AuditDetails?
  private(set) var selected = 0
  private let rows: [Row]
  private let currency: Currency

  /// A value, or a part of a long one.
  private struct Row: Sendable {
    var label: String
    var mark: String
    var old: String
    var new: String
  }

  /// Columns of the longest part of a value.
  private static let part = 120

  init(_ entry: AuditEntry, _ details: AuditDetails?, currency: Currency) {
    self.entry = entry
    self.details = details
    self.currency = currency
    rows = (details?.changes ?? []).flatMap { Self.rows($0, of: entry.table, in: currency) }
  }

  private static func rows(_ change: AuditDetails.Change, of table: String, in currency: Currency) -> [Row] {
    let old = ColumnWords.value(change.old, change, of: table, in: currency)
    let new = ColumnWords.value(change.new, change, of: table, in: currency)
    let mark: String
    switch (old, new) {
    case (nil, nil): return []
    case (nil, _): mark = "+"
    case (_, nil): mark = "-"
    default: mark = "~"
    }
    let before = TextWidth.wrap(old ?? "–", width: part)
    let after = TextWidth.wrap(new ?? "–", width: part)
    return (0..<max(before.count, after.count)).map { index in
      Row(
        label: index == 0 ? ColumnWords.words(for: change.column, of: table) : "", mark: mark,
        old: before.indices.contains(index) ? before[index] : "",
        new: after.indices.contains(index) ? after[index] : "")
    }
  }

  // MARK: Keys

  /// Moves through the values; false where the key means nothing here.
  mutating func handle(_ press: KeyPress) -> Bool {
    switch (press.key, press.modifiers) {
    case (.up, []): select(selected - 1)
    case (.down, []): select(selected + 1)
    case (.pageUp, []): select(selected - 8)
    case (.pageDown, []): select(selected + 8)
    case (.home, []): select(0)
    case (.end, []): select(rows.count - 1)
    default: return false
    }
    return true
  }

  private mutating func select(_ index: Int) { selected = max(0, min(index, rows.count - 1)) }

  // MARK: View

  private var head: [(label: String, text: String)] {
    var head = [
      (say("Who"), entry.person ?? say("nobody was signed in")),
      (say("When"), "\(entry.at.date.text) \(entry.at.time.description)"),
    ]
    let place = [details?.origin, details?.agent].compactMap { $0 }.joined(separator: ", ")
    if !place.isEmpty { head.append((say("From"), place)) }
    if let reason = entry.reason { head.append((say("Reason"), reason)) }
    if let session = details?.sessionID { head.append((say("Session"), String(session))) }
    return head
  }

  func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool) {
    canvas.box(area, title: "\(entry.recordWords): \(AuditAction.words(for: entry.action))")
    let inner = area.inset(rows: 1, columns: 2)
    var row = inner.row
    for line in head where row < inner.endRow {
      canvas.put(line.label, row: row, column: inner.column, width: 9, role: .fieldLabel)
      for text in TextWidth.wrap(line.text, width: inner.columns - 9).prefix(3) where row < inner.endRow {
        canvas.put(text, row: row, column: inner.column + 9, width: inner.columns - 9)
        row += 1
      }
    }
    drawValues(on: &canvas, in: inner.droppingTop(row - inner.row + 1), isActive)
  }

  private func drawValues(on canvas: inout Canvas, in area: Rect, _ isActive: Bool) {
    guard area.rows > 1 else { return }
    guard details != nil, !rows.isEmpty else {
      let text = details == nil ? say("Reading the values…") : say("No values were kept with this entry.")
      canvas.put(text, row: area.row, column: area.column, width: area.columns, role: .textDim)
      return
    }
    let columns = Columns(area)
    canvas.fill(area.top(1), role: .tableHeader)
    canvas.put(say("Column"), row: area.row, column: columns.label, width: columns.labelWidth, role: .tableHeader)
    canvas.put(say("Before"), row: area.row, column: columns.old, width: columns.valueWidth, role: .tableHeader)
    canvas.put(say("After"), row: area.row, column: columns.new, width: columns.valueWidth, role: .tableHeader)
    let body = area.droppingTop(1)
    let first = firstRow(columns, body.rows)
    var line = body.row
    for index in first..<rows.count where line < body.endRow {
      line += draw(
        index, on: &canvas, columns,
        Rect(
          row: line, column: body.column, rows: body.endRow - line, columns: body.columns), isActive)
    }
    if first > 0 { canvas.put(canvas.glyphs.arrowUp, row: body.row, column: body.endColumn - 1, role: .textDim) }
    if line > body.endRow || first + body.rows < rows.count {
      canvas.put(canvas.glyphs.arrowDown, row: body.endRow - 1, column: body.endColumn - 1, role: .textDim)
    }
  }

  /// Where the columns stand in a width: a third for the names, the rest for both values.
  private struct Columns {
    var label: Int
    var labelWidth: Int
    var old: Int
    var new: Int
    var valueWidth: Int

    init(_ area: Rect) {
      label = area.column + 3
      labelWidth = min(22, area.columns / 3)
      old = label + labelWidth + 2
      valueWidth = (area.endColumn - old - 3) / 2
      new = old + valueWidth + 2
    }
  }

  private func height(_ index: Int, _ columns: Columns) -> Int {
    max(
      1, TextWidth.wrap(rows[index].old, width: columns.valueWidth).count,
      TextWidth.wrap(rows[index].new, width: columns.valueWidth).count)
  }

  /// The first row in sight: as far up as leaves the selected one whole.
  private func firstRow(_ columns: Columns, _ room: Int) -> Int {
    var first = selected
    var used = height(selected, columns)
    while first > 0 {
      used += height(first - 1, columns)
      if used > room { break }
      first -= 1
    }
    return first
  }

  /// Draws one value and returns the rows that it wants.
  private func draw(
    _ index: Int, on canvas: inout Canvas, _ columns: Columns, _ area: Rect, _ isActive: Bool
  ) -> Int {
    let row = rows[index]
    let isSelected = isActive && index == selected
    let role: Role = isSelected ? .textStrong : .text
    let old = TextWidth.wrap(row.old, width: columns.valueWidth)
    let new = TextWidth.wrap(row.new, width: columns.valueWidth)
    if isSelected {
      canvas.put(canvas.glyphs.marker, row: area.row, column: area.column, role: .textStrong)
      canvas.cursor = Point(row: area.row, column: area.column)
    }
    canvas.put(row.mark, row: area.row, column: area.column + 1, role: Self.role(of: row.mark))
    canvas.put(
      row.label, row: area.row, column: columns.label, width: columns.labelWidth,
      role: isSelected ? role : .fieldLabel)
    for offset in 0..<min(max(old.count, new.count), area.rows) {
      if offset < old.count {
        canvas.put(old[offset], row: area.row + offset, column: columns.old, width: columns.valueWidth, role: role)
      }
      if offset < new.count {
        canvas.put(new[offset], row: area.row + offset, column: columns.new, width: columns.valueWidth, role: role)
      }
    }
    return max(1, old.count, new.count)
  }

  private static func role(of mark: String) -> Role {
    switch mark {
    case "+": .statusDone
    case "-": .statusProblem
    default: .statusActive
    }
  }
}
