package import LabCore
import Postgres

/// Other tests for a booking from which nothing has been collected yet.
package struct TestChange: Sendable, Equatable {
  package var id: BookingID
  /// The version of the booking that was read.
  package var version: Int64
  /// Everything that is to be done, what stays included.
  package var cart: Cart
  package var currency: Currency
  /// The price that was shown and accepted; nil asks for it.
  package var accepted: Quote?

  package init(id: BookingID, version: Int64, cart: Cart, currency: Currency, accepted: Quote? = nil) {
    self.id = id
    self.version = version
    self.cart = cart
    self.currency = currency
    self.accepted = accepted
  }
}

/// What came of a change of tests.
package enum TestChangeOutcome: Sendable, Equatable {
  /// Nothing is saved: the price has to be accepted first. `words` say what it changes.
  case priced(Quote, words: [String])
  case saved(total: Money)
}

extension Desk {
  /// Prices a booking with other tests and, where that very price was accepted, saves them in the same transaction.
  ///
  /// What is on the booking keeps its price, and so does the way; what is added costs what the day of the visit says. Offers and the booking's own coupon are held against
  /// the new tests as of the day on which it was booked.
  package func changeTests(_ change: TestChange) async throws -> TestChangeOutcome {
    try await transaction(.write) { try await TestChanger(change).run(on: $0) }
  }
}

/// Works a change of tests out and writes it, inside a transaction of the desk.
private struct TestChanger {
  let change: TestChange

  init(_ change: TestChange) {
    self.change = change
  }

  func run(on connection: isolated Connection) async throws -> TestChangeOutcome {
    let priceList = Catalogue.statements(
      for: change.cart,
      on: """
        (select (b.booking_date at time zone o.time_zone)::date from bookings b
          join organizations o on o.id = b.organization_id
          where b.organization_id = (select desk.organization_id()) and b.id = \(change.id))
        """)
    let ofBooking = FullBooking.statements(change.id)
    let results = try await connection.pipeline(
      ofBooking + [priceList.tests, priceList.panels, Offer.statement, TaxTable.statement])
    let booking = try FullBooking(Array(results.prefix(ofBooking.count)))
    guard booking.version == change.version else {
      throw DeskError(.stale, "Another desk changed this booking meanwhile. Nothing was saved; look at it first.")
    }
    let read = results.dropFirst(ofBooking.count).map(\.self)
    let lines = try lines(
      for: booking, tests: try read[0].rows.map(TestDefinition.init), panels: try read[1].rows.map(Panel.init))
    let coupon = try await coupon(of: booking, on: connection)
    let price = quote(
      lines, offers: try read[2].rows.map(Offer.init), coupon: coupon?.request, uses: coupon?.uses ?? [],
      journey: booking.agreedJourney, taxes: try TaxTable(read[3]), in: change.currency, at: booking.madeAt)
    guard let accepted = change.accepted, price.difference(from: accepted).isEmpty else {
      return .priced(price, words: words(for: price, of: booking))
    }
    try await write(price, lines, of: booking, on: connection)
    return .saved(total: price.total)
  }

  /// The tests to be done; the units that are on the booking at the prices that were agreed, offered still or not.
  private func lines(
    for booking: FullBooking, tests: [TestDefinition], panels: [Panel]
  ) throws -> [CartLine] {
    let standing = Dictionary(grouping: booking.items, by: \.test.id)
    let offered = tests.map { test in
      var test = test
      if standing[test.id] != nil { test.isActive = true }
      return test
    }
    let cart = Catalogue(tests: offered, panels: panels).expand(change.cart)
    guard cart.missing.isEmpty else {
      throw DeskError(.stale, "A test is no longer offered. Nothing was saved; take it off.")
    }
    return cart.lines.map { line in line.keeping((standing[line.test.id] ?? []).map(\.unitPrice)) }
  }

  /// The coupon of the booking with its uses, but for its own.
  private func coupon(of booking: FullBooking, on connection: isolated Connection) async throws -> CouponCheck? {
    guard let code = booking.coupon?.code else { return nil }
    var check = try CouponCheck(code, try await connection.query(CouponCheck.statement(code, booking.client.id)))
    for index in check.uses.indices {
      check.uses[index].total -= 1
      check.uses[index].byClient -= 1
    }
    return check
  }

  private func words(for price: Quote, of booking: FullBooking) -> [String] {
    let words = price.difference(from: booking.agreedPrice(in: change.currency)).map(\.words)
    guard let code = booking.coupon?.code, price.redeemedCoupon == nil else { return words }
    let reason = price.couponVerdict?.sentence(in: change.currency) ?? ""
    return words + ["Coupon \(code) is taken off the booking. \(reason)"]
  }

  private func write(
    _ price: Quote, _ lines: [CartLine], of booking: FullBooking, on connection: isolated Connection
  ) async throws {
    var standing = Dictionary(grouping: booking.items, by: \.test.id)
    // The units of a line stand together in the price, those that are kept first.
    var prices = Dictionary(grouping: price.lines, by: \.testID)
    var added: [QuoteLine] = []
    for line in lines {
      let here = standing[line.test.id] ?? []
      standing[line.test.id] = Array(here.dropFirst(line.quantity))
      added += (prices.removeValue(forKey: line.test.id) ?? []).dropFirst(here.count)
    }
    let removed = standing.values.joined().map(\.id.rawValue).sorted()
    _ = try await connection.query(
      """
      select desk.change_tests(\(booking.id), \(change.version), \(removed)::bigint[],
        \(added.map(\.testID.rawValue))::bigint[], \(added.map(\.unitPrice.minorUnits))::bigint[], \(price.subtotal),
        \(price.discount), \(price.redeemedCoupon?.amount)::bigint, \(price.tax))
      """)
  }
}

extension FullBooking {
  /// The way at the charge that was agreed, whatever holds now.
  fileprivate var agreedJourney: Journey {
    switch method {
    case .walkIn: .walkIn
    case .home:
      .home(
        distance: distance,
        pricing: DistancePricing(
          id: DistancePricingID(0), baseCharge: price.distanceCharge, chargePerKilometre: .zero,
          freeDistance: .zero, effectiveFrom: madeAt.date, effectiveUntil: nil))
    }
  }

  fileprivate func agreedPrice(in currency: Currency) -> Quote {
    Quote(
      agreed: items.map { QuoteLine(agreed: $0.unitPrice, for: $0.test) }, discount: price.discount,
      distance: distance, distanceCharge: price.distanceCharge, tax: price.tax, in: currency)
  }

  /// Why the tests cannot be changed, or nil.
  package var refusalOfOtherTests: String? {
    if !items.allSatisfy({ $0.status == .pending && $0.quantity == 1 }) {
      return "The tests change only before anything is collected."
    }
    if let bill, bill.status != .draft, bill.status != .voided {
      return "The bill is “\(bill.status.displayName)”; its amounts are fixed."
    }
    switch status {
    case .confirmed, .assigned, .enRoute, .arrived, .noShow, .failedVisit: return nil
    case .draft, .collected, .atLab, .closed, .cancelled:
      return "The tests of a booking that is “\(status.displayName)” stay as they are."
    }
  }
}
