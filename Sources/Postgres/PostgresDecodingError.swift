/// A column that does not hold what the program expects of it.
package struct PostgresDecodingError: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    case noSuchColumn(available: [String])
    case null
    case mismatch(found: String)
    case rowCount(Int)
  }

  package let column: String
  package let expected: String
  package let reason: Reason
}

extension PostgresDecodingError: CustomStringConvertible {
  package var description: String {
    switch reason {
    case .noSuchColumn(let available):
      "The result has no column \(column); it has \(available.joined(separator: ", "))."
    case .null: "Column \(column) is null where \(expected) is expected."
    case .mismatch(let found): "Column \(column) is no \(expected): found “\(Self.shortened(found))”."
    case .rowCount(let count): "The statement answered \(count) rows where exactly one is expected."
    }
  }

  private static func shortened(_ text: String) -> String {
    text.count > 60 ? text.prefix(60) + "…" : text
  }
}
