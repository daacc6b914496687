/// What PostgreSQL, or the way to it, answered instead of a result.
///
/// The description holds the server's sentence and its code; `detail` may quote stored values and is for those who may see them.
package struct PostgresError: Error, Sendable, Hashable {
  package var code: Code
  /// The five characters the server sent; nil for errors that arose on this side.
  package var sqlState: String?
  package var message: String
  package var detail: String?
  package var hint: String?
  package var constraint: String?
  package var schema: String?
  package var table: String?
  package var column: String?
  /// Where in a function or script the error arose.
  package var context: String?
  /// The character of the statement at which the error was found, from 1.
  package var position: Int?
  /// Which statement of a pipeline or script failed, from 0.
  package var statementIndex: Int?

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}

extension PostgresError: CustomStringConvertible {
  package var description: String {
    let place = statementIndex.map { " in statement \($0 + 1)" } ?? ""
    return "\(message) (\(sqlState ?? code.rawValue)\(place))"
  }
}
