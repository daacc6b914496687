/// Which characters of a found row a query accounts for, so that a look shows why the row is there.
package struct LookupMarks: Sendable {
  private let words: [[Character]]
  private let digits: [Character]

  package init(_ query: String) {
    var words: [[Character]] = []
    var digits: [Character] = []
    for part in query.split(whereSeparator: \.isWhitespace) {
      if part.contains(where: \.isASCIIDigit) && !part.contains(where: \.isLetter) {
        digits += part.filter(\.isASCIIDigit)
      } else {
        words += Self.words(of: String(part)).map(\.folded)
      }
    }
    self.words = words
    self.digits = Array(digits.drop { $0 == "0" })
  }

  /// The marked characters of a phone number as it is shown, counted from its first; empty where the digits are not in it.
  package func inNumber(_ shown: String) -> Range<Int>? {
    guard digits.count >= 3 else { return nil }
    let places = shown.enumerated().filter { $0.element.isASCIIDigit }
    let found = Self.place(of: digits, in: places.map(\.element)) ?? nationalPlace(in: places.map(\.element))
    return found.map { places[$0.lowerBound].offset..<places[$0.upperBound - 1].offset + 1 }
  }

  /// The end of the query stands at the beginning of a number that is shown without its country's code.
  private func nationalPlace(in shown: [Character]) -> Range<Int>? {
    for dropped in 1...4 where digits.count - dropped >= 3 && shown.starts(with: digits.dropFirst(dropped)) {
      return 0..<digits.count - dropped
    }
    return nil
  }

  private static func place(of wanted: [Character], in text: [Character]) -> Range<Int>? {
    guard wanted.count <= text.count else { return nil }
    // The last digits are what people say most often.
    for start in (0...text.count - wanted.count).reversed() where text[start...].starts(with: wanted) {
      return start..<start + wanted.count
    }
    return nil
  }

  /// The marked characters of each of the names of one row, counted from the first of the name.
  ///
  /// A word of the query that begins no word of the names marks the whole word that is nearest to it.
  package func inNames(_ names: [String]) -> [[Range<Int>]] {
    var marks: [[Range<Int>]] = names.map { _ in [] }
    let written = names.map(Self.words(of:))
    for (position, query) in words.enumerated() {
      var isFound = false
      for (index, name) in written.enumerated() {
        guard let range = Self.mark(query, in: name) ?? joined(at: position).flatMap({ Self.mark($0, in: name) }) else {
          continue
        }
        marks[index].append(range)
        isFound = true
      }
      if !isFound, let (index, range) = Self.nearest(to: query, in: written) { marks[index].append(range) }
    }
    return marks.map(Self.merged)
  }

  /// The word at a position written together with its neighbour, as `mc clure` finds McClure.
  private func joined(at position: Int) -> [Character]? {
    if position + 1 < words.count, words[position].count <= 4 { return words[position] + words[position + 1] }
    if position > 0, words[position - 1].count <= 4 { return words[position - 1] + words[position] }
    return nil
  }

  /// A word of a name with its place there.
  private struct Word {
    var folded: [Character]
    var range: Range<Int>
  }

  private static func words(of name: String) -> [Word] {
    var words: [Word] = []
    for (offset, character) in name.enumerated() {
      guard character.isLetter || character.isNumber else { continue }
      let letters = plain(character)
      if let last = words.last, last.range.upperBound == offset {
        words[words.count - 1] = Word(folded: last.folded + letters, range: last.range.lowerBound..<offset + 1)
      } else {
        words.append(Word(folded: letters, range: offset..<offset + 1))
      }
    }
    return words
  }

  private static func plain(_ character: Character) -> [Character] {
    let folded = SearchKey.folded(String(character))
    return folded.count == 1 ? [Character(Unicode.Scalar(folded[0]))] : Array(String(character).lowercased())
  }

  /// The beginning of a word, or of a short word with the next, that the query is.
  private static func mark(_ query: [Character], in words: [Word]) -> Range<Int>? {
    for (index, word) in words.enumerated() {
      let start = word.range.lowerBound
      if word.folded.starts(with: query) {
        return start..<min(start + query.count, word.range.upperBound)
      }
      guard word.folded.count <= 4, query.starts(with: word.folded), index + 1 < words.count else { continue }
      let next = words[index + 1]
      let rest = query.dropFirst(word.folded.count)
      if next.folded.starts(with: rest) {
        return start..<min(next.range.lowerBound + rest.count, next.range.upperBound)
      }
    }
    return nil
  }

  private static func nearest(to query: [Character], in names: [[Word]]) -> (Int, Range<Int>)? {
    var best: (distance: Int, index: Int, range: Range<Int>)?
    for (index, words) in names.enumerated() {
      for word in words {
        let distance = distance(query, word.folded)
        guard distance * 2 <= max(query.count, word.folded.count), distance < best?.distance ?? .max else { continue }
        best = (distance, index, word.range)
      }
    }
    return best.map { ($0.index, $0.range) }
  }

  /// How many letters have to be changed, added or left out.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (line, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in right.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, min(row[column], diagonal) + 1)
      }
    }
    return row[right.count]
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { result, range in
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
  }
}
