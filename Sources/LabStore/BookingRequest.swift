package import LabCore

/// A form to be confirmed: the draft, the price that was shown, and the key that makes it one booking at most.
package struct BookingRequest: Sendable, Equatable {
  package var key: RequestKey
  package var draft: BookingDraft
  package var coupon: CouponRequest?
  /// The price the person saw; a different one at confirmation is shown before anything is saved.
  package var accepted: Quote
  package var attachment: Attachment?
  /// Records that look like the new client or pet and were said to be others.
  package var distinct: DistinctRecords

  package init(
    key: RequestKey, draft: BookingDraft, coupon: CouponRequest?, accepted: Quote, attachment: Attachment?,
    distinct: DistinctRecords = DistinctRecords()
  ) {
    self.key = key
    self.draft = draft
    self.coupon = coupon
    self.accepted = accepted
    self.attachment = attachment
    self.distinct = distinct
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
  /// The new client or pet looks like one that is there; nothing was saved.
  case likelyDuplicates(LikelyDuplicates)
}
