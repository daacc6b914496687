import Words

/// Says why a text is not an amount.
package enum MoneyError: Error, Hashable, Sendable {
  case empty
  case notANumber(String)
  case misplacedComma(String)
  case tooManyDecimals(allowed: Int)
  case tooLarge

  /// A stable name for tests and logs.
  package var code: String {
    switch self {
    case .empty: "money_empty"
    case .notANumber: "money_not_a_number"
    case .misplacedComma: "money_misplaced_comma"
    case .tooManyDecimals: "money_too_many_decimals"
    case .tooLarge: "money_too_large"
    }
  }

  package var sentence: String {
    switch self {
    case .empty: say("Type an amount, for example 1,250.50.")
    case .notANumber(let text): say("“\(text)” is not an amount; write it like 1,250.50.")
    case .misplacedComma(let text): say("“\(text)” has a comma in an odd place; decimals take a point, as in 1,250.50.")
    case .tooManyDecimals(allowed: 0): say("This currency has no decimals.")
    case .tooManyDecimals(let allowed): say("Only \(allowed) digits may follow the point.")
    case .tooLarge: say("That amount is too large.")
    }
  }
}

extension Money {
  /// Reads an amount as people write it: `1,234.50`, `₹1,23,456`, `Rs. 500/-`, `-12`, `(12)`, `USD 5`.
  package static func parse(_ text: String, in currency: Currency) throws(MoneyError) -> Money {
    let shown = text.trimmed
    var rest = Substring(shown)
    guard !rest.isEmpty else { throw .empty }
    var negative = false
    if rest.hasPrefix("("), rest.hasSuffix(")") {
      negative = true
      rest = rest.dropFirst().dropLast()
    }
    negative = takeMinus(from: &rest) || negative
    dropCurrencyMarks(from: &rest, currency)
    if !negative { negative = takeMinus(from: &rest) }
    rest = rest.trimmedSlice

    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let wholeText = parts.first ?? ""
    let decimalText = parts.count == 2 ? parts[1] : ""
    let isNumber =
      rest.contains(where: \.isASCIIDigit)
      && wholeText.allSatisfy { $0.isASCIIDigit || $0 == "," || $0 == " " } && decimalText.allSatisfy(\.isASCIIDigit)
    guard isNumber else {
      throw wholeText.contains(",") && decimalText.contains(",") ? .misplacedComma(shown) : .notANumber(shown)
    }
    guard let digits = ungrouped(wholeText) else { throw .misplacedComma(shown) }
    var decimals = decimalText
    while decimals.utf8.count > currency.exponent, decimals.last == "0" { decimals.removeLast() }
    guard decimals.utf8.count <= currency.exponent else { throw .tooManyDecimals(allowed: currency.exponent) }
    let padding = String(repeating: "0", count: currency.exponent - decimals.utf8.count)
    guard let size = Int64(digits + decimals + padding), size <= largest.minorUnits else { throw .tooLarge }
    return Money(minorUnits: negative ? -size : size)
  }

  private static func takeMinus(from text: inout Substring) -> Bool {
    text = text.trimmedSlice
    guard text.hasPrefix("-") || text.hasPrefix("−") else { return false }
    text = text.dropFirst().trimmedSlice
    return true
  }

  private static func dropCurrencyMarks(from text: inout Substring, _ currency: Currency) {
    let marks = [currency.symbol, currency.code] + (currency.groupsByLakh ? [say("Rs."), say("Rs"), "/-"] : [])
    for mark in marks {
      let lowered = mark.lowercased()
      if text.lowercased().hasPrefix(lowered) { text = text.dropFirst(mark.count).trimmedSlice }
      if text.lowercased().hasSuffix(lowered) { text = text.dropLast(mark.count).trimmedSlice }
    }
  }

  /// Takes the separators out of `1,23,456` or `1 234 567`; nil when a group has the wrong length.
  private static func ungrouped(_ whole: Substring) -> String? {
    let groups = whole.split(omittingEmptySubsequences: false) { $0 == "," || $0 == " " }
    guard groups.count > 1, let first = groups.first, let last = groups.last else {
      return String(whole.isEmpty ? "0" : whole)
    }
    guard (1...3).contains(first.utf8.count), last.utf8.count == 3,
      groups.dropFirst().dropLast().allSatisfy({ (2...3).contains($0.utf8.count) })
    else { return nil }
    return groups.joined()
  }
}
