/// Tries many coupons on one cart: what they share is worked out once, and only what each takes off is looked at.
struct CouponTrial {
  private let cart: PricedCart
  private let question: CheckoutPreview.Question
  private let distanceCharge: Money
  /// The automatic offers that hold for the cart.
  private let holding: [Offer]
  /// What is taken off without a code.
  private let discount: Money
  private let byID: [OfferID: Offer]

  init(_ question: CheckoutPreview.Question) {
    self.question = question
    let cart = PricedCart(question.lines)
    self.cart = cart
    distanceCharge = JourneyCharge(question.journey, in: question.currency).charge
    byID = Dictionary(question.offers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    holding = question.offers.filter {
      $0.isAutomatic && $0.verdict(on: question.now.date, tests: cart.ids, subtotal: cart.subtotal) == .eligible
    }
    let charge = distanceCharge
    discount = holding.map { Self.amount([($0, nil)], cart, charge) }.max() ?? .zero
  }

  private static func amount(
    _ wanted: [(offer: Offer, coupon: Coupon?)], _ cart: PricedCart, _ distanceCharge: Money
  ) -> Money {
    DiscountChoice(wanted, tests: cart.ids, prices: cart.prices, distanceCharge: distanceCharge).amount
  }

  private func refusal(of usable: UsableCoupon, _ offer: Offer) -> CouponVerdict? {
    CouponRequest(code: usable.coupon.code, coupon: usable.coupon).refusal(
      offer: offer, use: usable.use, at: question.now, tests: cart.ids, subtotal: cart.subtotal)
  }

  /// The coupons that take more off than goes off without them, the best first, then by name.
  func suggestions(among usable: [UsableCoupon]) -> [CheckoutPreview.Suggestion] {
    usable.compactMap { usable -> CheckoutPreview.Suggestion? in
      guard let offer = usable.coupon.offerID.flatMap({ byID[$0] }), refusal(of: usable, offer) == nil else {
        return nil
      }
      let partners = offer.isStackable ? holding.filter { $0.isStackable && $0.id != offer.id } : []
      let choices = [[(offer, usable.coupon)]] + partners.map { [($0, nil), (offer, usable.coupon)] }
      let best = choices.map { Self.amount($0, cart, distanceCharge) }.max() ?? .zero
      guard best > discount else { return nil }
      return CheckoutPreview.Suggestion(
        code: usable.coupon.code, offer: offer.name, discount: best, gain: best - discount)
    }.sorted { ($1.discount, $0.code) < ($0.discount, $1.code) }
  }

  /// The coupons that only lack a larger order, the nearest first.
  func nearMisses(among usable: [UsableCoupon]) -> [(code: String, offer: String, missing: Money)] {
    usable.compactMap { usable -> (code: String, offer: String, missing: Money)? in
      guard let offer = usable.coupon.offerID.flatMap({ byID[$0] }),
        case .minimumNotMet(_, let missing)? = refusal(of: usable, offer)
      else { return nil }
      return (usable.coupon.code, offer.name, missing)
    }.sorted { ($0.missing, $0.code) < ($1.missing, $1.code) }
  }
}
