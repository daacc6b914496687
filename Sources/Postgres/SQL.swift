/// A statement whose interpolated values are bound, never spliced.
///
/// `"select name from pets where id = \(id)"` sends `$1` and the value apart from each other. Another `SQL` value is spliced with its
/// own values; raw text has to be spelt `\(unsafeSQL: text)`.
package struct SQL: Sendable, Hashable {
  fileprivate enum Piece: Sendable, Hashable {
    case text(String)
    case parameter(Parameter)
  }

  private var pieces: [Piece]

  /// Takes text as it stands; for text that is part of the program, never for input.
  package init(unsafeSQL text: String) {
    pieces = [.text(text)]
  }

  /// The statement with its places numbered `$1`, `$2`, … in order.
  package var text: String {
    var text = ""
    var count = 0
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .parameter:
        count += 1
        text += "$\(count)"
      }
    }
    return text
  }

  /// The values to bind, `$1` first.
  package var parameters: [Parameter] {
    pieces.compactMap { piece in
      switch piece {
      case .text: nil
      case .parameter(let parameter): parameter
      }
    }
  }

  /// Joins fragments, each with its own values.
  package static func join(_ fragments: [SQL], separator: SQL) -> SQL {
    var joined = SQL(unsafeSQL: "")
    for (index, fragment) in fragments.enumerated() {
      if index > 0 { joined.pieces += separator.pieces }
      joined.pieces += fragment.pieces
    }
    return joined
  }

  package static func + (left: SQL, right: SQL) -> SQL {
    var sum = left
    sum.pieces += right.pieces
    return sum
  }
}

extension SQL: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) {
    self.init(unsafeSQL: value)
  }

  package init(stringInterpolation: StringInterpolation) {
    pieces = stringInterpolation.pieces
  }

  /// Collects the text and the values of one interpolated literal.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount * 2 + 1)
    }

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.text(literal)) }
    }

    /// Binds a value.
    package mutating func appendInterpolation(_ value: some PostgresEncodable) {
      pieces.append(.parameter(value.postgresParameter))
    }

    /// Binds a value or null; its own function, because the compiler takes an optional elsewhere for a mistake.
    package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
      pieces.append(.parameter(value.postgresParameter))
    }

    /// Splices another statement or fragment together with its values.
    package mutating func appendInterpolation(_ sql: SQL) {
      pieces += sql.pieces
    }

    /// Splices text as it stands; for text that is part of the program, never for input.
    package mutating func appendInterpolation(unsafeSQL text: String) {
      pieces.append(.text(text))
    }

    /// Splices a quoted identifier, for the names of roles and databases that cannot be bound.
    package mutating func appendInterpolation(identifier name: String) {
      pieces.append(.text(SQL.quotedIdentifier(name)))
    }

    /// Splices a quoted literal, for the few commands that take no bound values, such as `create role`.
    package mutating func appendInterpolation(literal text: String) {
      pieces.append(.text(SQL.quotedLiteral(text)))
    }
  }

  fileprivate static func quotedIdentifier(_ name: String) -> String {
    "\"" + doubling("\"", in: name) + "\""
  }

  fileprivate static func quotedLiteral(_ text: String) -> String {
    let quoted = "'" + doubling("'", in: text) + "'"
    return text.unicodeScalars.contains("\\") ? " E" + doubling("\\", in: quoted) : quoted
  }

  private static func doubling(_ mark: Unicode.Scalar, in text: String) -> String {
    var doubled = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      doubled.append(scalar)
      if scalar == mark { doubled.append(scalar) }
    }
    return String(doubled)
  }
}
