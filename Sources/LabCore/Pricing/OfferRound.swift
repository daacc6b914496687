/// Tries every offer and the coupon on a cart and finds what takes the most off.
struct OfferRound {
  let best: DiscountChoice
  /// Nil when no coupon was named.
  let couponVerdict: CouponVerdict?
  let trace: [RuleTrace]

  init(
    _ cart: PricedCart, distanceCharge: Money, offers: [Offer], coupon: CouponRequest?, uses: [CouponUse],
    in currency: Currency, at now: LocalDateTime
  ) {
    func choice(_ wanted: [(offer: Offer, coupon: Coupon?)]) -> DiscountChoice {
      DiscountChoice(wanted, tests: cart.ids, prices: cart.prices, distanceCharge: distanceCharge)
    }
    let sorted = offers.sorted { $0.id < $1.id }
    let tried = sorted.filter(\.isAutomatic).map { offer in
      (offer: offer, verdict: offer.verdict(on: now.date, tests: cart.ids, subtotal: cart.subtotal))
    }
    let holding = tried.filter { $0.verdict == .eligible }.map(\.offer)
    var options = holding.map { choice([($0, nil)]) }

    let behind = coupon?.coupon?.offerID.flatMap { id in offers.first { $0.id == id } }
    let use = coupon?.coupon.flatMap { coupon in uses.first { $0.couponID == coupon.id } }
    let refusal = coupon?.refusal(offer: behind, use: use, at: now, tests: cart.ids, subtotal: cart.subtotal)
    var alone: DiscountChoice?
    if refusal == nil, let behind, let held = coupon?.coupon {
      let byItself = choice([(behind, held)])
      alone = byItself
      options.append(byItself)
      let partners = holding.filter { $0.isStackable && behind.isStackable && $0.id != behind.id }
      options += partners.map { choice([($0, nil), (behind, held)]) }
    }
    // The first of equal options wins, so that a code is not spent where it gains nothing.
    best = options.reduce(.none) { best, option in option.amount > best.amount ? option : best }
    couponVerdict = coupon == nil ? nil : refusal ?? Self.verdict(best: best, couponAlone: alone)

    trace =
      tried.map { offer, verdict in
        RuleTrace(
          "offer.\(offer.id)", verdict == .eligible ? .passed : .failed,
          amount: verdict == .eligible ? choice([(offer, nil)]).amount : nil, nearMiss: verdict.nearMiss,
          words: verdict.words(for: offer, in: currency))
      }
      + sorted.filter { !$0.isAutomatic && $0.id != behind?.id && $0.runs(on: now.date) }.map { offer in
        RuleTrace("offer.\(offer.id)", .notTried, words: "“\(offer.name)” waits for its code.")
      }
      + [Self.couponTrace(couponVerdict, best, currency), Self.discountTrace(best, currency)]
  }

  private static func verdict(best: DiscountChoice, couponAlone: DiscountChoice?) -> CouponVerdict {
    if let amount = best.couponAmount { return .eligible(discount: amount) }
    guard let winner = best.parts.first else { return .eligible(discount: .zero) }
    return .notStackable(
      offer: winner.offer.name, offerSaves: best.amount, couponSaves: couponAlone?.amount ?? .zero)
  }

  private static func couponTrace(_ verdict: CouponVerdict?, _ best: DiscountChoice, _ currency: Currency) -> RuleTrace
  {
    guard let verdict else { return RuleTrace("coupon", .notTried, words: "No coupon was named.") }
    return RuleTrace(
      "coupon", verdict.isEligible ? .passed : .failed, amount: verdict.isEligible ? best.couponAmount : nil,
      nearMiss: verdict.nearMiss, words: verdict.sentence(in: currency))
  }

  private static func discountTrace(_ best: DiscountChoice, _ currency: Currency) -> RuleTrace {
    guard !best.parts.isEmpty else {
      return RuleTrace("discount", .notTried, words: "Nothing is taken off this cart.")
    }
    let parts = best.parts.map { "“\($0.offer.name)” (\($0.offer.discount.text(in: currency)))" }
    return RuleTrace(
      "discount", .passed, amount: -best.amount,
      words: "\(parts.listed()) \(parts.count == 1 ? "takes" : "take") \(best.amount.formatted(in: currency)) off.")
  }
}
