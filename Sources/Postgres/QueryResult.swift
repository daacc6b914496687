/// What a statement answered.
package struct QueryResult: Sendable {
  package let rows: [Row]

  /// How many rows the statement inserted, changed, deleted or returned.
  package let affectedRows: Int

  /// The server's word for what it did, such as `INSERT 0 1`.
  package let commandTag: String

  init(_ table: ResultTable) {
    rows = (0..<table.rowCount).map { Row(table: table, index: $0) }
    affectedRows = table.affectedRows
    commandTag = table.commandTag
  }

  /// The one row of the result; throws if there is none or more than one.
  package func onlyRow() throws -> Row {
    guard let row = rows.first, rows.count == 1 else {
      throw PostgresDecodingError(column: "", expected: "one row", reason: .rowCount(rows.count))
    }
    return row
  }
}
