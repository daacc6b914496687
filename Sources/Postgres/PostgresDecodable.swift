/// A value that can be read from the text of a column.
///
/// A type with a raw value needs the conformance alone: its raw value is read.
package protocol PostgresDecodable {
  /// The name of what is expected, for the error message.
  static var postgresTypeName: String { get }

  /// The value that stands for SQL null; nil where null is an error.
  static var postgresNull: Self? { get }

  /// Reads a value that is not null; nil if the text is no such value.
  static func decode(postgres text: String) -> Self?
}

extension PostgresDecodable {
  package static var postgresTypeName: String { "\(Self.self)" }
  package static var postgresNull: Self? { nil }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
  package static func decode(postgres text: String) -> Self? {
    RawValue.decode(postgres: text).flatMap(Self.init(rawValue:))
  }
}

extension String: PostgresDecodable {
  package static func decode(postgres text: String) -> String? { text }
}

extension Int: PostgresDecodable {
  package static func decode(postgres text: String) -> Int? { Int(text) }
}

extension Int64: PostgresDecodable {
  package static func decode(postgres text: String) -> Int64? { Int64(text) }
}

extension Int32: PostgresDecodable {
  package static func decode(postgres text: String) -> Int32? { Int32(text) }
}

extension Double: PostgresDecodable {
  package static func decode(postgres text: String) -> Double? { Double(text) }
}

extension Bool: PostgresDecodable {
  package static func decode(postgres text: String) -> Bool? {
    switch text {
    case "t", "true": true
    case "f", "false": false
    default: nil
    }
  }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  package static var postgresTypeName: String { Wrapped.postgresTypeName }
  package static var postgresNull: Wrapped?? { .some(.none) }

  package static func decode(postgres text: String) -> Wrapped?? {
    Wrapped.decode(postgres: text).map(Optional.some)
  }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
  package static func decode(postgres text: String) -> [Element]? { Element.decode(array: text) }
}
