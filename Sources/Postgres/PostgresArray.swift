import CPostgres

/// An element of a Swift array that travels as one PostgreSQL value.
///
/// Most elements make a one-dimensional SQL array without nulls; bytes make a `bytea`.
package protocol PostgresArrayElement {
  static func encode(array: [Self]) -> Parameter
  static func decode(array text: String) -> [Self]?
}

extension PostgresArrayElement where Self: PostgresEncodable & PostgresDecodable {
  package static func encode(array: [Self]) -> Parameter {
    let elements = array.map { element in
      switch element.postgresParameter {
      case .null: "NULL"
      case .text(let text): ArrayLiteral.quoted(text)
      case .bytes(let bytes): ArrayLiteral.quoted(ArrayLiteral.hexadecimal(bytes))
      }
    }
    return .text("{" + elements.joined(separator: ",") + "}")
  }

  package static func decode(array text: String) -> [Self]? {
    guard let elements = ArrayLiteral.elements(of: text) else { return nil }
    var values: [Self] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      guard let value = element.map(Self.decode(postgres:)) ?? Self.postgresNull else { return nil }
      values.append(value)
    }
    return values
  }
}

extension String: PostgresArrayElement {}
extension Int: PostgresArrayElement {}
extension Int64: PostgresArrayElement {}
extension Int32: PostgresArrayElement {}
extension Double: PostgresArrayElement {}
extension Bool: PostgresArrayElement {}
extension Optional: PostgresArrayElement where Wrapped: PostgresEncodable & PostgresDecodable {}

extension UInt8: PostgresArrayElement {
  package static func encode(array: [UInt8]) -> Parameter { .bytes(array) }

  package static func decode(array text: String) -> [UInt8]? {
    guard text.utf8.starts(with: #"\x"#.utf8), text.utf8.count.isMultiple(of: 2) else { return nil }
    var length = 0
    guard let bytes = PQunescapeBytea(text, &length) else { return nil }
    defer { PQfreemem(bytes) }
    return length == (text.utf8.count - 2) / 2 ? Array(UnsafeBufferPointer(start: bytes, count: length)) : nil
  }
}

/// The text form of a one-dimensional SQL array, such as `{1,"a b",NULL}`.
enum ArrayLiteral {
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.reduce(into: #"\x"#) { text, byte in
      text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }
  }

  /// Splits an array into the text of its elements, nil for null; nil for anything that is no such array.
  static func elements(of text: String) -> [String?]? {
    var rest = Substring(text).unicodeScalars
    guard rest.popFirst() == "{" else { return nil }
    if rest.elementsEqual("}".unicodeScalars) { return [] }
    var elements: [String?] = []
    while true {
      guard let element = nextElement(&rest) else { return nil }
      elements.append(element)
      switch rest.popFirst() {
      case ",": continue
      case "}": return rest.isEmpty ? elements : nil
      default: return nil
      }
    }
  }

  /// Reads one element; the outer nil is an error, the inner one null.
  private static func nextElement(_ rest: inout Substring.UnicodeScalarView) -> String?? {
    var element = String.UnicodeScalarView()
    guard rest.first == "\"" else {
      while let scalar = rest.first, scalar != ",", scalar != "}" {
        if scalar == "{" || scalar == "\"" { return nil }
        element.append(scalar)
        rest.removeFirst()
      }
      let word = String(element)
      return word.isEmpty ? nil : .some(word == "NULL" ? nil : word)
    }
    rest.removeFirst()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return .some(String(element))
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        element.append(escaped)
      default: element.append(scalar)
      }
    }
    return nil
  }
}
