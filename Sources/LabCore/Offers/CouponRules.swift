import Words

/// What the fields of offers and coupons have to keep to, as typed in a form.
package enum CouponRules {
  /// The most codes that are issued at once.
  package static let largestBatch = 10_000
  package static let longestPrefix = 20
  package static let longestCode = 40
  /// The largest limit of uses that is stored.
  package static let mostUses = 1_000_000

  /// Says why a span of days is none; nil where it is one.
  package static func problem(from first: CalendarDate, to last: CalendarDate) -> String? {
    last < first ? say("The last day is \(last.text), before the first.") : nil
  }

  /// Says why a text cannot begin the codes of a batch.
  package static func problem(ofPrefix text: String) -> String? {
    if text.count > longestPrefix { return say("A beginning has at most \(longestPrefix) characters.") }
    let isGood = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return isGood ? nil : say("A beginning has letters, digits and hyphens only.")
  }

  /// Says why a text cannot be a code.
  package static func problem(ofCode text: String) -> String? {
    let code = Coupon.normalized(text)
    if code.count < 3 { return say("A code has at least 3 characters, or somebody finds it by chance.") }
    if code.count > longestCode { return say("A code has at most \(longestCode) characters.") }
    return code.hasHiddenCharacters ? say("This code has a character that nobody can see.") : nil
  }

  /// Reads a whole number in a range; nil where the text is none.
  package static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
    let digits = text.filter { $0 != "," && !$0.isWhitespace }
    guard !digits.isEmpty, digits.utf8.count <= 9, digits.allSatisfy(\.isASCIIDigit), let number = Int(digits) else {
      return nil
    }
    return range.contains(number) ? number : nil
  }
}
