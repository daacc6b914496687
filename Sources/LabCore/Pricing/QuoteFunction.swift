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
  let priced = PricedCart(cart)
  let way = JourneyCharge(journey, in: currency)
  let round = OfferRound(
    priced, distanceCharge: way.charge, offers: offers, coupon: coupon, uses: uses, in: currency, at: now)
  let lines = priced.lines(discounts: round.best.perLine(count: priced.tests.count))
  let taxLines = taxes.lines(for: lines)
  let total = priced.subtotal - round.best.amount + way.charge + taxLines.map(\.amount).sum()
  return Quote(
    currency: currency, lines: lines, discounts: round.best.applied, couponVerdict: round.couponVerdict,
    distancePricingID: way.pricingID, distance: way.distance, distanceCharge: way.charge,
    distanceDiscount: round.best.parts.map(\.shares.distance).sum(), taxes: taxLines,
    trace: priced.trace(in: currency) + round.trace + [way.trace] + TaxLine.trace(taxLines, in: currency) + [
      RuleTrace("total", .passed, amount: total, words: "To pay: \(total.formatted(in: currency)).")
    ])
}
