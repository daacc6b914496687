/// What an offer takes off.
package enum Discount: Hashable, Sendable {
  /// In hundredths of a percent: 1,250 is 12.5 %.
  case percentage(basisPoints: Int)
  case fixedAmount(Money)

  package func text(in currency: Currency) -> String {
    switch self {
    case .percentage(let points): Decimal.text(points, places: 2) + " %"
    case .fixedAmount(let amount): amount.shortFormatted(in: currency)
    }
  }

  /// Says whether the discount is applied before the other where both are: percentages come first.
  var isPercentage: Bool {
    switch self {
    case .percentage: true
    case .fixedAmount: false
    }
  }
}

/// A rule that takes something off a booking, by itself or by a coupon that refers to it.
package struct Offer: Hashable, Sendable, Identifiable {
  /// Which tests an offer holds for.
  package enum Scope: Hashable, Sendable {
    case allTests
    case tests(Set<TestID>)

    package func contains(_ test: TestID) -> Bool {
      switch self {
      case .allTests: true
      case .tests(let tests): tests.contains(test)
      }
    }
  }

  package let id: OfferID
  package var name: String
  package var discount: Discount
  /// The first and the last day on which it holds.
  package var startDate: CalendarDate
  package var endDate: CalendarDate
  package var isActive: Bool
  package var scope: Scope
  /// Held against the whole cart at catalogue prices.
  package var minimumOrder: Money?
  /// Holds without a code; an offer that coupons refer to waits for one.
  package var isAutomatic: Bool
  package var isStackable: Bool
  /// Says that the distance charge is discounted as the tests are.
  package var coversDistance: Bool

  package init(
    id: OfferID, name: String, discount: Discount, startDate: CalendarDate, endDate: CalendarDate,
    isActive: Bool = true, scope: Scope = .allTests, minimumOrder: Money? = nil, isAutomatic: Bool = false,
    isStackable: Bool = false, coversDistance: Bool = false
  ) {
    self.id = id
    self.name = name
    self.discount = discount
    self.startDate = startDate
    self.endDate = endDate
    self.isActive = isActive
    self.scope = scope
    self.minimumOrder = minimumOrder
    self.isAutomatic = isAutomatic
    self.isStackable = isStackable
    self.coversDistance = coversDistance
  }
}
