/// How the specimen comes to the lab, with what the way costs.
package enum Journey: Hashable, Sendable {
  case walkIn
  /// The distance is nil until it is estimated or typed; the pricing is nil where none is in force.
  case home(distance: Distance?, pricing: DistancePricing?)
}

/// Prices a cart: one pure function for the live panel, the preview and the confirmation.
///
/// The order is fixed: list price, catalogue price, one offer or coupon unless both may be stacked, distance
/// charge, tax by code, total. The same input gives the same quote.
///
/// - Parameters:
///   - cart: The tests with the prices of the booking date; each unit of a quantity becomes a line.
///   - offers: Every offer of the organisation that may matter, the one behind the coupon among them.
///   - uses: How often coupons have been redeemed; a coupon without an entry has not been.
///   - now: The organisation's wall clock.
package func quote(
  _ cart: [CartLine], offers: [Offer], coupon: CouponRequest? = nil, uses: [CouponUse] = [], journey: Journey = .walkIn,
  taxes: TaxTable = .none, in currency: Currency, at now: LocalDateTime
) -> Quote {
  let tests = cart.flatMap { line in Array(repeating: line.test, count: max(0, line.quantity)) }
  let ids = tests.map(\.id)
  let prices = tests.map { max(.zero, $0.catalogPrice) }
  let subtotal = prices.sum()
  let way = JourneyCharge(journey, in: currency)
  var trace = priceTraces(tests, subtotal, currency)

  let automatic = offers.filter(\.isAutomatic).sorted { $0.id < $1.id }
  var running: [Offer] = []
  for offer in offers.sorted(by: { $0.id < $1.id }) where offer.isAutomatic || offer.runs(on: now.date) {
    guard offer.isAutomatic else {
      if offer.id != coupon?.coupon?.offerID {
        trace.append(RuleTrace("offer.\(offer.id)", .notTried, words: "“\(offer.name)” waits for its code."))
      }
      continue
    }
    let verdict = offer.verdict(on: now.date, tests: ids, subtotal: subtotal)
    if verdict == .eligible { running.append(offer) }
    trace.append(
      RuleTrace(
        "offer.\(offer.id)", verdict == .eligible ? .passed : .failed,
        amount: verdict == .eligible
          ? offer.shares(of: prices, tests: ids, distanceCharge: way.charge).amount : nil,
        nearMiss: verdict.nearMiss, words: verdict.words(for: offer, in: currency)))
  }

  let couponOffer = coupon?.coupon?.offerID.flatMap { id in offers.first { $0.id == id } }
  let use = coupon?.coupon.flatMap { coupon in uses.first { $0.couponID == coupon.id } }
  let refusal = coupon?.refusal(offer: couponOffer, use: use, at: now, tests: ids, subtotal: subtotal)
  func choice(_ wanted: [(offer: Offer, coupon: Coupon?)]) -> DiscountChoice {
    DiscountChoice(wanted, tests: ids, prices: prices, distanceCharge: way.charge)
  }
  var options = running.map { choice([($0, nil)]) }
  var couponAlone: DiscountChoice?
  if refusal == nil, let couponOffer, let held = coupon?.coupon {
    let alone = choice([(couponOffer, held)])
    couponAlone = alone
    options.append(alone)
    let partners = automatic.filter { partner in
      partner.isStackable && couponOffer.isStackable && partner.id != couponOffer.id
        && running.contains { $0.id == partner.id }
    }
    options += partners.map { choice([($0, nil), (couponOffer, held)]) }
  }
  // The first of equal options wins, so that a code is not spent where it gains nothing.
  let best = options.reduce(DiscountChoice.none) { best, option in option.amount > best.amount ? option : best }

  let verdict = coupon.map { _ in
    refusal ?? couponVerdict(best, couponAlone: couponAlone)
  }
  if let verdict {
    trace.append(
      RuleTrace(
        "coupon", verdict.isEligible ? .passed : .failed, amount: verdict.isEligible ? best.couponAmount : nil,
        nearMiss: verdict.nearMiss, words: verdict.sentence(in: currency)))
  } else {
    trace.append(RuleTrace("coupon", .notTried, words: "No coupon was named."))
  }
  trace.append(discountTrace(best, currency))
  trace.append(way.trace)

  let lineDiscounts = best.perLine(count: tests.count)
  let lines = tests.indices.map { index in
    QuoteLine(
      testID: ids[index], name: tests[index].name, taxCode: tests[index].taxCode,
      listPrice: max(.zero, tests[index].price), unitPrice: prices[index], discount: lineDiscounts[index])
  }
  let taxLines = taxLines(lines, taxes)
  trace += taxTraces(taxLines, currency)
  let total =
    subtotal - best.amount + way.charge + taxLines.map(\.amount).sum()
  trace.append(RuleTrace("total", .passed, amount: total, words: "To pay: \(total.formatted(in: currency))."))
  return Quote(
    currency: currency, lines: lines,
    discounts: best.parts.map { part in
      AppliedDiscount(
        offerID: part.offer.id, couponID: part.coupon?.id, name: part.offer.name, amount: part.shares.amount)
    },
    couponVerdict: verdict, distancePricingID: way.pricingID, distance: way.distance, distanceCharge: way.charge,
    distanceDiscount: best.parts.map(\.shares.distance).sum(), taxes: taxLines, trace: trace)
}

