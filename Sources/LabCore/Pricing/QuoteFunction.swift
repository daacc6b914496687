import Words

/// How the specimen comes to the lab, with what the way costs.
package enum Journey: Hashable, Sendable {
  case walkIn
  /// The distance is nil until it is estimated or typed; the pricing is nil where none is in force.
  case home(distance: Distance?, pricing: DistancePricing?)
}

/// Prices a cart: one pure function for the live panel, the preview and the confirmation.
///
/// The order is fixed: list price, catalogue price, one offer or coupon unless both may be stacked, distance
/// charge, tax by code, total. The same input gives the same quote. The cart brings the prices of the booking date,
/// and each unit of a quantity becomes a line. Among the offers is the one behind the coupon; a coupon without an
/// entry in `uses` has not been redeemed. `now` is the organisation's wall clock.
package func quote(
  _ cart: [CartLine], offers: [Offer], coupon: CouponRequest? = nil, uses: [CouponUse] = [], journey: Journey = .walkIn,
  taxes: TaxTable = .none, in currency: Currency, at now: LocalDateTime
) -> Quote {
  CartPricing(cart, offers: offers, journey: journey, taxes: taxes, in: currency, at: now).quote(coupon, uses: uses)
}

/// A cart with everything that its price depends on but for the code, worked out once for all codes.
struct CartPricing {
  let round: AutomaticRound
  private let way: JourneyCharge
  private let taxes: TaxTable
  private let currency: Currency

  init(
    _ cart: [CartLine], offers: [Offer], journey: Journey, taxes: TaxTable, in currency: Currency,
    at now: LocalDateTime
  ) {
    way = JourneyCharge(journey, in: currency)
    round = AutomaticRound(PricedCart(cart), distanceCharge: way.charge, offers: offers, at: now)
    self.taxes = taxes
    self.currency = currency
  }

  func quote(_ coupon: CouponRequest?, uses: [CouponUse]) -> Quote {
    let cart = round.cart
    let offers = OfferRound(round, coupon: coupon, uses: uses, in: currency)
    let lines = cart.lines(discounts: offers.best.perLine(count: cart.tests.count))
    let taxLines = taxes.lines(for: lines)
    let total = cart.subtotal - offers.best.amount + way.charge + taxLines.map(\.amount).sum()
    return Quote(
      currency: currency, lines: lines, discounts: offers.best.applied, couponVerdict: offers.couponVerdict,
      distancePricingID: way.pricingID, distance: way.distance, distanceCharge: way.charge,
      distanceDiscount: offers.best.parts.map(\.shares.distance).sum(), taxes: taxLines,
      trace: cart.trace(in: currency) + offers.trace + [way.trace] + TaxLine.trace(taxLines, in: currency) + [
        RuleTrace("total", .passed, amount: total, words: say("To pay: \(total.formatted(in: currency))."))
      ])
  }
}
