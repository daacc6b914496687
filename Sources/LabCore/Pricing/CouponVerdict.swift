import Words

/// Whether a coupon holds for a cart, and if not, why.
package enum CouponVerdict: Hashable, Sendable {
  case eligible(discount: Money)
  case unknownCode(String)
  case inactive(String)
  case notStarted(from: LocalDateTime)
  case expired(at: LocalDateTime)
  case noOffer
  /// The offer behind the coupon does not hold on this day or has been switched off.
  case offerNotRunning(name: String)
  case exhausted(maxUses: Int)
  case perClientLimit(maxUses: Int, used: Int)
  case noEligibleTests
  case minimumNotMet(minimum: Money, missing: Money)
  /// An automatic offer takes off as much or more, and the two do not go together.
  case notStackable(offer: String, offerSaves: Money, couponSaves: Money)

  package var isEligible: Bool {
    if case .eligible = self { true } else { false }
  }

  /// A stable name for logs, tests and machines.
  package var code: String {
    switch self {
    case .eligible: "coupon_eligible"
    case .unknownCode: "coupon_not_found"
    case .inactive: "coupon_inactive"
    case .notStarted: "coupon_not_started"
    case .expired: "coupon_expired"
    case .noOffer: "coupon_no_offer"
    case .offerNotRunning: "coupon_offer_not_running"
    case .exhausted: "coupon_max_uses"
    case .perClientLimit: "coupon_client_limit"
    case .noEligibleTests: "coupon_no_eligible_tests"
    case .minimumNotMet: "coupon_minimum_not_met"
    case .notStackable: "coupon_not_stackable"
    }
  }

  /// What would make it hold, as money to add to the cart.
  package var nearMiss: Money? {
    if case .minimumNotMet(_, let missing) = self { missing } else { nil }
  }

  package func sentence(in currency: Currency) -> String {
    switch self {
    case .eligible(let discount): say("The coupon takes \(discount.shortFormatted(in: currency)) off.")
    case .unknownCode(let code): say("There is no coupon “\(code)”; check the spelling.")
    case .inactive(let code): say("The coupon \(code) has been switched off.")
    case .notStarted(let from): say("The coupon holds only from \(from.text) on.")
    case .expired(let end): say("The coupon ended on \(end.text).")
    case .noOffer: say("No offer stands behind this coupon, so it has no value.")
    case .offerNotRunning(let name): say("The offer “\(name)” behind this coupon is not running today.")
    case .exhausted(let most): say("The coupon has been redeemed \(most.counted("time")), which is its limit.")
    case .perClientLimit(let most, let used):
      say("This client has redeemed the coupon \(used.counted("time")) of \(most).")
    case .noEligibleTests: say("None of these tests is covered by the coupon.")
    case .minimumNotMet(let minimum, let missing):
      say(
        "\(missing.shortFormatted(in: currency)) more qualifies: the coupon asks for an order of "
          + "\(minimum.shortFormatted(in: currency)).")
    case .notStackable(let offer, let offerSaves, let couponSaves):
      say(
        "“\(offer)” takes \(offerSaves.shortFormatted(in: currency)) off already, the coupon would take "
          + "\(couponSaves.shortFormatted(in: currency)); they do not go together, and the coupon stays unused.")
    }
  }
}
