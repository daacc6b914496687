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
