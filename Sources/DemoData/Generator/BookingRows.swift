/// A booking with its amounts; its items stand side by side.
struct BookingRow: Sendable {
  var client: Int
  var pet: Int
  var created: Minute
  var start: Minute
  var isHome: Bool
  var address: Int?
  var collector: Int?
  var author: Int
  var status: String
  var notes: String?
  var metres: Int?
  var tariff: Int?
  var coupon: Int?
  var items: Range<Int>
  var subtotal = 0
  var discount = 0
  var distanceCharge = 0
  var updated: Minute
  /// When the booking was called off, and why.
  var reason: String?
  var collected: Minute?
  var received: Minute?
  var needsPrescription: Bool

  var total: Int { subtotal - discount + distanceCharge }
}

/// One test on one booking.
struct ItemRow: Sendable {
  var booking: Int
  var test: Int
  var panel: Int?
  var price: Int
  var discount = 0
  var status: String
}

/// One attempt to meet a pet.
struct VisitRow: Sendable {
  var booking: Int
  var attempt: Int
  var isHome: Bool
  var staff: Int?
  var address: Int?
  var start: Minute
  var duration: Int
  var buffer: Int
  var status: String
  var sequence: Int?
  var created: Minute
  var updated: Minute
  var reason: String?
}

/// A panel that was booked as one.
struct BatchRow: Sendable {
  var booking: Int
  var panel: Int
  var created: Minute
}
