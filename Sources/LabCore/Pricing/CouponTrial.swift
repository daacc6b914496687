/// Tries many coupons on one cart: only what each takes off is looked at, beside what goes off without it.
struct CouponTrial {
  private let round: AutomaticRound
  /// What is taken off without a code.
  private let discount: Money
  private let byID: [OfferID: Offer]

  init(_ round: AutomaticRound) {
    self.round = round
    discount = round.best.amount
    byID = Dictionary(round.offers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func refusal(of usable: UsableCoupon, _ offer: Offer) -> CouponVerdict? {
    usable.coupon.refusal(
      offer: offer, use: usable.use, at: round.now, tests: round.cart.ids, subtotal: round.subtotal)
  }

  /// The coupons that take more off than goes off without them, the best first, then by name.
  func suggestions(among usable: [UsableCoupon]) -> [CheckoutPreview.Suggestion] {
    usable.compactMap { usable -> CheckoutPreview.Suggestion? in
      guard let offer = usable.coupon.offerID.flatMap({ byID[$0] }), refusal(of: usable, offer) == nil else {
        return nil
      }
      let best = round.amount(with: usable.coupon, for: offer)
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
