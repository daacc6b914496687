import Words

/// Says why a text is not a discount.
package enum DiscountError: Error, Hashable, Sendable {
  case empty
  case notAPercentage(String)
  case tooManyDecimals
  case moreThanAll
  case nothing
  case amount(MoneyError)

  /// A stable name for tests and logs.
  package var code: String {
    switch self {
    case .empty: "discount_empty"
    case .notAPercentage: "discount_not_a_percentage"
    case .tooManyDecimals: "discount_too_many_decimals"
    case .moreThanAll: "discount_more_than_all"
    case .nothing: "discount_nothing"
    case .amount(let error): error.code
    }
  }

  package var sentence: String {
    switch self {
    case .empty: say("Type a percentage such as 12.5 %, or an amount such as 200.")
    case .notAPercentage(let text): say("“\(text)” is not a percentage; write it like 12.5 %.")
    case .tooManyDecimals: say("A percentage has at most two digits after the point.")
    case .moreThanAll: say("A percentage is at most 100.")
    case .nothing: say("An offer takes off more than nothing.")
    case .amount(let error): error.sentence
    }
  }
}

extension Discount {
  /// Reads `12.5 %` as a percentage and anything else as an amount in the currency: `200`, `₹1,250.50`.
  package static func parse(_ text: String, in currency: Currency) throws(DiscountError) -> Discount {
    let shown = text.trimmed
    guard !shown.isEmpty else { throw .empty }
    guard shown.hasSuffix("%") else { return .fixedAmount(try amount(shown, in: currency)) }
    let number = shown.dropLast().trimmedSlice
    guard let fine = Decimal.parse(number, places: 9) else { throw .notAPercentage(shown) }
    guard let points = Decimal.parse(number, places: 2) else { throw .tooManyDecimals }
    guard fine > 0 else { throw .nothing }
    guard points <= 10_000 else { throw .moreThanAll }
    return .percentage(basisPoints: points)
  }

  private static func amount(_ text: String, in currency: Currency) throws(DiscountError) -> Money {
    let amount: Money
    do {
      amount = try Money.parse(text, in: currency)
    } catch {
      throw .amount(error)
    }
    guard amount > .zero else { throw .nothing }
    return amount
  }
}
