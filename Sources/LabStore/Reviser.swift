import LabCore
import Postgres
import Words

/// Works a revision out and writes it, inside a transaction of the desk.
struct Reviser {
  let revision: Revision

  init(_ revision: Revision) {
    self.revision = revision
  }

  func run(on connection: isolated Connection) async throws -> RevisionOutcome {
    let priceList = Catalogue.statements(
      for: revision.cart,
      on: """
        (select (b.booking_date at time zone o.time_zone)::date from bookings b
          join organizations o on o.id = b.organization_id
          where b.organization_id = (select desk.organization_id()) and b.id = \(revision.id))
        """)
    let ofBooking = FullBooking.statements(revision.id)
    let results = try await connection.pipeline(
      ofBooking + [
        priceList.tests, priceList.panels, Offer.statement, TaxTable.statement, DistancePricing.statement(revision.id),
        "select now() at time zone time_zone as now from organizations where id = (select desk.organization_id())",
      ])
    let booking = try FullBooking(Array(results.prefix(ofBooking.count)))
    guard booking.version == revision.version else {
      throw DeskError(.stale, say("Another desk changed this booking meanwhile. Nothing was saved; look at it first."))
    }
    let read = results.dropFirst(ofBooking.count).map(\.self)
    guard let now = try read[5].rows.first?.decode("now", as: LocalDateTime.self) else { throw DeskError.notSignedIn }
    let lines = try lines(
      for: booking, tests: try read[0].rows.map(TestDefinition.init), panels: try read[1].rows.map(Panel.init))
    let coupon = try await coupon(of: booking, on: connection)
    let price = quote(
      lines, offers: try read[2].rows.map(Offer.init).map { booking.holding($0, behind: coupon.own) },
      coupon: coupon.check?.request, uses: coupon.check?.uses ?? [],
      journey: journey(of: booking, pricing: try read[4].rows.first.map(DistancePricing.init)),
      taxes: try TaxTable(read[3]), in: revision.currency,
      at: coupon.check == nil || coupon.own != nil ? booking.madeAt : now)
    guard let accepted = revision.accepted, price.difference(from: accepted).isEmpty else {
      return .priced(price, words: words(for: price, of: booking))
    }
    try await write(price, of: booking, on: connection)
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
    let cart = Catalogue(tests: offered, panels: panels).expand(revision.cart)
    guard cart.missing.isEmpty else {
      throw DeskError(.stale, say("A test is no longer offered. Nothing was saved; take it off."))
    }
    return cart.lines.map { line in line.keeping((standing[line.test.id] ?? []).map(\.unitPrice)) }
  }

  /// The coupon that is asked for, with its uses; `own` where the booking has redeemed it already.
  private func coupon(
    of booking: FullBooking, on connection: isolated Connection
  ) async throws -> (check: CouponCheck?, own: Coupon?) {
    let code = Coupon.normalized(revision.couponCode)
    guard !code.isEmpty else { return (nil, nil) }
    var check = try CouponCheck(code, try await connection.query(CouponCheck.statement(code, booking.client.id)))
    guard var own = check.request.coupon, Coupon.normalized(booking.coupon?.code ?? "") == code else {
      return (check, nil)
    }
    // What was redeemed stays redeemed, whatever became of the coupon since.
    own.isActive = true
    check.request = CouponRequest(code: code, coupon: own)
    for index in check.uses.indices {
      check.uses[index].total -= 1
      check.uses[index].byClient -= 1
    }
    return (check, own)
  }

  /// The way at the charge that was agreed, or another one at the rates that the booking is charged by.
  private func journey(of booking: FullBooking, pricing: DistancePricing?) -> Journey {
    guard booking.method == .home, revision.distance != booking.distance else { return booking.agreedJourney }
    return .home(distance: revision.distance, pricing: pricing)
  }

  private func words(for price: Quote, of booking: FullBooking) -> [String] {
    let words = price.difference(from: booking.agreedPrice(in: revision.currency)).map(\.words)
    guard let code = booking.coupon?.code, price.redeemedCoupon == nil else { return words }
    let reason = price.couponVerdict?.sentence(in: revision.currency) ?? ""
    return words + [say("Coupon \(code) is taken off the booking. \(reason)")]
  }

  private func write(_ price: Quote, of booking: FullBooking, on connection: isolated Connection) async throws {
    var standing = Dictionary(grouping: booking.items, by: \.test.id)
    var kept: [(item: BookingItemID, discount: Money)] = []
    var added: [QuoteLine] = []
    for line in price.lines {
      if let item = standing[line.testID]?.first {
        standing[line.testID]?.removeFirst()
        kept.append((item.id, line.discount))
      } else {
        added.append(line)
      }
    }
    let removed = standing.values.joined().map(\.id.rawValue).sorted()
    let isSameWay = booking.method == .walkIn || revision.distance == booking.distance
    let applied = price.discounts
    _ = try await connection.query(
      """
      select desk.change_booking(
        p_booking_id => \(booking.id), p_version => \(revision.version), p_removed => \(removed)::bigint[],
        p_kept => \(kept.map(\.item.rawValue))::bigint[],
        p_kept_discounts => \(kept.map(\.discount.minorUnits))::bigint[],
        p_tests => \(added.map(\.testID.rawValue))::bigint[],
        p_prices => \(added.map(\.unitPrice.minorUnits))::bigint[],
        p_discounts => \(added.map(\.discount.minorUnits))::bigint[],
        p_subtotal => \(price.subtotal), p_distance_m => \(price.distance?.metres)::integer,
        p_distance_pricing_id => \(isSameWay ? booking.distancePricingID : price.distancePricingID)::bigint,
        p_distance_charge => \(price.distanceCharge), p_distance_discount => \(price.distanceDiscount),
        p_tax => \(price.tax), p_offers => \(applied.map(\.offerID.rawValue))::bigint[],
        p_coupons => \(applied.map { $0.couponID?.rawValue })::bigint[],
        p_names => \(applied.map(\.name))::text[], p_amounts => \(applied.map(\.amount.minorUnits))::bigint[])
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

  /// An offer as it held when the booking was made, where the coupon that stays on the booking refers to it.
  fileprivate func holding(_ offer: Offer, behind coupon: LabCore.Coupon?) -> Offer {
    guard offer.id == coupon?.offerID else { return offer }
    var held = offer
    held.isActive = true
    held.startDate = min(offer.startDate, madeAt.date)
    held.endDate = max(offer.endDate, madeAt.date)
    return held
  }

  fileprivate func agreedPrice(in currency: Currency) -> Quote {
    Quote(
      agreed: items.map { QuoteLine(agreed: $0.unitPrice, for: $0.test) }, discount: price.discount,
      distance: distance, distanceCharge: price.distanceCharge, tax: price.tax, in: currency)
  }

  /// Why tests, way and coupon cannot be changed, or nil.
  package var refusalOfRevision: String? {
    if !items.allSatisfy({ $0.status == .pending && $0.quantity == 1 }) {
      return say("The tests change only before anything is collected.")
    }
    if let bill, bill.status != .draft, bill.status != .voided {
      return say("The bill is “\(bill.status.displayName)”; its amounts are fixed.")
    }
    switch status {
    case .confirmed, .assigned, .enRoute, .arrived, .noShow, .failedVisit: return nil
    case .draft, .collected, .atLab, .closed, .cancelled:
      return say("The tests of a booking that is “\(status.displayName)” stay as they are.")
    }
  }
}
