/// A text made ready for type-ahead: folded to lower case without accents, its words and their initials.
struct SearchKey: Hashable, Sendable {
  let whole: [UInt8]
  /// Where each word of `whole` begins.
  let wordStarts: [Int]
  let initials: [UInt8]

  init(_ text: String) {
    let bytes = Self.folded(text)
    var starts: [Int] = []
    for index in bytes.indices where bytes[index] != Self.space && (index == 0 || bytes[index - 1] == Self.space) {
      starts.append(index)
    }
    whole = bytes
    wordStarts = starts
    initials = starts.map { bytes[$0] }
  }

  private static let space = UInt8(ascii: " ")

  /// Letters in lower case without accents, digits, and single spaces for all the rest.
  static func folded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for character in text.lowercased() {
      if let plain = plainLetters[character] {
        bytes.append(contentsOf: plain.utf8)
      } else if character.isLetter || character.isNumber {
        bytes.append(contentsOf: character.utf8)
      } else if character != "'" && character != "’" && bytes.last.map({ $0 != space }) ?? false {
        bytes.append(space)
      }
    }
    if bytes.last == space { bytes.removeLast() }
    return bytes
  }

  private static let plainLetters: [Character: String] = {
    let groups: [(String, String)] = [
      ("àáâãåāăą", "a"), ("ä", "ae"), ("æ", "ae"), ("çćč", "c"), ("ďđ", "d"), ("èéêëēėęě", "e"), ("ìíîïīį", "i"),
      ("ñńň", "n"), ("òóôõøō", "o"), ("öœ", "oe"), ("ŕř", "r"), ("śšş", "s"), ("ß", "ss"), ("ťț", "t"),
      ("ùúûūů", "u"), ("ü", "ue"), ("ýÿ", "y"), ("źżž", "z"), ("αΑ", "alpha"), ("β", "beta"), ("γ", "gamma"),
    ]
    var letters: [Character: String] = [:]
    for (accented, plain) in groups { for letter in accented { letters[letter] = plain } }
    return letters
  }()

  /// Where a word begins with the query, counted in words; nil when none does.
  func wordIndex(beginningWith query: ArraySlice<UInt8>) -> Int? {
    wordStarts.firstIndex { whole[$0...].starts(with: query) }
  }

  /// Where the query stands anywhere in the text, counted in bytes.
  func position(of query: ArraySlice<UInt8>) -> Int? {
    guard let first = query.first, query.count <= whole.count else { return nil }
    for start in 0...(whole.count - query.count) where whole[start] == first {
      if whole[start...].starts(with: query) { return start }
    }
    return nil
  }
}
