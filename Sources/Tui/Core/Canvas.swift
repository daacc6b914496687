/// A frame in memory: every view draws here, and only a `Display` brings it to a terminal.
///
/// All text goes through `put`, which makes it safe, measures it and clips it; nothing is ever written outside.
package struct Canvas: Sendable {
  package private(set) var size: Size
  package let glyphs: GlyphSet
  /// The hardware cursor; hidden where nil, and where it would stand outside.
  package var cursor: Point? {
    didSet {
      if let cursor, !bounds.contains(cursor) { self.cursor = nil }
    }
  }

  var cells: ContiguousArray<Cell>
  /// What clicks stand for; later ones lie above earlier ones.
  var spots: [ClickSpot] = []
  private(set) var clusters: [String] = []
  private var clusterIndex: [String: UInt32] = [:]

  package init(size: Size, glyphs: GlyphSet = .unicode) {
    self.size = Size(rows: max(0, size.rows), columns: max(0, size.columns))
    self.glyphs = glyphs
    cells = ContiguousArray(repeating: .blank(.text), count: self.size.rows * self.size.columns)
  }

  package var bounds: Rect { Rect(size) }

  /// Blanks the frame for reuse and hides the cursor.
  package mutating func clear(_ role: Role = .text) {
    // New memory rather than the old: a display still holds the last frame, which writing would copy first.
    cells = ContiguousArray(repeating: .blank(role), count: cells.count)
    clusters = []
    clusterIndex = [:]
    spots = []
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

  // MARK: Cells

  /// Writes one glyph; a glyph that is not wholly inside is left out.
  mutating func place(_ glyph: Glyph, row: Int, column: Int, role: Role) {
    guard column >= 0, column + glyph.width <= size.columns else { return }
    let index = openRun(row: row, from: column, to: column + glyph.width)
    if glyphs == .ascii, glyph.base.value >= 0x7F {
      let plain = LatinLetter.ascii(for: glyph.base) ?? glyphs.replacement
      for offset in 0..<glyph.width { cells[index + offset] = Cell(plain, role: role) }
      return
    }
    let code = glyph.hasMarks && glyphs == .unicode ? intern(glyph) : glyph.base.value
    cells[index] = Cell(glyph: code, role: role, width: UInt8(glyph.width))
    if glyph.width == 2 { cells[index + 1] = Cell(glyph: 0x20, role: role, width: 0) }
  }

  private mutating func intern(_ glyph: Glyph) -> UInt32 {
    var scalars = String.UnicodeScalarView()
    glyph.write(to: &scalars)
    let text = String(scalars)
    if let known = clusterIndex[text] { return known }
    let code = UInt32(clusters.count) | Cell.clusterFlag
    clusters.append(text)
    clusterIndex[text] = code
    return code
  }

  /// Blanks the halves of wide cells that a run would cut in two, and returns the index of its first cell.
  mutating func openRun(row: Int, from first: Int, to end: Int) -> Int {
    let start = row * size.columns
    if first > 0, cells[start + first].width == 0 {
      cells[start + first - 1] = .blank(cells[start + first - 1].role)
    }
    if end < size.columns, end > first, cells[start + end].width == 0 {
      cells[start + end] = .blank(cells[start + end].role)
    }
    return start + first
  }
}
