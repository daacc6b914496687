/// Finds the string literals of Swift source, with what stands before each and the values in them as numbered places.
struct TextScanner {
  /// A literal of the source.
  struct Literal {
    /// Where it begins and ends, in characters.
    var start: Int
    var end: Int
    /// What it says, as the table of texts has it: `%1` for the first value.
    var template: String
    /// How many values it holds.
    var values: Int
    var isMultiline: Bool
  }

  private let text: [Character]
  private var place = 0
  private var literals: [Literal] = []

  private init(_ text: String) { self.text = Array(text) }

  /// The texts that a file says, in order: what `say`, `counted` and `listed` are given, and what is typed as a phrase.
  static func phrases(in source: String, path: String) -> [String] {
    var scanner = TextScanner(source)
    scanner.scanCode(untilParenthesis: false)
    return scanner.collect(takesEverything: holdsPhrases(source, path))
  }

  /// Literals that read like something for people and are not said as phrases.
  static func strays(in source: String, path: String) -> [String] {
    guard !holdsPhrases(source, path) else { return [] }
    var scanner = TextScanner(source)
    scanner.scanCode(untilParenthesis: false)
    return scanner.strays()
  }

  /// Whether the literals of a file are typed as phrases by what they are handed to.
  private static func holdsPhrases(_ source: String, _ path: String) -> Bool {
    path.hasSuffix("Actions.swift") || source.contains(": Phrase]") || source.contains("[Phrase] = [")
      || source.contains("var text: Phrase") || source.contains("ScreenEntry(")
  }

  // MARK: Reading

  private func starts(with word: String) -> Bool {
    place + word.count <= text.count && zip(text[place...], word).allSatisfy { $0 == $1 }
  }

  private mutating func scanCode(untilParenthesis: Bool) {
    var depth = 0
    while place < text.count {
      if starts(with: "//") {
        while place < text.count, text[place] != "\n" { place += 1 }
      } else if starts(with: "#\"") {
        place += 2
        while place < text.count, !starts(with: "\"#") { place += 1 }
        place += 2
      } else if text[place] == "\"" {
        scanString()
      } else {
        if untilParenthesis {
          if text[place] == "(" { depth += 1 }
          if text[place] == ")" {
            if depth == 0 { return }
            depth -= 1
          }
        }
        place += 1
      }
    }
  }

  private mutating func scanString() {
    let start = place
    let isMultiline = starts(with: "\"\"\"")
    let quote = isMultiline ? "\"\"\"" : "\""
    place += quote.count
    var template = ""
    var values = 0
    while place < text.count, !starts(with: quote) {
      if starts(with: "\\(") {
        place += 2
        values += 1
        template += "%\(values)"
        scanCode(untilParenthesis: true)
      } else if text[place] == "\\" {
        place += 1
        template += escape()
      } else {
        template += text[place] == "%" ? "%%" : String(text[place])
      }
      place += 1
    }
    place += quote.count
    literals.append(
      Literal(start: start, end: place, template: template, values: values, isMultiline: isMultiline))
  }

  private mutating func escape() -> String {
    switch text[place] {
    case "n": return "\n"
    case "t": return "\t"
    case "u":
      let digits = text[(place + 2)...].prefix { $0 != "}" }
      place += digits.count + 2
      return UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    default: return String(text[place])
    }
  }

  // MARK: Sorting out

  private func before(_ literal: Literal) -> String {
    var end = literal.start
    while end > 0, text[end - 1].isWhitespace { end -= 1 }
    return String(text[max(0, end - 40)..<end])
  }

  private func after(_ literal: Literal) -> Substring {
    String(text[literal.end..<min(text.count, literal.end + 200)]).drop(while: \.isWhitespace)
  }

  private func collect(takesEverything: Bool) -> [String] {
    let ordered = literals.sorted { $0.start < $1.start }
    var phrases: [String] = []
    for (index, literal) in ordered.enumerated() where !literal.isMultiline {
      let before = before(literal)
      if before.hasSuffix("counted(") {
        phrases.append("%1 " + literal.template)
      } else if literal.template.isEmpty {
        continue
      } else if before.hasSuffix("say(") || before.hasSuffix("listed(") || before.hasSuffix(": Phrase =")
        || takesEverything && Self.isForPeople(literal) && !isOurs(literal, before)
      {
        phrases.append(joined(from: index, in: ordered))
      }
    }
    return phrases
  }

  /// The whole text of literals that are added up.
  private func joined(from index: Int, in ordered: [Literal]) -> String {
    var (template, values) = (ordered[index].template, ordered[index].values)
    var last = ordered[index]
    for next in ordered[(index + 1)...] where next.start >= last.end {
      let between = String(text[last.end..<next.start])
      guard between.allSatisfy({ $0.isWhitespace || $0 == "+" }), between.contains("+") else { break }
      template += Self.shifted(next.template, by: values)
      values += next.values
      last = next
    }
    return template
  }

  private static func shifted(_ template: String, by count: Int) -> String {
    template.replacing(/%(\d+)/) { "%\((Int($0.1) ?? 0) + count)" }
  }

  private static func isForPeople(_ literal: Literal) -> Bool {
    literal.template.first?.isUppercase == true && literal.template.dropFirst().contains(where: \.isLowercase)
      || literal.template.contains(" ") && literal.template.contains(where: \.isLetter)
  }

  /// Whether a literal is for developers: why the program stops, or the later part of a sum.
  private func isOurs(_ literal: Literal, _ before: String) -> Bool {
    before.hasSuffix("preconditionFailure(") || before.hasSuffix("+") || before.contains("Chord(")
  }

  private func strays() -> [String] {
    let ordered = literals.sorted { $0.start < $1.start }
    var isSaid: Set<Int> = []
    for (index, literal) in ordered.enumerated() {
      let before = before(literal)
      if before.hasSuffix("say(") || before.hasSuffix("counted(") || before.hasSuffix("listed(") {
        isSaid.insert(literal.start)
      } else if before.hasSuffix("+"), index > 0,
        let previous = ordered[..<index].last(where: { $0.end <= literal.start }), isSaid.contains(previous.start)
      {
        isSaid.insert(literal.start)
      }
    }
    return ordered.filter { literal in
      let isWithin = ordered.contains {
        isSaid.contains($0.start) && $0.start < literal.start && literal.end < $0.end
      }
      return !isSaid.contains(literal.start) && !literal.isMultiline && Self.isSentence(literal.template)
        && !before(literal).contains("recondition") && !isWithin
    }.map(\.template)
  }

  /// Whether something reads as a sentence: a capital, a blank and a stop.
  private static func isSentence(_ text: String) -> Bool {
    text.first?.isUppercase == true && text.contains(" ") && (text.last == "." || text.last == "…" || text.last == "?")
  }
}
