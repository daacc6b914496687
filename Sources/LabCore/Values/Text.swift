package import Words

extension Character {
  package var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension StringProtocol where SubSequence == Substring {
  /// The text without white space at its ends.
  package var trimmedSlice: Substring {
    var slice = self[...]
    while slice.first?.isWhitespace ?? false { slice = slice.dropFirst() }
    while slice.last?.isWhitespace ?? false { slice = slice.dropLast() }
    return slice
  }

  package var trimmed: String { String(trimmedSlice) }

  /// The words of the text with one space between each.
  package var singleSpaced: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// The text without words that stand before it already.
  package func droppingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : String(self)
  }

  /// The text without words that stand behind it already.
  package func droppingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : String(self)
  }

  /// Says whether a control or direction-changing character hides in the text.
  package var hasHiddenCharacters: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n" && scalar != "\t"
      case .format: scalar != "\u{200D}" && scalar != "\u{200C}"
      default: false
      }
    }
  }
}

extension Collection<String> {
  /// Joins as a sentence does: `a`, `a and b`, `a, b and c`.
  package func listed(_ conjunction: Phrase = "and") -> String {
    guard let last = Array(self).last else { return "" }
    return count == 1 ? last : dropLast().joined(separator: ", ") + " \(say(conjunction)) " + last
  }
}

extension Int {
  package var twoDigits: String { (0..<10).contains(self) ? "0\(self)" : String(self) }
}
