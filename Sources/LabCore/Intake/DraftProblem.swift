/// The fields of the intake form, as problems name them.
package enum DraftField: String, CaseIterable, Hashable, Sendable {
  case clientName, phone, secondPhone, email
  case pet, petName, species, breed, sex, birth, weight
  case tests, collection, address, distance, date, time, collector, notes, coupon, attachment
}

/// One thing that is wrong with a draft, or worth a second look.
package struct DraftProblem: Hashable, Sendable {
  package let field: DraftField
  package let sentence: String
  /// A blocking problem keeps the booking from being confirmed; the others are only said.
  package let isBlocking: Bool

  package init(_ field: DraftField, _ sentence: String, blocking: Bool = true) {
    self.field = field
    self.sentence = sentence
    self.isBlocking = blocking
  }
}

/// What the checks of a draft need to know of the world.
package struct DraftContext: Sendable {
  package let now: LocalDateTime
  package let catalogue: Catalogue
  package let hours: ClinicHours?
  package let collectors: [CollectorDay]
  package let limits: DrawLimits
  package let couponVerdict: CouponVerdict?
  package let currency: Currency

  package init(
    now: LocalDateTime, catalogue: Catalogue, hours: ClinicHours? = nil, collectors: [CollectorDay] = [],
    limits: DrawLimits = DrawLimits(), couponVerdict: CouponVerdict? = nil, currency: Currency = .inr
  ) {
    self.now = now
    self.catalogue = catalogue
    self.hours = hours
    self.collectors = collectors
    self.limits = limits
    self.couponVerdict = couponVerdict
    self.currency = currency
  }
}
