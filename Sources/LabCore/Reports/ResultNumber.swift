/// A decimal of a result or an interval, exact to six places, with its digits as they were typed.
package struct ResultNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// As it was typed: `5.40`.
  package let text: String
  /// The value times a million.
  package let millionths: Int

  /// The places that a value may have.
  package static let mostDecimals = 6

  /// Reads `5`, `5.40`, `-2.5`: up to nine digits before the point and six behind it; nil where it is no such number.
  package init?(_ text: some StringProtocol) {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...9).contains(parts[0].count),
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
      let value = Decimal.parse(digits, places: Self.mostDecimals),
      parts.count == 1 || parts[1].count <= Self.mostDecimals
    else { return nil }
    self.text = String(text)
    millionths = isNegative ? -value : value
  }

  /// How many places were typed behind the point.
  package var decimals: Int { text.split(separator: ".").dropFirst().first?.count ?? 0 }

  /// Without needless zeros, as an interval is printed: `12.5`.
  package var plainText: String { Decimal.text(millionths, places: Self.mostDecimals) }

  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }
}
