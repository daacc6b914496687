/// One unit of one test in a quote; at confirmation it becomes one booking item.
package struct QuoteLine: Hashable, Sendable {
  package let testID: TestID
  package let name: String
  package let taxCode: TaxCode?
  package let listPrice: Money
  /// The lower of list and discounted price, or the unit's part of the price of a panel.
  package let unitPrice: Money
  package let discount: Money

  /// What the line comes to, before tax; never below zero.
  package var net: Money { unitPrice - discount }
}

/// An offer that took something off.
package struct AppliedDiscount: Hashable, Sendable {
  package let offerID: OfferID
  /// Nil for an automatic offer.
  package let couponID: CouponID?
  package let name: String
  package let amount: Money
}

/// The tax of one code over all its lines.
package struct TaxLine: Hashable, Sendable {
  package let code: TaxCode
  package let basisPoints: Int
  package let base: Money
  package let amount: Money
}

/// A cart with its prices: a value that is shown, recomputed at confirmation and never stored.
package struct Quote: Hashable, Sendable {
  package let currency: Currency
  package let lines: [QuoteLine]
  package let discounts: [AppliedDiscount]
  /// What the coupon came to; nil when none was named.
  package let couponVerdict: CouponVerdict?
  /// Nil for a walk-in.
  package let distancePricingID: DistancePricingID?
  package let distance: Distance?
  package let distanceCharge: Money
  /// What an offer took off the distance charge; part of `discount`.
  package let distanceDiscount: Money
  package let taxes: [TaxLine]
  package let trace: [RuleTrace]

  /// At list prices.
  package var listTotal: Money { lines.map(\.listPrice).sum() }
  /// At catalogue prices, before any offer.
  package var subtotal: Money { lines.map(\.unitPrice).sum() }
  package var catalogueSaving: Money { listTotal - subtotal }
  /// What offers and coupons took off, off the distance charge too.
  package var discount: Money { discounts.map(\.amount).sum() }
  package var tax: Money { taxes.map(\.amount).sum() }
  package var total: Money { subtotal - discount + distanceCharge + tax }
  /// The coupon that is redeemed when this quote is confirmed.
  package var redeemedCoupon: AppliedDiscount? { discounts.first { $0.couponID != nil } }

  /// What would take more off, for the line under the total.
  package var nearMisses: [RuleTrace] { trace.filter { $0.nearMiss != nil } }
}

extension Quote {
  /// The price that was agreed for a booking, as far as it is stored, to tell what a new quote changes.
  package init(
    agreed lines: [QuoteLine], discount: Money, distance: Distance?, distanceCharge: Money, tax: Money,
    in currency: Currency
  ) {
    self.init(
      currency: currency, lines: lines,
      discounts: discount.isZero
        ? [] : [AppliedDiscount(offerID: OfferID(0), couponID: nil, name: "", amount: discount)],
      couponVerdict: nil, distancePricingID: nil, distance: distance, distanceCharge: distanceCharge,
      distanceDiscount: .zero,
      taxes: tax.isZero ? [] : [TaxLine(code: TaxCode(""), basisPoints: 0, base: .zero, amount: tax)], trace: [])
  }
}

extension QuoteLine {
  /// A unit at the price that was agreed.
  package init(agreed unitPrice: Money, for test: TestDefinition) {
    self.init(
      testID: test.id, name: test.name, taxCode: test.taxCode, listPrice: unitPrice, unitPrice: unitPrice,
      discount: .zero)
  }
}
