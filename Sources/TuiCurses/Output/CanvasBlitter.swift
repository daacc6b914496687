import CNcurses
import Tui

/// Brings canvases to the current screen of ncurses, handing over only what changed since the last one.
@MainActor
struct CanvasBlitter {
  private var paints: PaintTable
  private var last: Canvas?
  private var line: [cchar_t] = []

  init(paints: PaintTable) { self.paints = paints }

  /// Forgets what is on the screen, so that the next canvas is drawn whole.
  mutating func forget() { last = nil }

  /// Draws `canvas` into ncurses' memory and returns how many cells were handed over; `doupdate` sends them.
  mutating func draw(_ canvas: Canvas, theme: Theme) -> Int {
    let looksChanged = paints.apply(theme)
    let rows = min(canvas.size.rows, Int(nc_lines()))
    let columns = min(canvas.size.columns, Int(nc_columns()))
    let base = looksChanged || last?.size != canvas.size ? nil : last
    if base == nil { werase(nc_stdscr()) }
    var count = 0
    for row in 0..<rows {
      let changed = if let base { canvas.changedColumns(row: row, since: base) } else { Optional(0..<columns) }
      guard let span = changed?.clamped(to: 0..<columns), !span.isEmpty else { continue }
      send(canvas, row: row, span: span)
      count += span.count
    }
    last = canvas
    return count
  }

  private mutating func send(_ canvas: Canvas, row: Int, span: Range<Int>) {
    line.removeAll(keepingCapacity: true)
    line.reserveCapacity(span.count)
    var end = span.lowerBound
    for column in span where column >= end {
      let cell = canvas[row, column]
      let width = max(1, Int(cell.width))
      end = column + width
      append(cell, width: end > span.upperBound ? 1 : width, canvas: canvas)
    }
    line.withUnsafeBufferPointer { cells in
      _ = mvwadd_wchnstr(nc_stdscr(), Int32(row), Int32(span.lowerBound), cells.baseAddress, Int32(cells.count))
    }
  }

  private mutating func append(_ cell: Cell, width: Int, canvas: Canvas) {
    let look = paints.look(of: cell.role)
    var shown = look.blank
    guard cell.isCluster || cell.glyph >= 0x7F else {
      shown.chars.0 = wchar_t(bitPattern: cell.glyph)
      return line.append(shown)
    }
    var scalars =
      cell.isCluster
      ? canvas.cluster(for: cell).unicodeScalars.map { wchar_t(bitPattern: $0.value) }
      : [wchar_t(bitPattern: cell.glyph)]
    // ncurses moves on by the width the C library knows; where that is another one, the cell would shift its row.
    if let base = scalars.first, wcwidth(base) != Int32(width) { scalars = [width == 0 ? 0x20 : 0xFFFD] }
    scalars.append(0)
    nc_setcchar(&shown, &scalars, look.attributes, look.pair)
    line.append(shown)
    // Where a replacement of one column stands for two, a blank fills the second.
    if width == 2, wcwidth(scalars[0]) == 1 { line.append(look.blank) }
  }
}
