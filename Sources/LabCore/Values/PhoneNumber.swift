import Words

/// A country's telephone code and how long its national numbers are.
package struct CallingCode: Hashable, Sendable {
  /// `91`.
  package let digits: String
  /// ISO 3166, `IN`.
  package let country: String
  /// The lengths a national number may have, without its trunk zero.
  package let nationalLengths: ClosedRange<Int>

  package init?(country: String) {
    guard let found = Self.known.first(where: { $0.country == country.uppercased() }) else { return nil }
    self = found
  }

  private init(_ digits: String, _ country: String, _ nationalLengths: ClosedRange<Int>) {
    self.digits = digits
    self.country = country
    self.nationalLengths = nationalLengths
  }

  package static let india = CallingCode("91", "IN", 10...10)

  /// The codes whose lengths are checked; numbers of other countries pass with what E.164 allows.
  static let known: [CallingCode] = [
    india, CallingCode("1", "US", 10...10), CallingCode("1", "CA", 10...10), CallingCode("44", "GB", 9...10),
    CallingCode("971", "AE", 8...9), CallingCode("65", "SG", 8...8), CallingCode("61", "AU", 9...9),
    CallingCode("977", "NP", 8...10), CallingCode("94", "LK", 9...9), CallingCode("880", "BD", 8...10),
    CallingCode("92", "PK", 9...10), CallingCode("975", "BT", 7...8), CallingCode("960", "MV", 7...7),
    CallingCode("966", "SA", 8...9), CallingCode("974", "QA", 8...8), CallingCode("965", "KW", 8...8),
    CallingCode("968", "OM", 8...8), CallingCode("973", "BH", 8...8), CallingCode("60", "MY", 8...10),
    CallingCode("49", "DE", 6...12), CallingCode("33", "FR", 9...9), CallingCode("81", "JP", 9...10),
    CallingCode("86", "CN", 10...11), CallingCode("64", "NZ", 8...10), CallingCode("27", "ZA", 9...9),
    CallingCode("7", "RU", 10...10), CallingCode("39", "IT", 8...11), CallingCode("34", "ES", 9...9),
  ]
}

/// Says why a text is not a telephone number.
package enum PhoneNumberError: Error, Hashable, Sendable {
  case empty
  case letters(String)
  case tooShort(digits: Int, wanted: Int)
  case tooLong(digits: Int, wanted: Int)
  case impossible(String)

  package var code: String {
    switch self {
    case .empty: "phone_empty"
    case .letters: "phone_letters"
    case .tooShort: "phone_too_short"
    case .tooLong: "phone_too_long"
    case .impossible: "phone_impossible"
    }
  }

  package var sentence: String {
    switch self {
    case .empty: say("Type a phone number, for example 98450 12345.")
    case .letters(let text): say("A phone number has digits only, not “\(text)”.")
    case .tooShort(let digits, let wanted): say("\(digits.counted("digit")) so far; a number here has \(wanted).")
    case .tooLong(let digits, let wanted): say("\(digits.counted("digit")) are too many; a number here has \(wanted).")
    case .impossible(let text): say("No phone number looks like “\(text)”.")
    }
  }
}

/// A telephone number in E.164 form, read from whatever people type.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
  /// Country code and national number, digits alone: `919845012345`.
  package let digits: String

  /// `+919845012345`, as stored.
  package var e164: String { "+" + digits }
  package var description: String { e164 }

  /// Reads `98450 12345`, `+91-98450-12345`, `0091 98450 12345`, `(098450) 12345`, digits of any script.
  package static func parse(
    _ text: String, default country: CallingCode = .india
  ) throws(PhoneNumberError) -> PhoneNumber {
    let shown = text.trimmed
    var digits = try digitsAlone(shown)
    guard !digits.isEmpty else { throw .empty }
    var international = shown.contains("+")
    if !international, digits.hasPrefix("00") {
      digits.removeFirst(2)
      international = true
    }
    if !international {
      let national = digits.hasPrefix("0") ? String(digits.dropFirst()) : digits
      let withCode = digits.hasPrefix(country.digits) ? digits.utf8.count - country.digits.utf8.count : 0
      let isWhole = country.nationalLengths.contains(withCode) && !country.nationalLengths.contains(national.utf8.count)
      digits = isWhole ? digits : country.digits + national
    }
    return try PhoneNumber(checking: digits, shown: shown, country)
  }

  /// Reads what the database holds; nil when a legacy row holds no number.
  package init?(stored text: String, default country: CallingCode = .india) {
    guard let number = try? Self.parse(text, default: country) else { return nil }
    self = number
  }

  private init(checking digits: String, shown: String, _ country: CallingCode) throws(PhoneNumberError) {
    let code =
      CallingCode.known.first { $0.digits == country.digits && digits.hasPrefix($0.digits) }
      ?? CallingCode.known.first { digits.hasPrefix($0.digits) }
    let prefix = code?.digits.utf8.count ?? 0
    var national = digits.dropFirst(prefix)
    let lengths = code?.nationalLengths ?? 7...15
    // A trunk zero after the country code, as in +91 (0)98450 12345, is a habit and no part of the number.
    if code != nil, national.hasPrefix("0"), code?.country != "IT" { national = national.dropFirst() }
    let count = national.utf8.count
    guard count >= lengths.lowerBound else { throw .tooShort(digits: count, wanted: lengths.lowerBound) }
    guard count <= lengths.upperBound else { throw .tooLong(digits: count, wanted: lengths.upperBound) }
    guard digits.first != "0", national.first != "0" || code?.country == "IT", Set(national).count > 1 else {
      throw .impossible(shown)
    }
    self.digits = String(digits.prefix(prefix)) + national
  }

  private static func digitsAlone(_ text: String) throws(PhoneNumberError) -> String {
    var digits = ""
    for character in text {
      if let value = character.wholeNumberValue, (0...9).contains(value) {
        digits += String(value)
      } else if character.isLetter {
        throw .letters(String(text.drop { !$0.isLetter }.prefix { $0.isLetter }))
      }
    }
    return digits
  }

  /// For people: `+91 98450 12345`, `+1 415 555 0123`, `+971 50 123 4567`.
  package var text: String {
    guard let code = CallingCode.known.first(where: { digits.hasPrefix($0.digits) }) else { return e164 }
    let national = digits.dropFirst(code.digits.utf8.count)
    return "+\(code.digits) " + Self.grouped(national, code)
  }

  /// Without the country code, where it is the house's own: `98450 12345`.
  package func text(atHome country: CallingCode) -> String {
    guard digits.hasPrefix(country.digits) else { return text }
    return Self.grouped(digits.dropFirst(country.digits.utf8.count), country)
  }

  /// The digits that `https://wa.me/` takes: no plus, no spaces, no leading zeros.
  package var whatsAppDigits: String { digits }

  private static func grouped(_ national: Substring, _ code: CallingCode) -> String {
    let sizes =
      switch (code.digits, national.utf8.count) {
      case ("91", 10): [5, 5]
      case (_, 7): [3, 4]
      case (_, 8): [4, 4]
      case (_, 9): [2, 3, 4]
      case (_, 10): [3, 3, 4]
      default: [national.utf8.count]
      }
    var rest = national
    var groups: [Substring] = []
    for size in sizes {
      groups.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return groups.joined(separator: " ")
  }

  /// The digits to search by when the text is part of a number: three or more of them and no letter; else nil.
  package static func fragment(of text: String) -> String? {
    guard let digits = try? digitsAlone(text), digits.utf8.count >= 3 else { return nil }
    return digits
  }
}
