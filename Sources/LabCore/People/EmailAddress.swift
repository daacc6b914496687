import Words

/// Says why a text cannot be an address for electronic mail.
package enum EmailAddressError: Error, Hashable, Sendable {
  case notAnAddress(String)

  package var code: String { "email_not_an_address" }

  package var sentence: String {
    switch self {
    case .notAnAddress(let text): say("“\(text)” is not an e-mail address; it looks like name@example.com.")
    }
  }
}

/// An address for electronic mail, checked lightly: one @, a dot in the domain, no spaces.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// As typed, the domain in lower case.
  package let text: String

  package init(_ text: String) throws(EmailAddressError) {
    let shown = text.trimmed
    let parts = shown.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, shown.utf8.count <= 254, !shown.hasHiddenCharacters,
      !shown.contains(where: \.isWhitespace), !shown.contains(where: { "<>,;\"()".contains($0) })
    else { throw .notAnAddress(shown) }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("-") && !$0.hasSuffix("-") }) else {
      throw .notAnAddress(shown)
    }
    self.text = "\(parts[0])@\(parts[1].lowercased())"
  }

  package var description: String { text }
}
