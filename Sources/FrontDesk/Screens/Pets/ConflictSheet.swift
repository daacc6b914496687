import LabCore
import Tui
import Words

/// Both sides of a record that two desks have changed, one field a line: Left takes what was typed here, Right what the
/// other desk saved.
struct ConflictSheet: Sendable {
  private(set) var conflict: RecordConflict
  private(set) var place = 0
  private(set) var problem: String?

  init(_ conflict: RecordConflict) {
    self.conflict = conflict
    place = conflict.lines.firstIndex { $0.isMine == nil } ?? 0
  }

  /// What a key did.
  enum Outcome {
    case handled, submitted, closed
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    problem = nil
    let lines = conflict.lines
    guard lines.indices.contains(place) else { return press.key == .escape ? .closed : .submitted }
    let line = lines[place]
    switch (press.key, press.modifiers) {
    case (.escape, []): return .closed
    case (.up, []), (.backTab, _), (.tab, .shift): place = max(0, place - 1)
    case (.down, []), (.tab, []): place = min(lines.count - 1, place + 1)
    case (.home, []): place = 0
    case (.end, []): place = lines.count - 1
    case (.left, []): conflict.choose(mine: true, for: line.id)
    case (.right, []): conflict.choose(mine: false, for: line.id)
    case (.character(" "), []): conflict.choose(mine: !(line.isMine ?? false), for: line.id)
    case (.enter, []) where place < lines.count - 1: place += 1
    case (.enter, []): return .submitted
    default: break
    }
    return .handled
  }

  /// The record to save; nil where a field still waits to be chosen, which is then selected.
  mutating func submit() -> RecordCopy? {
    if let open = conflict.lines.firstIndex(where: { $0.isMine == nil }) {
      place = open
      problem = say("Both desks changed this field: Left takes yours, Right takes the other one.")
      return nil
    }
    return conflict.merged
  }

  mutating func refuse(_ sentence: String) { problem = sentence }

  var remark: Message {
    problem.map { .error($0) } ?? .info(say("Left takes yours, Right the other desk's; Ctrl-S saves; Esc goes back."))
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect) {
    let columns = min(area.columns - 2, 110)
    guard columns > 40 else { return }
    let titleWidth = 14
    let half = (columns - 4 - titleWidth - 2) / 2
    let cells = conflict.lines.map { Cells($0, width: half - 2) }
    let needed = cells.reduce(0) { $0 + $1.rows } + 7
    let box = area.centred(rows: min(area.rows, needed), columns: columns)
    canvas.fill(box, role: .popup)
    canvas.box(box, title: say("\(conflict.theirs.name) was changed on another desk"))
    canvas.cursor = nil
    let inner = box.inset(rows: 1, columns: 2)
    canvas.put(
      say("Nothing is saved yet, and nothing you typed is lost."), row: inner.row, column: inner.column,
      width: inner.columns, role: .popup)
    let left = inner.column + titleWidth
    canvas.put(say("Yours"), row: inner.row + 1, column: left + 2, width: half - 2, role: .tableHeader)
    canvas.put(
      say("The other desk's"), row: inner.row + 1, column: left + half + 2, width: half - 2, role: .tableHeader)
    drawLines(cells, on: &canvas, in: inner.droppingTop(2).droppingBottom(2), left, half)
    canvas.put(
      say("Left and Right choose · Ctrl-S saves · Esc goes back"), row: box.endRow - 2, column: inner.column,
      width: inner.columns, role: .textDim)
  }

  private func drawLines(_ cells: [Cells], on canvas: inout Canvas, in area: Rect, _ left: Int, _ half: Int) {
    // The field in focus is always in sight.
    var first = 0
    while first < place, cells[first...place].reduce(0, { $0 + $1.rows }) > area.rows { first += 1 }
    var row = area.row
    for (index, cell) in cells.enumerated().dropFirst(first) {
      guard row < area.endRow else { return }
      let isFocused = index == place
      canvas.put(
        cell.line.title, row: row, column: area.column, width: left - area.column - 1,
        role: isFocused ? .fieldLabelFocus : .fieldLabel)
      draw(cell.mine, on: &canvas, row, left, half, area, isTaken: cell.line.isMine, isFocused)
      draw(cell.theirs, on: &canvas, row, left + half, half, area, isTaken: cell.line.isMine.map(!), isFocused)
      row += cell.rows
    }
  }

  private func draw(
    _ lines: [String], on canvas: inout Canvas, _ row: Int, _ column: Int, _ width: Int, _ area: Rect, isTaken: Bool?,
    _ isFocused: Bool
  ) {
    let role: Role = isTaken == true ? isFocused ? .popupSelection : .textStrong : .popupDim
    switch isTaken {
    case true?: canvas.put(canvas.glyphs.marker, row: row, column: column, role: role)
    case false?: break
    case nil: canvas.put("?", row: row, column: column, role: .statusProblem)
    }
    for (offset, text) in lines.enumerated() where row + offset < area.endRow {
      canvas.put(text, row: row + offset, column: column + 2, width: width - 3, role: role)
    }
  }

  /// A field with both values in rows that fit.
  private struct Cells {
    var line: RecordConflict.Line
    var mine: [String]
    var theirs: [String]
    private static let mostRows = 4

    init(_ line: RecordConflict.Line, width: Int) {
      self.line = line
      mine = Self.wrapped(line.mine, width)
      theirs = Self.wrapped(line.theirs, width)
    }

    var rows: Int { max(1, mine.count, theirs.count) }

    private static func wrapped(_ text: String, _ width: Int) -> [String] {
      guard !text.isEmpty else { return [say("(empty)")] }
      let lines = TextWidth.wrap(text, width: max(4, width - 1))
      guard lines.count > mostRows else { return lines }
      return lines.prefix(mostRows - 1) + [lines.dropFirst(mostRows - 1).joined(separator: " ")]
    }
  }
}
