import LabCore
import LabStore
import TestSupport
import Testing

/// Forms as the intake would send them, made without a screen.
struct Requests {
  let desk: Desk
  let shelf: Shelf
  let currency: Currency
  let priya: ClientRecord

  init(_ desk: Desk) async throws {
    self.desk = desk
    shelf = try await desk.readShelf()
    currency = try await desk.profile().currency
    priya = try await desk.readClient(ClientID(1))
  }

  /// A key that differs by its number alone.
  static func key(_ number: Int) throws -> RequestKey {
    let digits = String(number)
    return try #require(
      RequestKey("00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits))
  }

  /// A visit of Bruno for the tests and panels with these codes, at the prices of its day.
  func visit(
    _ number: Int, _ codes: [String] = ["CBC", "LFT"], at startsAt: String = "2027-03-01 09:00:00",
    collector: StaffID? = nil, coupon code: String? = nil, attachment: LabCore.Attachment? = nil
  ) async throws -> BookingRequest {
    let items = try codes.map { code in
      try #require(
        shelf.catalogue.panels.first { $0.code == code }.map { CartItem.panel($0.id) }
          ?? shelf.catalogue.tests.first { $0.code == code }.map { .test($0.id) })
    }
    let bruno = try #require(priya.pets.first)
    let moment = try #require(LocalDateTime(startsAt))
    var draft = BookingDraft(
      client: .existing(priya.client), pet: .existing(bruno), cart: Cart(items.map { CartEntry($0) }),
      address: priya.addresses.first, distance: Distance("5 km"), startsAt: moment, collectorID: collector)
    var check: CouponCheck?
    if let code {
      draft.couponCode = code
      check = try await desk.findCoupon(code, for: priya.client.id)
    }
    let now = try #require(LocalDateTime("2026-11-21 10:05:00"))
    let quote = quote(
      shelf.catalogue.on(moment.date).expand(draft.cart).lines, offers: shelf.offers, coupon: check?.request,
      uses: check?.uses ?? [],
      journey: draft.journey(pricing: shelf.distancePricing(on: moment.date)), taxes: shelf.taxes, in: currency, at: now
    )
    return BookingRequest(
      key: try Self.key(number), draft: draft, coupon: check?.request, accepted: quote, attachment: attachment)
  }
}
