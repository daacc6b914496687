/// Takes comments and the text of string literals out of Swift source; lines stay where they are.
///
/// Code inside `\( … )` is kept, since a force unwrap there is one like any other.
struct CodeScanner {
  private let text: [Character]
  private var place = 0
  private var output = ""

  init(_ text: String) { self.text = Array(text) }

  /// The source with blanks instead of comments, and `""` instead of string literals.
  mutating func code() -> String {
    scanCode(untilParenthesis: false)
    return output
  }

  private func starts(with word: String) -> Bool {
    let word = Array(word)
    return place + word.count <= text.count && Array(text[place..<(place + word.count)]) == word
  }

  private mutating func scanCode(untilParenthesis: Bool) {
    var depth = 0
    while place < text.count {
      if starts(with: "//") {
        while place < text.count, text[place] != "\n" { place += 1 }
      } else if starts(with: "/*") {
        skipBlockComment()
      } else if let pounds = stringStart() {
        scanString(pounds: pounds)
      } else {
        let character = text[place]
        if untilParenthesis {
          if character == "(" { depth += 1 }
          if character == ")" {
            if depth == 0 { return }
            depth -= 1
          }
        }
        output.append(character)
        place += 1
      }
    }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        place += 2
      } else if starts(with: "*/") {
        depth -= 1
        place += 2
      } else {
        if text[place] == "\n" { output.append("\n") }
        place += 1
      }
    } while depth > 0 && place < text.count
  }

  /// How many number signs stand before the quote of a literal that begins here; nil where none begins.
  private func stringStart() -> Int? {
    var next = place
    while next < text.count, text[next] == "#" { next += 1 }
    return next < text.count && text[next] == "\"" ? next - place : nil
  }

  private mutating func scanString(pounds: Int) {
    let signs = String(repeating: "#", count: pounds)
    place += pounds
    let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    place += quote.count
    output += "\""
    while place < text.count, !starts(with: quote + signs) {
      if starts(with: "\\\(signs)(") {
        place += 2 + pounds
        output += " "
        scanCode(untilParenthesis: true)
        output += " "
        place += 1
      } else if starts(with: "\\\(signs)") {
        place += 2 + pounds
      } else {
        if text[place] == "\n" { output.append("\n") }
        place += 1
      }
    }
    place += quote.count + pounds
    output += "\""
  }
}
