/// A value of the part of JSON5 that theme and key files use.
package indirect enum JSON5: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON5])
  /// Members in the order of the file.
  case object([Member])

  package struct Member: Equatable, Sendable {
    package var key: String
    package var value: JSON5
    /// The line of the file that the key stands on, counted from 1.
    package var line: Int
  }

  package subscript(key: String) -> JSON5? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  package var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  package var members: [Member] {
    if case .object(let members) = self { return members }
    return []
  }

  /// What is wrong with a file, and where; line and column count from 1.
  package struct SyntaxError: Error, Equatable, CustomStringConvertible {
    package var line: Int
    package var column: Int
    package var problem: String
    package var description: String { "line \(line), column \(column): \(problem)" }
  }

  /// Parses text with comments, bare keys, single quotes and trailing commas.
  package init(parsing text: String) throws(SyntaxError) {
    var parser = JSON5Parser(text)
    self = try parser.document()
  }
}

/// A recursive descent over scalars; nesting is limited, so that hostile files cannot exhaust the stack.
private struct JSON5Parser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var countedLines = 1
  private var countedTo = 0
  private static let deepest = 64

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func document() throws(JSON5.SyntaxError) -> JSON5 {
    let value = try value(depth: 0)
    try skipBlank()
    guard current == nil else { throw error("nothing more was expected") }
    return value
  }

  private mutating func value(depth: Int) throws(JSON5.SyntaxError) -> JSON5 {
    guard depth < Self.deepest else { throw error("nested too deeply") }
    try skipBlank()
    switch current {
    case "{": return try object(depth: depth)
    case "[": return try array(depth: depth)
    case "\"", "'": return .string(try string())
    case nil: throw error("a value was expected")
    default: break
    }
    let start = position
    let word = word()
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      if let number = Double(word), number.isFinite { return .number(number) }
      position = start
      throw error("a value was expected")
    }
  }

  private mutating func object(depth: Int) throws(JSON5.SyntaxError) -> JSON5 {
    position += 1
    var members: [JSON5.Member] = []
    while try !closes("}") {
      let quoted = current == "\"" || current == "'"
      let key = quoted ? try string() : word()
      guard quoted || !key.isEmpty else { throw error("a key was expected") }
      let line = line(of: position)
      try skipBlank()
      guard current == ":" else { throw error("':' was expected after the key '\(key)'") }
      position += 1
      members.append(JSON5.Member(key: key, value: try value(depth: depth + 1), line: line))
      try separator(before: "}")
    }
    return .object(members)
  }

  /// Counts on from the key before, so that a long file is read once.
  private mutating func line(of position: Int) -> Int {
    countedLines += scalars[countedTo..<position].count { $0 == "\n" }
    countedTo = position
    return countedLines
  }

  private mutating func array(depth: Int) throws(JSON5.SyntaxError) -> JSON5 {
    position += 1
    var items: [JSON5] = []
    while try !closes("]") {
      items.append(try value(depth: depth + 1))
      try separator(before: "]")
    }
    return .array(items)
  }

  private mutating func closes(_ bracket: Unicode.Scalar) throws(JSON5.SyntaxError) -> Bool {
    try skipBlank()
    guard current == bracket else { return false }
    position += 1
    return true
  }

  private mutating func separator(before bracket: Unicode.Scalar) throws(JSON5.SyntaxError) {
    try skipBlank()
    if current == "," {
      position += 1
    } else if current != bracket {
      throw error("',' or '\(bracket)' was expected")
    }
  }

  /// Reads a bare key, number or literal.
  private mutating func word() -> String {
    var text = String.UnicodeScalarView()
    while let scalar = current, scalar.properties.isAlphabetic || "0123456789_$.+-".unicodeScalars.contains(scalar) {
      text.append(scalar)
      position += 1
    }
    return String(text)
  }

  private mutating func string() throws(JSON5.SyntaxError) -> String {
    let quote = current
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = current, scalar != quote {
      if scalar == "\n" { throw error("the text does not end on its line") }
      position += 1
      text.append(scalar == "\\" ? try escape() : scalar)
    }
    guard current == quote else { throw error("the text does not end") }
    position += 1
    return String(text)
  }

  private mutating func escape() throws(JSON5.SyntaxError) -> Unicode.Scalar {
    guard let scalar = current else { throw error("the text does not end") }
    position += 1
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "u":
      var digits = String.UnicodeScalarView()
      digits.append(contentsOf: scalars[position..<min(position + 4, scalars.count)])
      guard let value = UInt32(String(digits), radix: 16), digits.count == 4, let result = Unicode.Scalar(value) else {
        throw error("four hexadecimal digits were expected")
      }
      position += 4
      return result
    default: return scalar
    }
  }

  private mutating func skipBlank() throws(JSON5.SyntaxError) {
    while let scalar = current {
      if scalar.properties.isWhitespace || scalar == "\u{FEFF}" {
        position += 1
      } else if scalar == "/", position + 1 < scalars.count, scalars[position + 1] == "/" {
        while let scalar = current, scalar != "\n" { position += 1 }
      } else if scalar == "/", position + 1 < scalars.count, scalars[position + 1] == "*" {
        position += 2
        while position + 1 < scalars.count, scalars[position] != "*" || scalars[position + 1] != "/" { position += 1 }
        guard position + 1 < scalars.count else { throw error("the comment does not end") }
        position += 2
      } else {
        return
      }
    }
  }

  private func error(_ problem: String) -> JSON5.SyntaxError {
    let before = scalars.prefix(position)
    let line = before.count { $0 == "\n" } + 1
    let column = position - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
    return JSON5.SyntaxError(line: line, column: column, problem: problem)
  }
}
