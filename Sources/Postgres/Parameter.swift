/// A bound value as it travels to PostgreSQL.
package enum Parameter: Sendable, Hashable {
  case null
  /// Text format; the server infers the type from where the value stands.
  case text(String)
  /// Binary `bytea`.
  case bytes([UInt8])
}

/// A value that can be bound in a statement.
///
/// A type with a raw value needs the conformance alone: its raw value is bound.
package protocol PostgresEncodable {
  var postgresParameter: Parameter { get }
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
  package var postgresParameter: Parameter { rawValue.postgresParameter }
}

extension String: PostgresEncodable {
  package var postgresParameter: Parameter { .text(self) }
}

extension Int: PostgresEncodable {
  package var postgresParameter: Parameter { .text(String(self)) }
}

extension Int64: PostgresEncodable {
  package var postgresParameter: Parameter { .text(String(self)) }
}

extension Int32: PostgresEncodable {
  package var postgresParameter: Parameter { .text(String(self)) }
}

extension Double: PostgresEncodable {
  package var postgresParameter: Parameter { .text(description) }
}

extension Bool: PostgresEncodable {
  package var postgresParameter: Parameter { .text(self ? "t" : "f") }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  package var postgresParameter: Parameter { self?.postgresParameter ?? .null }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
  package var postgresParameter: Parameter { Element.encode(array: self) }
}
