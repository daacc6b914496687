package import LabCore

/// Everything about one booking, as the desk reads it in one look.
package struct FullBooking: Sendable, Equatable, Identifiable {
  package var id: BookingID
  package var number: String
  /// Of the booking, so that a change over a newer one is refused.
  package var version: Int64
  package var status: BookingStatus
  package var method: CollectionMethod
  package var startsAt: LocalDateTime
  /// Of the latest visit; nil for bookings that never had one.
  package var durationMinutes: Int?
  /// Counts the visits from 1.
  package var attempt: Int
  package var collector: String?
  package var collectorID: StaffID?
  package var client: Client
  package var pet: Pet
  package var address: String?
  package var area: String?
  package var point: GeoPoint?
  package var mapLink: String?
  package var distance: Distance?
  /// The version of the distance pricing that the way was charged by.
  package var distancePricingID: DistancePricingID?
  package var notes: String?
  /// Why it was made although something stood against it.
  package var guardReason: String?
  /// What was learned since it was made and asks for a decision.
  package var attention: BookingObjection?
  package var items: [Item]
  package var price: Price
  package var coupon: Coupon?
  /// What each offer took off, in the order in which they were applied.
  package var discounts: [Discount]
  /// Nil where there is none, or where the person may not see billing.
  package var bill: Bill?
  package var prescriptions: [Prescription]
  package var madeBy: String?
  package var madeAt: LocalDateTime
  /// The steps of the booking, earliest first; empty where the person may not see them.
  package var steps: [Step]

  /// One test of the booking.
  package struct Item: Sendable, Equatable, Identifiable {
    package var id: BookingItemID
    package var status: ItemStatus
    package var test: TestDefinition
    /// What was agreed when the booking was made, for one unit.
    package var unitPrice: Money
    package var quantity: Int
    /// The part of the discount that falls on the item; nil for items that are older than its being kept.
    package var discount: Money?

    package var amount: Money { unitPrice * quantity }
  }

  /// What the booking costs, as it was agreed.
  package struct Price: Sendable, Equatable {
    package var subtotal: Money
    package var discount: Money
    package var distanceCharge: Money
    package var tax: Money
    package var total: Money
  }

  /// The coupon that holds on the booking.
  package struct Coupon: Sendable, Equatable {
    package var code: String
    package var amount: Money
  }

  /// What an offer took off, by itself or by the coupon.
  package struct Discount: Sendable, Equatable {
    /// The offer as it was called then.
    package var name: String
    package var amount: Money
    package var isByCoupon: Bool
  }

  package struct Bill: Sendable, Equatable {
    package var status: BillingStatus
    package var invoiceNumber: String?
    package var total: Money
    /// What has come in for it.
    package var settled: Money

    /// What is still to be paid; nothing of a bill that was credited or voided.
    package var open: Money {
      status == .credited || status == .voided ? .zero : max(.zero, total - settled)
    }
  }

  /// One step that the booking took.
  package struct Step: Sendable, Equatable {
    package var to: BookingStatus
    package var at: LocalDateTime
    package var by: String?
    package var reason: String?
  }
}

/// A document that came with a booking.
package struct Prescription: Sendable, Equatable, Identifiable {
  package var id: PrescriptionID
  package var version: Int64
  package var fileName: String
  /// The media type, such as `application/pdf`.
  package var fileType: String
  package var byteCount: Int
  /// Whether the document lies in this database; older ones lie elsewhere.
  package var isStored: Bool
  package var verifiedBy: String?
  /// What the verifier noted; where nobody verified it, what is in question.
  package var notes: String?

  package enum Standing: Sendable, Equatable {
    case unchecked
    case queried
    case verified
  }

  package var standing: Standing {
    if verifiedBy != nil { return .verified }
    return notes == nil ? .unchecked : .queried
  }
}

extension FullBooking {
  /// The items that are still asked for.
  package var openItems: [Item] { items.filter { $0.status != .cancelled } }

  /// The tubes for what is still asked for.
  package func tubes(limits: DrawLimits) -> TubePlan {
    TubePlan(for: cart, species: pet.species, weight: pet.weight, limits: limits)
  }

  /// What the desk tells the client of this booking.
  package func confirmation(in currency: Currency, on today: CalendarDate) -> ConfirmationWords {
    ConfirmationWords(
      bookingNumber: number, petName: pet.name, tests: cart, collection: method, moment: startsAt,
      collectorName: collector, total: price.total, currency: currency, today: today)
  }

  private var cart: [CartLine] { openItems.map { CartLine(test: $0.test, quantity: $0.quantity) } }
}