extension DiscountChoice {
  var couponAmount: Money? { parts.first { $0.coupon != nil }?.shares.amount }
}

private func couponVerdict(_ best: DiscountChoice, couponAlone: DiscountChoice?) -> CouponVerdict {
  if let amount = best.couponAmount { return .eligible(discount: amount) }
  guard let winner = best.parts.first else { return .eligible(discount: .zero) }
  return .notStackable(
    offer: winner.offer.name, offerSaves: best.amount, couponSaves: couponAlone?.amount ?? .zero)
}

private func priceTraces(_ tests: [TestDefinition], _ subtotal: Money, _ currency: Currency) -> [RuleTrace] {
  let list = tests.map { max(.zero, $0.price) }.sum()
  let saving = list - subtotal
  return [
    RuleTrace(
      "price.list", .passed, amount: list,
      words: "\(tests.count.counted("test")) at list price \(list.formatted(in: currency))."),
    saving.isZero
      ? RuleTrace("price.catalogue", .notTried, words: "No test has a reduced price.")
      : RuleTrace(
        "price.catalogue", .passed, amount: -saving,
        words: "Reduced prices save \(saving.formatted(in: currency))."),
  ]
}

private func discountTrace(_ choice: DiscountChoice, _ currency: Currency) -> RuleTrace {
  guard !choice.parts.isEmpty else {
    return RuleTrace("discount", .notTried, words: "No offer holds for this cart.")
  }
  let parts = choice.parts.map { "“\($0.offer.name)” (\($0.offer.discount.text(in: currency)))" }
  let verb = parts.count == 1 ? "takes" : "take"
  return RuleTrace(
    "discount", .passed, amount: -choice.amount,
    words: "\(parts.listed()) \(verb) \(choice.amount.formatted(in: currency)) off.")
}

private func taxLines(_ lines: [QuoteLine], _ table: TaxTable) -> [TaxLine] {
  var bases: [TaxCode: Money] = [:]
  for line in lines {
    if let code = line.taxCode { bases[code, default: .zero] += line.net }
  }
  return bases.sorted { $0.key < $1.key }.compactMap { code, base in
    table.basisPoints[code].map { points in
      TaxLine(code: code, basisPoints: points, base: base, amount: base.scaled(by: points, over: 10_000))
    }
  }
}

private func taxTraces(_ taxes: [TaxLine], _ currency: Currency) -> [RuleTrace] {
  guard !taxes.isEmpty else { return [RuleTrace("tax", .notTried, words: "No test bears tax.")] }
  return taxes.map { tax in
    let rate = Decimal.text(tax.basisPoints, places: 2)
    return RuleTrace(
      "tax.\(tax.code)", .passed, amount: tax.amount,
      words: "\(tax.code) \(rate) % on \(tax.base.formatted(in: currency)).")
  }
}
