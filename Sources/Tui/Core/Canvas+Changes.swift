extension Canvas {
  /// Returns the columns from the first to the last cell of a row that look different on another canvas of the same size.
  ///
  /// Wide cells are never cut in two; nil where the row looks the same.
  package func changedColumns(row: Int, since other: borrowing Canvas) -> Range<Int>? {
    guard size == other.size, row < size.rows else { return 0..<size.columns }
    let line = row * size.columns..<(row + 1) * size.columns
    let hasClusters = !clusters.isEmpty || !other.clusters.isEmpty
    if !hasClusters, Self.areSame(cells.span.extracting(line), other.cells.span.extracting(line)) { return nil }

    func differs(_ column: Int) -> Bool {
      let (new, old) = (cells[line.lowerBound + column], other.cells[line.lowerBound + column])
      guard new.isCluster, old.isCluster else { return new != old }
      return new.role != old.role || new.width != old.width || cluster(for: new) != other.cluster(for: old)
    }
    func isCut(_ column: Int) -> Bool { self[row, column].width == 0 || other[row, column].width == 0 }

    var first = 0
    var end = size.columns
    while first < end, !differs(first) { first += 1 }
    guard first < end else { return nil }
    while !differs(end - 1) { end -= 1 }
    while first > 0, isCut(first) { first -= 1 }
    while end < size.columns, isCut(end) { end += 1 }
    return first..<end
  }

  /// Compares without leaving early, which the compiler turns into vector instructions: most rows are the same.
  private static func areSame(_ first: Span<Cell>, _ second: Span<Cell>) -> Bool {
    var difference: UInt64 = 0
    for index in first.indices { difference |= first[index].bits ^ second[index].bits }
    return difference == 0
  }
}
