/// Minutes since the midnight, on the organisation's clock, with which the day called today began.
typealias Minute = Int

extension Minute {
  static let perDay = 1440

  /// The day of a minute; 0 is today.
  var dayOffset: Int { (self >= 0 ? self : self - Minute.perDay + 1) / Minute.perDay }
  var minuteOfDay: Int { self - dayOffset * Minute.perDay }
}

/// Everything of one clinic before it has ids: rows refer to each other by position, amounts are in paise.
struct ClinicRows: Sendable {
  var clients: [ClientRow] = []
  var addresses: [AddressRow] = []
  var pets: [PetRow] = []
  var bookings: [BookingRow] = []
  var items: [ItemRow] = []
  var visits: [VisitRow] = []
  var batches: [BatchRow] = []
  var reports: [ReportRow] = []
  var bills: [BillRow] = []
  var offers: [DemoOffer] = []
  var coupons: [CouponRow] = []
  var redemptions: [RedemptionRow] = []
  var tariffs: [TariffRow] = []
  var prescriptions: [PrescriptionRow] = []
  var events: [EventRow] = []
  /// The last invoice number of each financial year, by the calendar year in which it begins.
  var lastInvoices: [Int: Int] = [:]
  /// When the last item of a booking was completed.
  var completions: [Int: Minute] = [:]
}

struct ClientRow: Sendable {
  var name: String
  var phone: String
  var secondPhone: String?
  var email: String?
  var isActive = true
  var created: Minute
}

struct AddressRow: Sendable {
  var client: Int
  var label: String
  var line1: String
  var line2: String?
  var area: Area
  var latitude: Int
  var longitude: Int
  var isDefault: Bool
  var metres: Int
}

struct PetRow: Sendable {
  enum Precision: String, Sendable {
    case day, month, year
  }

  var client: Int
  var name: String
  var species: String
  var breed: String?
  var sex = "unknown"
  var grams: Int?
  /// Day of birth relative to today.
  var birthDay: Int?
  var precision: Precision?
  var microchip: String?
  var history: String?
  var isPlaceholder = false
  var isActive = true
  /// The last day on which the pet is seen.
  var lastDay: Int?
  var isDeceased = false
  var created: Minute
}

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

struct ItemRow: Sendable {
  var booking: Int
  var test: Int
  var panel: Int?
  var price: Int
  var discount = 0
  var status: String
}

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

struct BatchRow: Sendable {
  var booking: Int
  var panel: Int
  var created: Minute
}

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

struct CouponRow: Sendable {
  var coupon: DemoCoupon
  var offer: Int?
  var uses = 0
}

struct RedemptionRow: Sendable {
  var coupon: Int
  var booking: Int
  var client: Int
  var amount: Int
  var redeemed: Minute
}

struct TariffRow: Sendable {
  var base: Int
  var perKilometre: Int
  var freeMetres: Int
  var firstDay: Int
  var lastDay: Int?
}

struct PrescriptionRow: Sendable {
  var booking: Int
  var name: String
  var document: [UInt8]
  var uploaded: Minute
  var verifier: Int?
  var notes: String?
}

/// One step of a status machine; the record is a position among the rows of its machine.
struct EventRow: Sendable {
  enum Machine: String, Sendable {
    case booking, item, report, billing
  }

  var machine: Machine
  var record: Int
  var booking: Int
  var from: String?
  var to: String
  var staff: Int?
  var reason: String?
  var moment: Minute
}
