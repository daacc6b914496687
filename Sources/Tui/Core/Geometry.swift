/// A position on the canvas, zero-based from the top left.
package struct Point: Hashable, Sendable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// An extent in terminal cells.
package struct Size: Hashable, Sendable {
  package var rows: Int
  package var columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// Says whether a screen of this size holds one of the other size.
  package func holds(_ other: Size) -> Bool { rows >= other.rows && columns >= other.columns }
}

/// An area of the canvas; never of negative extent.
package struct Rect: Hashable, Sendable {
  package var row: Int
  package var column: Int
  package var rows: Int
  package var columns: Int

  package init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  package init(_ size: Size) { self.init(row: 0, column: 0, rows: size.rows, columns: size.columns) }

  package var size: Size { Size(rows: rows, columns: columns) }
  package var isEmpty: Bool { rows == 0 || columns == 0 }
  /// The first row below the area.
  package var endRow: Int { row + rows }
  /// The first column to the right of the area.
  package var endColumn: Int { column + columns }

  package func contains(_ point: Point) -> Bool {
    point.row >= row && point.row < endRow && point.column >= column && point.column < endColumn
  }

  /// Shrinks the area by the same margin on all sides.
  package func inset(by margin: Int) -> Rect { inset(rows: margin, columns: margin) }

  /// Shrinks the area by one margin above and below and another left and right.
  package func inset(rows dy: Int, columns dx: Int) -> Rect {
    Rect(row: row + dy, column: column + dx, rows: rows - 2 * dy, columns: columns - 2 * dx)
  }

  package func top(_ count: Int) -> Rect { Rect(row: row, column: column, rows: min(count, rows), columns: columns) }

  package func bottom(_ count: Int) -> Rect {
    let kept = max(0, min(count, rows))
    return Rect(row: endRow - kept, column: column, rows: kept, columns: columns)
  }

  package func left(_ count: Int) -> Rect {
    Rect(row: row, column: column, rows: rows, columns: min(count, columns))
  }

  package func right(_ count: Int) -> Rect {
    let kept = max(0, min(count, columns))
    return Rect(row: row, column: endColumn - kept, rows: rows, columns: kept)
  }

  package func droppingTop(_ count: Int) -> Rect { bottom(rows - max(0, count)) }
  package func droppingBottom(_ count: Int) -> Rect { top(max(0, rows - max(0, count))) }
  package func droppingLeft(_ count: Int) -> Rect { right(columns - max(0, count)) }
  package func droppingRight(_ count: Int) -> Rect { left(max(0, columns - max(0, count))) }

  /// Returns an area of at most the given extent in the middle of this one.
  package func centred(rows wantedRows: Int, columns wantedColumns: Int) -> Rect {
    let height = max(0, min(wantedRows, rows))
    let width = max(0, min(wantedColumns, columns))
    return Rect(
      row: row + (rows - height) / 2, column: column + (columns - width) / 2, rows: height, columns: width)
  }

  /// Returns the part that both areas share; empty where they do not meet.
  package func intersection(_ other: Rect) -> Rect {
    let firstRow = max(row, other.row)
    let firstColumn = max(column, other.column)
    return Rect(
      row: firstRow, column: firstColumn, rows: min(endRow, other.endRow) - firstRow,
      columns: min(endColumn, other.endColumn) - firstColumn)
  }
}
