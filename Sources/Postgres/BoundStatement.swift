/// A statement ready to be sent: checked, and with its values laid out.
struct BoundStatement {
  let text: String
  let parameters: BoundParameters

  init(_ sql: SQL) throws(PostgresError) {
    text = sql.text
    parameters = try BoundParameters(sql.parameters)
    try Self.refuseNUL(in: text, "The statement")
  }

  /// C strings end at a NUL, so that one inside would silently cut off the rest.
  static func refuseNUL(in text: String, _ subject: String) throws(PostgresError) {
    guard text.utf8.contains(0) else { return }
    throw PostgresError(code: .invalidText, message: "\(subject) holds a NUL character, which PostgreSQL text cannot.")
  }
}
