/// A field of several lines that wrap at its width; Enter starts a new line.
package struct TextArea: Equatable, Sendable {
  private var buffer: EditBuffer
  /// The columns at which lines wrap.
  package var columns: Int
  /// The rows that a form gives the field.
  package var rows: Int

  package init(_ text: String = "", columns: Int = 48, rows: Int = 4, maximumLength: Int = 4000) {
    buffer = EditBuffer(text, maximumLength: maximumLength)
    self.columns = max(2, columns)
    self.rows = max(1, rows)
  }

  package var text: String {
    get { buffer.text }
    set { if newValue != buffer.text { buffer.replace(with: newValue) } }
  }

  package var cursor: Int { buffer.cursor }

  package mutating func focus() { buffer.move(to: buffer.characters.count) }
  package mutating func blur() { buffer.deselect() }

  /// Carries out a key; Up on the first line and Down on the last are ignored, so that a form moves on.
  package mutating func handle(_ press: KeyPress) -> EditOutcome {
    switch (press.key, press.modifiers) {
    case (.enter, []), (.enter, .alt): return insert("\n")
    case (.up, []): return moveLine(by: -1)
    case (.down, []): return moveLine(by: 1)
    case (.pageUp, []): return moveLine(by: -rows)
    case (.pageDown, []): return moveLine(by: rows)
    default: break
    }
    if let character = press.typed { return insert(InputText.lines(String(character))) }
    return buffer.handle(press)
  }

  package mutating func paste(_ text: String) -> EditOutcome { insert(InputText.lines(text)) }

  private mutating func insert(_ text: String) -> EditOutcome { buffer.insert(text) ? .changed : .moved }

  private mutating func moveLine(by step: Int) -> EditOutcome {
    let lines = layout(columns)
    let current = line(of: buffer.cursor, in: lines)
    let target = max(0, min(current + step, lines.count - 1))
    guard target != current else { return .ignored }
    let column = buffer.cursor - lines[current].lowerBound
    let isLast = target == lines.count - 1
    let end = lines[target].upperBound
    let hasBreak = end < buffer.characters.count && buffer.characters[end] == "\n"
    buffer.move(
      to: min(lines[target].lowerBound + column, isLast || hasBreak ? end : max(lines[target].lowerBound, end - 1)))
    return .moved
  }

  /// Returns the visual lines as ranges of characters; line feeds belong to none.
  private func layout(_ width: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    var used = 0
    var lastSpace: Int?
    var index = 0
    let characters = buffer.characters
    while index < characters.count {
      if characters[index] == "\n" {
        lines.append(start..<index)
        start = index + 1
        (used, lastSpace) = (0, nil)
      } else {
        let columns = TextWidth.columns(of: String(characters[index]))
        if used + columns > width, index > start {
          let end = lastSpace.map { $0 + 1 } ?? index
          lines.append(start..<end)
          start = end
          index = end
          (used, lastSpace) = (0, nil)
          continue
        }
        used += columns
        if characters[index] == " " { lastSpace = index }
      }
      index += 1
    }
    lines.append(start..<characters.count)
    return lines
  }

  private func line(of cursor: Int, in lines: [Range<Int>]) -> Int {
    lines.lastIndex { $0.lowerBound <= cursor } ?? 0
  }

  /// Draws the lines around the cursor; a focused field owns the hardware cursor.
  package func draw(on canvas: inout Canvas, in area: Rect, isFocused: Bool, role: Role? = nil) {
    let role = role ?? (isFocused ? .fieldFocus : .field)
    canvas.fill(area, role: role)
    guard !area.isEmpty else { return }
    let lines = layout(min(columns, max(1, area.columns - 1)))
    let current = line(of: buffer.cursor, in: lines)
    let first = isFocused ? max(0, current - area.rows + 1) : 0
    for (offset, range) in lines[first...].prefix(area.rows).enumerated() {
      canvas.put(
        String(buffer.characters[range]), row: area.row + offset, column: area.column, width: area.columns, role: role)
    }
    let isCut = first + area.rows < lines.count
    if isCut { canvas.put(canvas.glyphs.arrowDown, row: area.endRow - 1, column: area.endColumn - 1, role: role) }
    if first > 0 { canvas.put(canvas.glyphs.arrowUp, row: area.row, column: area.endColumn - 1, role: role) }
    guard isFocused else { return }
    let before = String(buffer.characters[lines[current].lowerBound..<buffer.cursor])
    let column = min(TextWidth.columns(of: before), area.columns - 1)
    canvas.cursor = Point(row: area.row + current - first, column: area.column + column)
  }
}
