extension Canvas {
  /// Draws one sign of the chrome, which must be one column wide.
  package mutating func put(_ scalar: Unicode.Scalar, row: Int, column: Int, role: Role) {
    guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return }
    cells[openRun(row: row, from: column, to: column + 1)] = Cell(scalar, role: role)
  }

  /// Draws text in at most `width` columns and returns the columns used; what does not fit ends in an ellipsis.
  @discardableResult
  package mutating func put(
    _ text: String, row: Int, column: Int, width: Int = .max, role: Role = .text, align: Alignment = .leading
  ) -> Int {
    put(text.utf8.span, row: row, column: column, width: width, role: role, align: align)
  }

  /// Draws a part of a text; see the same function for whole texts.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, row: Int, column: Int, width: Int = .max, role: Role = .text,
    align: Alignment = .leading
  ) -> Int {
    let part = Substring(text)
    return put(part.utf8.span, row: row, column: column, width: width, role: role, align: align)
  }

  private mutating func put(
    _ bytes: Span<UInt8>, row: Int, column: Int, width: Int, role: Role, align: Alignment
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns, width > 0, !bytes.isEmpty else { return 0 }
    let room = min(width, size.columns - column)
    guard room > 0 else { return 0 }
    let isPlain = column >= 0 && TextWidth.isPlain(bytes)
    var start = column
    if align != .leading {
      let spare = max(0, room - TextWidth.columns(of: bytes))
      start += align == .centre ? spare / 2 : spare
    }
    return isPlain
      ? putPlain(bytes, row: row, column: start, room: column + room - start, role: role)
      : putGlyphs(bytes, row: row, column: start, room: column + room - start, role: role)
  }

  private mutating func putPlain(_ bytes: Span<UInt8>, row: Int, column: Int, room: Int, role: Role) -> Int {
    let isCut = bytes.count > room
    let count = isCut ? room - 1 : bytes.count
    let start = openRun(row: row, from: column, to: column + min(bytes.count, room))
    let template = Cell(glyph: 0, role: role, width: 1)
    for offset in 0..<count { cells[start + offset] = template.with(ascii: bytes[offset]) }
    if isCut { cells[start + count] = Cell(glyphs.ellipsis, role: role) }
    return isCut ? room : count
  }

  private mutating func putGlyphs(_ bytes: Span<UInt8>, row: Int, column: Int, room: Int, role: Role) -> Int {
    var used = 0
    var lastFitting = 0
    var position = 0
    while let glyph = GlyphReader.next(bytes, &position) {
      if used + glyph.width > room {
        // The ellipsis takes the place of whatever stands in the last column.
        let mark = min(lastFitting, room - 1)
        if column + mark >= 0 {
          if mark < used { fill(Rect(row: row, column: column + mark, rows: 1, columns: used - mark), role: role) }
          put(glyphs.ellipsis, row: row, column: column + mark, role: role)
        }
        return mark + 1
      }
      place(glyph, row: row, column: column + used, role: role)
      used += glyph.width
      if used < room { lastFitting = used }
    }
    return used
  }

  /// Gives characters of a text that was just drawn another role, as far as they are not under its ellipsis.
  package mutating func mark(
    _ marks: [Range<Int>], of text: String, row: Int, column: Int, width: Int, role: Role
  ) {
    guard !marks.isEmpty, width > 0 else { return }
    let characters = Array(text)
    let room = TextWidth.columns(of: text) > width ? width - 1 : width
    for mark in marks.map({ $0.clamped(to: characters.indices) }) where !mark.isEmpty {
      let start = TextWidth.columns(of: String(characters[..<mark.lowerBound]))
      let end = min(room, start + TextWidth.columns(of: String(characters[mark])))
      guard start < end else { continue }
      restyle(Rect(row: row, column: column + start, rows: 1, columns: end - start), role: role)
    }
  }
}
