/// One text of the program, written in English where it is used and looked up by that in other languages.
///
/// It is made from a literal alone, never from data, so that every text can be listed: `Sources/Words/Texts/english.json5`
/// is that list, and a test compares it with the sources. What is interpolated becomes `%1`, `%2`, …; a per cent sign is
/// written `%%` in the list.
package struct Phrase: Hashable, Sendable {
  /// The text in English.
  package private(set) var english: String
  /// The text with numbered places instead of values; nil where it is the English text as it stands.
  private var template: String?
  private var values: [String] = []

  /// The entry of the table under which the text is found.
  package var key: String { template ?? Self.escaped(english) }

  /// The text in the language of the reader.
  package var text: String {
    guard let language = Language.current else { return english }
    return language.text(of: key, values: values, english: english)
  }

  package static func + (left: Phrase, right: Phrase) -> Phrase {
    guard left.template != nil || right.template != nil else { return Phrase(english: left.english + right.english) }
    var sum = Phrase(english: left.english + right.english)
    sum.template = left.key + Self.shifted(right.key, by: left.values.count)
    sum.values = left.values + right.values
    return sum
  }

  private init(english: String) { self.english = english }

  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    return text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
  }

  /// Renumbers the places of a template that comes after another one with `count` places.
  private static func shifted(_ template: String, by count: Int) -> String {
    guard count > 0 else { return template }
    return Language.pieces(of: template).map { piece in
      switch piece {
      case .text(let text): escaped(text)
      case .place(let number): "%\(number + count)"
      }
    }.joined()
  }
}

extension Phrase: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self.init(english: text) }

  package init(stringInterpolation: StringInterpolation) {
    english = stringInterpolation.english
    template = stringInterpolation.template
    values = stringInterpolation.values
  }

  /// Builds the English text, and what a translation needs where the reader has another language.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var english: String
    fileprivate var template: String?
    fileprivate var values: [String] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      english = ""
      english.reserveCapacity(literalCapacity + interpolationCount * 8)
      if Language.current != nil { template = "" }
    }

    package mutating func appendLiteral(_ literal: String) {
      english += literal
      if template != nil { template?.append(Phrase.escaped(literal)) }
    }

    package mutating func appendInterpolation(_ value: String) { append(value) }

    package mutating func appendInterpolation<Value>(_ value: Value) { append("\(value)") }

    private mutating func append(_ text: String) {
      english += text
      guard template != nil else { return }
      values.append(text)
      template?.append("%\(values.count)")
    }
  }
}

/// Says a text in the language of the reader.
package func say(_ phrase: Phrase) -> String { phrase.text }

extension Int {
  /// Counts a thing in words: `1 test`, `3 tests`. The table holds both forms under that of one.
  package func counted(_ singular: Phrase, _ plural: Phrase? = nil) -> String {
    let form = self == 1 ? singular.english : plural?.english ?? singular.english + "s"
    guard let language = Language.current else { return "\(self) \(form)" }
    return language.text(
      of: "%1 " + singular.key, values: ["\(self)"], english: "\(self) \(form)", isSingular: self == 1)
  }
}
