/// A code that redeems an offer, within its own dates and limits.
package struct Coupon: Hashable, Sendable, Identifiable {
  package let id: CouponID
  package var code: String
  /// Nil for a coupon that stands alone: allowed by the schema, worth nothing.
  package var offerID: OfferID?
  package var startsAt: LocalDateTime
  /// The first moment at which it no longer holds.
  package var endsAt: LocalDateTime
  package var isActive: Bool
  /// Nil for no limit.
  package var maxUses: Int?
  package var maxUsesPerClient: Int?

  package init(
    id: CouponID, code: String, offerID: OfferID?, startsAt: LocalDateTime, endsAt: LocalDateTime,
    isActive: Bool = true, maxUses: Int? = nil, maxUsesPerClient: Int? = 1
  ) {
    self.id = id
    self.code = code
    self.offerID = offerID
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.isActive = isActive
    self.maxUses = maxUses
    self.maxUsesPerClient = maxUsesPerClient
  }

  /// A code as it is compared: without spaces and in capitals.
  package static func normalized(_ code: String) -> String { code.filter { !$0.isWhitespace }.uppercased() }
}

/// How often a coupon has been redeemed; a booking that is being edited does not count its own.
package struct CouponUse: Hashable, Sendable {
  package let couponID: CouponID
  package var total: Int
  package var byClient: Int

  package init(couponID: CouponID, total: Int, byClient: Int) {
    self.couponID = couponID
    self.total = total
    self.byClient = byClient
  }
}

/// The code a client named and the coupon found under it.
package struct CouponRequest: Hashable, Sendable {
  package let code: String
  /// Nil when the organisation has no such code.
  package let coupon: Coupon?

  package init(code: String, coupon: Coupon?) {
    self.code = Coupon.normalized(code)
    self.coupon = coupon
  }
}
