import Words

/// Whether an offer holds for a cart on a day, and if not, why.
package enum OfferVerdict: Hashable, Sendable {
  case eligible
  case inactive
  case notStarted(CalendarDate)
  case ended(CalendarDate)
  case noEligibleTests
  case minimumNotMet(minimum: Money, missing: Money)

  package func words(for offer: Offer, in currency: Currency) -> String {
    switch self {
    case .eligible: say("“\(offer.name)” holds.")
    case .inactive: say("“\(offer.name)” is switched off.")
    case .notStarted(let day): say("“\(offer.name)” begins on \(day.text).")
    case .ended(let day): say("“\(offer.name)” ended on \(day.text).")
    case .noEligibleTests: say("“\(offer.name)” covers none of these tests.")
    case .minimumNotMet(let minimum, let missing):
      say(
        "\(missing.shortFormatted(in: currency)) more qualifies for “\(offer.name)” "
          + "(from \(minimum.shortFormatted(in: currency))).")
    }
  }

  package var nearMiss: Money? {
    if case .minimumNotMet(_, let missing) = self { missing } else { nil }
  }
}

extension Offer {
  /// Says whether the offer runs on the day, whatever is in the cart.
  package func runs(on day: CalendarDate) -> Bool { isActive && startDate <= day && day <= endDate }

  /// Tries the offer against the tests of a cart and what they come to at catalogue prices.
  package func verdict(on day: CalendarDate, tests: some Sequence<TestID>, subtotal: Money) -> OfferVerdict {
    guard isActive else { return .inactive }
    guard day >= startDate else { return .notStarted(startDate) }
    guard day <= endDate else { return .ended(endDate) }
    guard tests.contains(where: scope.contains) else { return .noEligibleTests }
    if let minimumOrder, subtotal < minimumOrder {
      return .minimumNotMet(minimum: minimumOrder, missing: minimumOrder - subtotal)
    }
    return .eligible
  }
}

extension CouponRequest {
  /// Says why the coupon does not hold; nil when nothing but its worth remains to be worked out.
  func refusal(
    offer: Offer?, use: CouponUse?, at now: LocalDateTime, tests: some Sequence<TestID>, subtotal: Money
  ) -> CouponVerdict? {
    guard let coupon else { return .unknownCode(code) }
    return coupon.refusal(offer: offer, use: use, at: now, tests: tests, subtotal: subtotal)
  }
}

extension Coupon {
  /// Says why the coupon does not hold; nil when nothing but its worth remains to be worked out.
  func refusal(
    offer: Offer?, use: CouponUse?, at now: LocalDateTime, tests: some Sequence<TestID>, subtotal: Money
  ) -> CouponVerdict? {
    guard isActive else { return .inactive(code) }
    guard now >= startsAt else { return .notStarted(from: startsAt) }
    guard now < endsAt else { return .expired(at: endsAt) }
    guard let offer else { return .noOffer }
    if let most = maxUses, let use, use.total >= most { return .exhausted(maxUses: most) }
    if let most = maxUsesPerClient, let use, use.byClient >= most {
      return .perClientLimit(maxUses: most, used: use.byClient)
    }
    return switch offer.verdict(on: now.date, tests: tests, subtotal: subtotal) {
    case .eligible: nil
    case .inactive, .notStarted, .ended: .offerNotRunning(name: offer.name)
    case .noEligibleTests: .noEligibleTests
    case .minimumNotMet(let minimum, let missing): .minimumNotMet(minimum: minimum, missing: missing)
    }
  }
}
