package import Synchronization

/// A language of the reader: the texts of the table in other words.
package struct Language: Sendable {
  package let name: String
  private let texts: [String: [String]]
  private let isStretched: Bool

  /// Takes the translations by the keys of the table; the second form of a text is that of more than one thing.
  package init(name: String, texts: [String: [String]]) {
    self.name = name
    self.texts = texts
    isStretched = false
  }

  private init(stretched name: String) {
    self.name = name
    texts = [:]
    isStretched = true
  }

  /// English with accents and forty per cent more room, which shows what a longer language would do to a screen.
  package static let stretched = Language(stretched: "stretched")

  // MARK: The language in force

  /// The language of the program; nil is English. It is set before the first text is said, and not again.
  package static let ofProgram = Mutex<Language?>(nil)

  /// A language for a task and what it starts.
  @TaskLocal package static var ofTask: Language?

  static var current: Language? { ofTask ?? ofProgram.withLock { $0 } }

  // MARK: Looking up

  /// Says a text of the table with its values; what the language lacks stays English.
  func text(of key: String, values: [String], english: String, isSingular: Bool = true) -> String {
    if isStretched { return Self.stretch(key, values: values) }
    guard let forms = texts[key], let form = isSingular ? forms.first : forms.last else { return english }
    return Self.fill(form, with: values)
  }

  /// A piece of a text of the table.
  package enum Piece: Equatable, Sendable {
    case text(String)
    /// The place of a value, from 1.
    case place(Int)
  }

  /// Takes a text of the table apart: `%1` is a place, `%%` a per cent sign.
  package static func pieces(of template: String) -> [Piece] {
    var pieces: [Piece] = []
    var text = ""
    var rest = Substring(template)
    while let character = rest.popFirst() {
      guard character == "%" else {
        text.append(character)
        continue
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      if let number = Int(digits), number > 0 {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.place(number))
        rest.removeFirst(digits.count)
      } else {
        text.append("%")
        if rest.first == "%" { rest.removeFirst() }
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    return pieces
  }

  private static func fill(_ template: String, with values: [String]) -> String {
    pieces(of: template).map { piece in
      switch piece {
      case .text(let text): text
      case .place(let number): values.indices.contains(number - 1) ? values[number - 1] : ""
      }
    }.joined()
  }

  // MARK: Stretching

  private static let accents: [Character: Character] = [
    "a": "à", "e": "é", "i": "ï", "o": "ö", "u": "ü", "A": "Å", "E": "É", "I": "Ï", "O": "Ö", "U": "Ü", "c": "ç",
    "n": "ñ", "y": "ý",
  ]

  /// Accents the text and adds two fifths of its length, so that what was cut shows.
  private static func stretch(_ key: String, values: [String]) -> String {
    var length = 0
    var result = ""
    for piece in pieces(of: key) {
      switch piece {
      case .text(let text):
        length += text.count
        result += String(text.map { accents[$0] ?? $0 })
      case .place(let number): result += values.indices.contains(number - 1) ? values[number - 1] : ""
      }
    }
    let more = (length * 2 + 4) / 5
    guard length > 1, more > 0 else { return result }
    let blanks = result.reversed().prefix { $0 == " " }.count
    return result.dropLast(blanks) + String(repeating: "~", count: more) + String(repeating: " ", count: blanks)
  }
}
