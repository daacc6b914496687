import Words

/// Says why a text cannot be a name.
package enum NameError: Error, Hashable, Sendable {
  case empty
  case noLetter(String)
  case tooLong(limit: Int)
  case hiddenCharacter

  package var code: String {
    switch self {
    case .empty: "name_empty"
    case .noLetter: "name_no_letter"
    case .tooLong: "name_too_long"
    case .hiddenCharacter: "name_hidden_character"
    }
  }

  package var sentence: String {
    switch self {
    case .empty: say("Type a name.")
    case .noLetter(let text): say("“\(text)” has no letter in it.")
    case .tooLong(let limit): say("A name has at most \(limit) characters.")
    case .hiddenCharacter: say("The name contains a character that cannot be shown; type it again.")
    }
  }
}

/// The name of a person in any script: trimmed, single-spaced, 1 to 120 characters with a letter among them.
package struct PersonName: Hashable, Sendable, CustomStringConvertible {
  package let text: String
  package static let lengthLimit = 120

  package init(_ text: String) throws(NameError) {
    let name = text.singleSpaced
    guard !name.isEmpty else { throw .empty }
    guard name.contains(where: \.isLetter) else { throw .noLetter(name) }
    guard name.count <= Self.lengthLimit else { throw .tooLong(limit: Self.lengthLimit) }
    guard !name.hasHiddenCharacters else { throw .hiddenCharacter }
    self.text = name
  }

  package var description: String { text }

  /// The first name, or the whole where the first part is but an initial: `Asha` of `Asha Rao`, `R. Mehta`.
  package var greeting: String {
    guard let first = text.split(separator: " ").first, first.filter(\.isLetter).count > 1, !first.hasSuffix(".") else {
      return text
    }
    return String(first)
  }
}
