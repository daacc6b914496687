/// One row of a result; its columns are decoded when they are asked for.
package struct Row: Sendable {
  private let table: ResultTable
  private let index: Int

  init(table: ResultTable, index: Int) {
    self.table = table
    self.index = index
  }

  /// The names of the columns, from left to right.
  package var columns: [String] { table.columns }

  /// Reads a column by its name; an optional type accepts null.
  package func decode<T: PostgresDecodable>(_ column: String, as type: T.Type = T.self) throws -> T {
    guard let position = table.columns.firstIndex(of: column) else {
      throw PostgresDecodingError(
        column: column, expected: T.postgresTypeName, reason: .noSuchColumn(available: table.columns))
    }
    return try decode(at: position)
  }

  /// Reads a column by its place, from 0; an optional type accepts null.
  package func decode<T: PostgresDecodable>(at position: Int, as type: T.Type = T.self) throws -> T {
    precondition(table.columns.indices.contains(position), "the result has no column at that place")
    func failure(_ reason: PostgresDecodingError.Reason) -> PostgresDecodingError {
      PostgresDecodingError(column: table.columns[position], expected: T.postgresTypeName, reason: reason)
    }
    guard let text = table.text(row: index, column: position) else {
      guard let null = T.postgresNull else { throw failure(.null) }
      return null
    }
    guard let value = T.decode(postgres: text) else { throw failure(.mismatch(found: text)) }
    return value
  }
}
