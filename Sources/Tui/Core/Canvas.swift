/// Where text stands inside the width it is given.
package enum Alignment: Sendable { case leading, centre, trailing }

/// A frame in memory: every view draws here, and only a `Display` brings it to a terminal.
///
/// All text goes through `put`, which makes it safe, measures it and clips it; nothing is ever written outside.
package struct Canvas: Sendable {
  package private(set) var size: Size
  package let glyphs: GlyphSet
  /// The hardware cursor; hidden where nil.
  package var cursor: Point?

  private var cells: ContiguousArray<Cell>
  private var clusters: [String] = []
  private var clusterIndex: [String: UInt32] = [:]

  package init(size: Size, glyphs: GlyphSet = .unicode) {
    self.size = Size(rows: max(0, size.rows), columns: max(0, size.columns))
    self.glyphs = glyphs
    cells = ContiguousArray(repeating: .blank(.text), count: self.size.rows * self.size.columns)
  }

  package var bounds: Rect { Rect(size) }

  /// Blanks the frame for reuse and hides the cursor.
  package mutating func clear(_ role: Role = .text) {
    let blank = Cell.blank(role)
    for index in cells.indices { cells[index] = blank }
    clusters.removeAll(keepingCapacity: true)
    clusterIndex.removeAll(keepingCapacity: true)
    cursor = nil
  }

  /// Takes a new size and blanks the frame.
  package mutating func resize(_ newSize: Size) {
    if newSize != size { self = Canvas(size: newSize, glyphs: glyphs) } else { clear() }
  }

  package subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

  /// The cells of one row from left to right.
  package func row(_ row: Int) -> ContiguousArray<Cell>.SubSequence {
    cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// What a cell shows: a base with its marks, or nothing for the trailing half of a wide cell.
  package func cluster(for cell: Cell) -> String {
    guard cell.width > 0 else { return "" }
    if cell.isCluster { return clusters[Int(cell.glyph & ~Cell.clusterFlag)] }
    return Unicode.Scalar(cell.glyph).map { String(Character($0)) } ?? "\u{FFFD}"
  }

  /// The text of a row, blanks included.
  package func text(row: Int) -> String {
    var text = ""
    for cell in self.row(row) { text += cluster(for: cell) }
    return text
  }

  /// Says whether a row looks the same on both canvases, which must have the same width.
  package static func rowsEqual(_ first: borrowing Canvas, to second: borrowing Canvas, row: Int) -> Bool {
    let columns = first.size.columns
    guard columns == second.size.columns, row < first.size.rows, row < second.size.rows else { return false }
    let start = row * columns
    guard !first.clusters.isEmpty || !second.clusters.isEmpty else {
      for index in start..<start + columns where first.cells[index] != second.cells[index] { return false }
      return true
    }
    for index in start..<start + columns {
      let one = first.cells[index]
      let other = second.cells[index]
      if one.isCluster && other.isCluster {
        guard one.role == other.role, one.width == other.width, first.cluster(for: one) == second.cluster(for: other)
        else { return false }
      } else if one != other {
        return false
      }
    }
    return true
  }

  // MARK: Areas

  /// Blanks an area in a role.
  package mutating func fill(_ rect: Rect, role: Role) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    let blank = Cell.blank(role)
    for row in area.row..<area.endRow {
      let start = openRun(row: row, from: area.column, to: area.endColumn)
      for index in start..<start + area.columns { cells[index] = blank }
    }
  }

  /// Gives the cells of an area another role and keeps their text.
  package mutating func restyle(_ rect: Rect, role: Role) {
    let area = rect.intersection(bounds)
    for row in area.row..<area.endRow {
      let start = row * size.columns + area.column
      for index in start..<start + area.columns { cells[index] = cells[index].styled(role) }
    }
  }

  /// Draws a frame around an area, with a title in its upper edge; the inside is left alone.
  package mutating func box(_ rect: Rect, title: String? = nil, role: Role = .box, titleRole: Role = .boxTitle) {
    guard rect.rows >= 2, rect.columns >= 2 else { return }
    let last = rect.endColumn - 1
    for column in rect.column + 1..<max(rect.column + 1, last) {
      put(glyphs.horizontal, row: rect.row, column: column, role: role)
      put(glyphs.horizontal, row: rect.endRow - 1, column: column, role: role)
    }
    for row in rect.row + 1..<max(rect.row + 1, rect.endRow - 1) {
      put(glyphs.vertical, row: row, column: rect.column, role: role)
      put(glyphs.vertical, row: row, column: last, role: role)
    }
    put(glyphs.topLeft, row: rect.row, column: rect.column, role: role)
    put(glyphs.topRight, row: rect.row, column: last, role: role)
    put(glyphs.bottomLeft, row: rect.endRow - 1, column: rect.column, role: role)
    put(glyphs.bottomRight, row: rect.endRow - 1, column: last, role: role)
    if let title, !title.isEmpty, rect.columns > 6 {
      put(" \(title) ", row: rect.row, column: rect.column + 2, width: rect.columns - 4, role: titleRole)
    }
  }

  /// Draws a horizontal rule.
  package mutating func rule(row: Int, column: Int, width: Int, role: Role = .box) {
    for offset in 0..<max(0, width) { put(glyphs.horizontal, row: row, column: column + offset, role: role) }
  }

  // MARK: Text

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
    put(text.utf8.span, text[...], row: row, column: column, width: width, role: role, align: align)
  }

  /// Draws a part of a text; see the same function for whole texts.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, row: Int, column: Int, width: Int = .max, role: Role = .text,
    align: Alignment = .leading
  ) -> Int {
    let part = Substring(text)
    return put(part.utf8.span, part, row: row, column: column, width: width, role: role, align: align)
  }

  private mutating func put(
    _ bytes: Span<UInt8>, _ text: Substring, row: Int, column: Int, width: Int, role: Role, align: Alignment
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns, width > 0, !bytes.isEmpty else { return 0 }
    let room = min(width, size.columns - column)
    guard room > 0 else { return 0 }
    let isPlain = column >= 0 && Self.isPlain(bytes)
    let needed = isPlain ? bytes.count : align == .leading && column >= 0 ? -1 : TextWidth.columns(of: text)
    var start = column
    switch align {
    case .leading: break
    case .centre: start += max(0, room - needed) / 2
    case .trailing: start += max(0, room - needed)
    }
    return isPlain
      ? putPlain(bytes, row: row, column: start, room: column + room - start, role: role)
      : putGlyphs(text, row: row, column: start, room: column + room - start, role: role)
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

  private mutating func putGlyphs(_ text: Substring, row: Int, column: Int, room: Int, role: Role) -> Int {
    var used = 0
    var lastFitting = 0
    for glyph in GlyphSequence(text) {
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

  /// Writes one glyph; a glyph that is not wholly inside is left out.
  private mutating func place(_ glyph: Glyph, row: Int, column: Int, role: Role) {
    guard column >= 0, column + glyph.width <= size.columns else { return }
    let index = openRun(row: row, from: column, to: column + glyph.width)
    if glyphs == .ascii, glyph.base.value >= 0x7F {
      for offset in 0..<glyph.width { cells[index + offset] = Cell(glyphs.replacement, role: role) }
      return
    }
    let code = glyph.marks.isEmpty ? glyph.base.value : intern(glyph)
    cells[index] = Cell(glyph: code, role: role, width: UInt8(glyph.width))
    if glyph.width == 2 { cells[index + 1] = Cell(glyph: 0x20, role: role, width: 0) }
  }

  private mutating func intern(_ glyph: Glyph) -> UInt32 {
    var scalars = String.UnicodeScalarView()
    scalars.append(glyph.base)
    scalars.append(contentsOf: glyph.marks)
    let text = String(scalars)
    if let known = clusterIndex[text] { return known }
    let code = UInt32(clusters.count) | Cell.clusterFlag
    clusters.append(text)
    clusterIndex[text] = code
    return code
  }

  /// Blanks the halves of wide cells that a run would cut in two, and returns the index of its first cell.
  private mutating func openRun(row: Int, from first: Int, to end: Int) -> Int {
    let start = row * size.columns
    if first > 0, cells[start + first].width == 0 {
      cells[start + first - 1] = .blank(cells[start + first - 1].role)
    }
    if end < size.columns, end > first, cells[start + end].width == 0 {
      cells[start + end] = .blank(cells[start + end].role)
    }
    return start + first
  }

  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] &- 0x20 >= 0x5F { return false }
    return true
  }
}
