/// The report of an item, as far as it has come.
struct ReportRow: Sendable {
  var item: Int
  var booking: Int
  var batch: Int?
  var status: String
  var findings: String?
  var created: Minute
  var generated: Minute?
  var verified: Minute?
  var delivered: Minute?
  var author: Int?
  var verifier: Int?
  var updated: Minute
}

/// The billing record of a booking.
struct BillRow: Sendable {
  var booking: Int
  var status: String
  var created: Minute
  var billed: Minute
  var invoiced: Minute?
  var paid: Minute?
  var updated: Minute
  var invoice: String?
}

/// A coupon and how often it was used.
struct CouponRow: Sendable {
  var coupon: DemoCoupon
  var offer: Int?
  var uses = 0
}

/// The use of a coupon on a booking.
struct RedemptionRow: Sendable {
  var coupon: Int
  var booking: Int
  var client: Int
  var amount: Int
  var redeemed: Minute
}

/// A version of the home visit charge.
struct TariffRow: Sendable {
  var base: Int
  var perKilometre: Int
  var freeMetres: Int
  var firstDay: Int
  var lastDay: Int?
}

/// A letter of a vet, attached to a booking.
struct PrescriptionRow: Sendable {
  var booking: Int
  var name: String
  var document: [UInt8]
  var uploaded: Minute
  var verifier: Int?
  var notes: String?
}
