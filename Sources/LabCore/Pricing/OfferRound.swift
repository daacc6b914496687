import Words

/// The automatic offers tried on a cart: what every code that may be named has to be held against.
struct AutomaticRound {
  struct Trial {
    let offer: Offer
    let verdict: OfferVerdict
    /// What the offer takes off by itself; nil where it does not hold.
    let choice: DiscountChoice?
  }

  let cart: PricedCart
  let subtotal: Money
  let distanceCharge: Money
  let now: LocalDateTime
  /// Every offer in the order of its key.
  let offers: [Offer]
  let trials: [Trial]

  init(_ cart: PricedCart, distanceCharge: Money, offers: [Offer], at now: LocalDateTime) {
    self.cart = cart
    let subtotal = cart.subtotal
    self.subtotal = subtotal
    self.distanceCharge = distanceCharge
    self.now = now
    self.offers = offers.sorted { $0.id < $1.id }
    trials = self.offers.filter(\.isAutomatic).map { offer in
      let verdict = offer.verdict(on: now.date, tests: cart.ids, subtotal: subtotal)
      let choice =
        verdict == .eligible
        ? DiscountChoice([(offer, nil)], tests: cart.ids, prices: cart.prices, distanceCharge: distanceCharge) : nil
      return Trial(offer: offer, verdict: verdict, choice: choice)
    }
  }

  /// What takes the most off without a code; of equal ones the older.
  var best: DiscountChoice { Self.best(of: trials.compactMap(\.choice)) }

  /// The first of equal options wins, so that a code is not spent where it gains nothing.
  static func best(of options: [DiscountChoice]) -> DiscountChoice {
    var (best, most) = (DiscountChoice.none, Money.zero)
    for option in options {
      let amount = option.amount
      if amount > most { (best, most) = (option, amount) }
    }
    return best
  }

  /// What a coupon that holds takes off at best, without spreading it over the lines where that changes nothing.
  func amount(with coupon: Coupon, for offer: Offer) -> Money {
    let alone = offer.amount(off: base(of: offer))
    guard offer.isStackable else { return alone }
    return partners(of: offer).reduce(alone) { best, partner in max(best, amount(of: partner, offer, coupon)) }
  }

  /// What an offer is taken off: its tests, and the way where it covers that.
  private func base(of offer: Offer) -> Money {
    let tests =
      offer.scope == .allTests
      ? subtotal : zip(cart.prices, cart.ids).filter { offer.scope.contains($1) }.map(\.0).sum()
    return offer.coversDistance ? tests + distanceCharge : tests
  }

  /// What an automatic offer and the one behind a coupon take off together.
  private func amount(of partner: Offer, _ offer: Offer, _ coupon: Coupon) -> Money {
    guard partner.scope == .allTests, offer.scope == .allTests, partner.coversDistance == offer.coversDistance else {
      return DiscountChoice(
        [(partner, nil), (offer, coupon)], tests: cart.ids, prices: cart.prices, distanceCharge: distanceCharge
      ).amount
    }
    // Both are taken off the same lines: the second off what the first has left, wherever that is.
    let isOfferFirst = offer.discount.isPercentage && !partner.discount.isPercentage
    let (first, second) = isOfferFirst ? (offer, partner) : (partner, offer)
    let whole = base(of: first)
    let taken = first.amount(off: whole)
    return taken + second.amount(off: whole - taken)
  }

  /// The automatic offers that hold and may be stacked with another.
  private func partners(of offer: Offer) -> [Offer] {
    trials.filter { $0.choice != nil && $0.offer.isStackable && $0.offer.id != offer.id }.map(\.offer)
  }

  /// What a coupon that holds comes to: by itself, then together with each offer that may be stacked with it.
  func choices(with coupon: Coupon, for offer: Offer) -> [DiscountChoice] {
    func choice(_ wanted: [(offer: Offer, coupon: Coupon?)]) -> DiscountChoice {
      DiscountChoice(wanted, tests: cart.ids, prices: cart.prices, distanceCharge: distanceCharge)
    }
    let partners = offer.isStackable ? partners(of: offer) : []
    return [choice([(offer, coupon)])] + partners.map { choice([($0, nil), (offer, coupon)]) }
  }
}

/// Tries a coupon beside the automatic offers and finds what takes the most off.
struct OfferRound {
  let best: DiscountChoice
  /// Nil when no coupon was named.
  let couponVerdict: CouponVerdict?
  let trace: [RuleTrace]

  init(_ round: AutomaticRound, coupon: CouponRequest?, uses: [CouponUse], in currency: Currency) {
    let (cart, now) = (round.cart, round.now)
    let behind = coupon?.coupon?.offerID.flatMap { id in round.offers.first { $0.id == id } }
    let use = coupon?.coupon.flatMap { coupon in uses.first { $0.couponID == coupon.id } }
    let refusal = coupon?.refusal(offer: behind, use: use, at: now, tests: cart.ids, subtotal: cart.subtotal)
    var withCoupon: [DiscountChoice] = []
    if refusal == nil, let behind, let held = coupon?.coupon { withCoupon = round.choices(with: held, for: behind) }
    best = AutomaticRound.best(of: [round.best] + withCoupon)
    couponVerdict = coupon == nil ? nil : refusal ?? Self.verdict(best: best, couponAlone: withCoupon.first)

    trace =
      round.trials.map { RuleTrace($0.offer, $0.verdict, amount: $0.choice?.amount, in: currency) }
      + round.offers.filter { !$0.isAutomatic && $0.id != behind?.id && $0.runs(on: now.date) }.map(
        RuleTrace.init(waiting:))
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
    guard let verdict else { return RuleTrace("coupon", .notTried, words: say("No coupon was named.")) }
    return RuleTrace(
      "coupon", verdict.isEligible ? .passed : .failed, amount: verdict.isEligible ? best.couponAmount : nil,
      nearMiss: verdict.nearMiss, words: verdict.sentence(in: currency))
  }

  private static func discountTrace(_ best: DiscountChoice, _ currency: Currency) -> RuleTrace {
    guard !best.parts.isEmpty else {
      return RuleTrace("discount", .notTried, words: say("Nothing is taken off this cart."))
    }
    let parts = best.parts.map { "“\($0.offer.name)” (\($0.offer.discount.text(in: currency)))" }
    return RuleTrace(
      "discount", .passed, amount: -best.amount,
      words: say(
        "\(parts.listed()) \(parts.count == 1 ? say("takes") : say("take")) \(best.amount.formatted(in: currency)) off."
      ))
  }
}
