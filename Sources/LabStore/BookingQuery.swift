package import LabCore

/// Which bookings a list is about: those of a day, or those that were looked for.
package struct BookingQuery: Sendable, Equatable {
  /// The first and the last day of the visit.
  package var from: CalendarDate
  package var until: CalendarDate
  package var status: BookingStatus?
  package var client: ClientID?
  package var collector: StaffID?
  /// The number that the client was told, in any spelling; where it is given, nothing else counts.
  package var number: String?

  package init(
    from: CalendarDate, until: CalendarDate, status: BookingStatus? = nil, client: ClientID? = nil,
    collector: StaffID? = nil, number: String? = nil
  ) {
    self.from = from
    self.until = until
    self.status = status
    self.client = client
    self.collector = collector
    self.number = number
  }

  package static func day(_ date: CalendarDate) -> BookingQuery { BookingQuery(from: date, until: date) }

  /// The day that the list is about, where it is about nothing else.
  package var day: CalendarDate? { self == .day(from) ? from : nil }

  /// The most bookings that a search lists; a day is listed whole.
  package static let most = 500

  /// A number as it is stored: `17`, `b17` and `B-000017` are the same.
  package static func storedNumber(_ text: String) -> String? {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    let rest = text.filter { !($0.isASCII && $0.isNumber) && !$0.isWhitespace }.lowercased()
    guard !digits.isEmpty, digits.count <= 18, rest.isEmpty || rest == "b" || rest == "b-", let number = Int(digits)
    else { return nil }
    let bare = String(number)
    return "B-" + String(repeating: "0", count: max(0, 6 - bare.count)) + bare
  }
}
