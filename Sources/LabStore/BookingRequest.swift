package import LabCore

/// A form to be confirmed: the draft, the price that was shown, and the key that makes it one booking at most.
package struct BookingRequest: Sendable, Equatable {
  package var key: RequestKey
  package var draft: BookingDraft
  package var coupon: CouponRequest?
  /// The price the person saw; a different one at confirmation is shown before anything is saved.
  package var accepted: Quote
  package var attachment: Attachment?

  package init(
    key: RequestKey, draft: BookingDraft, coupon: CouponRequest?, accepted: Quote, attachment: Attachment?
  ) {
    self.key = key
    self.draft = draft
    self.coupon = coupon
    self.accepted = accepted
    self.attachment = attachment
  }
}

/// A booking that stands in the database.
package struct ConfirmedBooking: Sendable, Equatable {
  package var id: BookingID
  package var number: String
  package var total: Money

  package init(id: BookingID, number: String, total: Money) {
    self.id = id
    self.number = number
    self.total = total
  }
}

/// What came of confirming a form.
package enum ConfirmOutcome: Sendable, Equatable {
  case confirmed(ConfirmedBooking)
  /// The same form had been confirmed before; nothing was done again.
  case standing(ConfirmedBooking)
  /// Prices changed since they were shown; nothing was saved.
  case priceChanged(Quote)
}
