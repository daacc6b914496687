package import LabCore

/// Other tests, another way or another coupon for a booking from which nothing has been collected yet.
package struct Revision: Sendable, Equatable {
  package var id: BookingID
  /// The version of the booking that was read.
  package var version: Int64
  /// Everything that is to be done, what stays included.
  package var cart: Cart
  /// The way to the pet; nil for a walk-in or where it is not known.
  package var distance: Distance?
  /// Empty for no coupon.
  package var couponCode: String
  package var currency: Currency
  /// The price that was shown and accepted; nil asks for it.
  package var accepted: Quote?

  package init(
    id: BookingID, version: Int64, cart: Cart, distance: Distance?, couponCode: String, currency: Currency,
    accepted: Quote? = nil
  ) {
    self.id = id
    self.version = version
    self.cart = cart
    self.distance = distance
    self.couponCode = couponCode
    self.currency = currency
    self.accepted = accepted
  }
}

/// What came of a revision.
package enum RevisionOutcome: Sendable, Equatable {
  /// Nothing is saved: the price has to be accepted first. `words` say what it changes.
  case priced(Quote, words: [String])
  case saved(total: Money)
}

extension Desk {
  /// Prices a booking with other tests, way or coupon and, where that very price was accepted, saves it in the same
  /// transaction.
  ///
  /// What is on the booking keeps its price, and so does a way that stays; what is added costs what the day of the visit
  /// says. Another way is charged by the version of the
  /// distance pricing that the booking was charged by. Offers, and the coupon that stays, are held against the new tests
  /// as of the day on which the booking was made; another coupon as of now.
  package func revise(_ revision: Revision) async throws -> RevisionOutcome {
    try await transaction(.write) { try await Reviser(revision).run(on: $0) }
  }
}
