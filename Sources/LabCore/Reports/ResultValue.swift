import Words

/// What was typed for one parameter: a number, with `<` or `>` where the truth lies beyond it, or words.
package enum ResultValue: Sendable, Hashable {
  case number(ResultNumber, Comparator?)
  case words(String)

  /// Where the true value lies beyond the one that is given.
  package enum Comparator: String, Sendable, Hashable {
    case below = "<"
    case above = ">"
  }

  /// The most characters of a result in words.
  package static let mostCharacters = 200

  /// `<0.5`, `few platelets`.
  package var text: String {
    switch self {
    case .number(let number, let comparator): (comparator?.rawValue ?? "") + number.text
    case .words(let words): words
    }
  }

  /// Reads what was typed for a parameter; nil where nothing was.
  package static func parse(_ typed: String, for parameter: TestParameter) throws(ResultProblem) -> ResultValue? {
    let text = typed.trimmed
    guard !text.isEmpty else { return nil }
    switch parameter.kind {
    case .words:
      guard text.unicodeScalars.count <= mostCharacters else { throw .tooLong }
      return .words(text)
    case .number:
      let comparator = text.first.flatMap { Comparator(rawValue: String($0)) }
      let digits = comparator == nil ? text[...] : text.dropFirst().trimmedSlice
      guard let number = ResultNumber(digits) else { throw .noNumber(text) }
      if let most = parameter.decimals, number.decimals > most { throw .tooExact(text, most: most) }
      return .number(number, comparator)
    }
  }
}

/// Why a value cannot be taken.
package enum ResultProblem: Error, Sendable, Hashable {
  case noNumber(String)
  case tooExact(String, most: Int)
  case tooLong

  package var sentence: String {
    switch self {
    case .noNumber(let text): say("“\(text.prefix(40))” is not a number such as 5.4 or <0.5.")
    case .tooExact(let text, let most): say("“\(text.prefix(40))” has more than \(most.counted("decimal")).")
    case .tooLong: say("A result has at most \(ResultValue.mostCharacters) characters.")
    }
  }
}
