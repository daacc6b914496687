/// Finds where the statements of a script begin, so that an error can be told by its place.
///
/// It follows PostgreSQL's quotes, dollar quotes, comments and parentheses; it does not judge the statements.
struct ScriptScanner {
  struct Statement: Equatable {
    /// Offset of the first character in Unicode scalars, from 0.
    let offset: Int
    /// From 1.
    let line: Int
    /// Its first words in lower case, at most six.
    let words: [String]
  }

  private let text: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private var depth = 0
  private var start: (offset: Int, line: Int)?
  private var words: [String] = []
  private var statements: [Statement] = []

  private init(_ script: String) {
    text = Array(script.unicodeScalars)
  }

  static func statements(of script: String) -> [Statement] {
    var scanner = ScriptScanner(script)
    while let scalar = scanner.current { scanner.take(scalar) }
    scanner.endStatement()
    return scanner.statements
  }

  private var current: Unicode.Scalar? { position < text.count ? text[position] : nil }
  private var following: Unicode.Scalar? { position + 1 < text.count ? text[position + 1] : nil }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count {
      if current == "\n" { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch (scalar, following) {
    case ("-", "-"): while let next = current, next != "\n" { advance() }
    case ("/", "*"): skipComment()
    case (" ", _), ("\t", _), ("\n", _), ("\r", _): advance()
    case (";", _) where depth == 0:
      endStatement()
      advance()
    default:
      if start == nil { start = (position, line) }
      takeToken(scalar)
    }
  }

  private mutating func takeToken(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "'": skipQuoted("'", escapes: false)
    case "\"": skipQuoted("\"", escapes: false)
    case "$": if !skipDollarQuoted() { advance() }
    case "(", ")":
      depth = max(0, depth + (scalar == "(" ? 1 : -1))
      advance()
    case _ where Self.isWord(scalar): takeWord()
    default: advance()
    }
  }

  private mutating func takeWord() {
    var word = ""
    while let scalar = current, Self.isWord(scalar) || scalar == "$" || scalar == "." {
      word.unicodeScalars.append(scalar)
      advance()
    }
    if words.count < 6 { words.append(word.lowercased()) }
    if current == "'", word == "E" || word == "e" { skipQuoted("'", escapes: true) }
  }

  private mutating func skipQuoted(_ mark: Unicode.Scalar, escapes: Bool) {
    advance()
    while let scalar = current {
      if scalar == "\\", escapes {
        advance(2)
      } else if scalar == mark, following == mark {
        advance(2)
      } else {
        advance()
        if scalar == mark { return }
      }
    }
  }

  private mutating func skipComment() {
    var level = 0
    repeat {
      switch (current, following) {
      case ("/", "*"):
        level += 1
        advance(2)
      case ("*", "/"):
        level -= 1
        advance(2)
      default: advance()
      }
    } while level > 0 && current != nil
  }

  /// Skips `$tag$ … $tag$`; false if no such quote begins here.
  private mutating func skipDollarQuoted() -> Bool {
    var end = position + 1
    while end < text.count, Self.isWord(text[end]) { end += 1 }
    guard end < text.count, text[end] == "$" else { return false }
    let tag = text[position...end]
    advance(tag.count)
    while current != nil {
      if current == "$", text[position...].starts(with: tag) {
        advance(tag.count)
        return true
      }
      advance()
    }
    return true
  }

  private mutating func endStatement() {
    if let start { statements.append(Statement(offset: start.offset, line: start.line, words: words)) }
    start = nil
    words = []
    depth = 0
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}

extension ScriptScanner.Statement {
  /// Whether the statement begins or ends a transaction.
  var controlsTransaction: Bool {
    switch words.first {
    case "begin", "commit", "end", "abort", "rollback": true
    case "start": words.dropFirst().first == "transaction"
    case "prepare": words.dropFirst().first == "transaction"
    default: false
    }
  }

  /// The table that the statement creates, as it is spelt there.
  var createdTable: String? {
    guard words.starts(with: ["create", "table"]) else { return nil }
    let name = words.dropFirst(2)
    return name.starts(with: ["if", "not", "exists"]) ? name.dropFirst(3).first : name.first
  }
}
