import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The preview and the booking agree to the smallest unit, whatever the cart.
@Suite("Preview and booking", .clinic)
struct CartAgreementTests {
  private static let seed: UInt64 = 2_026
  private static let count = Thoroughness.count(usually: 1_000, thoroughly: 10_000)

  /// Offers and codes of every kind: with and without tests of their own, least orders, stacking and the way.
  private func furnish(_ generator: inout SeededGenerator) async throws {
    let world = try await everything()
    for number in 1...16 {
      let isPercentage = generator.bool()
      let value = isPercentage ? generator.int(1...9_000) : generator.int(100...90_000)
      let least: Int? = generator.bool() ? generator.int(1...250_000) : nil
      let isForAll = generator.bool()
      _ = try await world.query(
        """
        with made as (
          insert into offers (organization_id, name, discount_type, discount_value, start_date, end_date, applies_to_all,
            minimum_order_value, is_automatic, is_stackable, covers_distance)
          values (1, \("Offer \(number)"), \(isPercentage ? "percentage" : "fixed_amount"), \(value), '2020-01-01',
            '2099-12-31', \(isForAll), \(least), \(number > 10), \(generator.bool()), \(generator.bool()))
          returning id), covered as (
          insert into offer_tests (organization_id, offer_id, test_id)
          select 1, made.id, t.id from made, tests t
          where not \(isForAll) and t.organization_id = 1 and t.id % 3 = \(number % 3))
        insert into coupons (organization_id, code, offer_id, start_date, end_date, max_uses_per_user)
        select 1, \("CODE\(number)"), id, '2020-01-01', '2099-12-31', 100000 from made
        """)
    }
    _ = try await world.query(
      "insert into tax_codes (organization_id, code, name, basis_points) values (1, 'GST', 'GST', 1800)")
    _ = try await world.query("update tests set tax_code = 'GST' where organization_id = 1 and id % 2 = 0")
    _ = try await world.query(
      "update test_prices set discounted_price = price - 1 - test_id * 37 where organization_id = 1 and test_id % 4 = 1"
    )
    // From the first of April on every third test costs more, and both panels have a price of their own.
    _ = try await world.query(
      "update test_prices set effective_until = '2099-03-31' where organization_id = 1 and test_id % 3 = 0")
    _ = try await world.query(
      """
      insert into test_prices (organization_id, test_id, price, effective_from)
      select organization_id, test_id, price + 1111, '2099-04-01' from test_prices
      where organization_id = 1 and test_id % 3 = 0
      """)
    _ = try await world.query(
      """
      insert into panel_prices (organization_id, panel_id, price, effective_from)
      values (1, 1, 123457, '2099-04-01'), (1, 2, 198765, '2099-04-01')
      """)
  }

  /// What is booked through one desk: carts at random, each priced by the preview and confirmed at that price.
  private func book(_ share: Range<Int>, seed: UInt64) async throws -> [BookingID: Quote] {
    var generator = SeededGenerator(seed: seed)
    let desk = try await signedIn()
    let requests = try await Requests(desk)
    let shelf = requests.shelf
    let now = try #require(LocalDateTime("2026-11-21 10:05:00"))
    let codes = try await desk.checkoutCodes((1...16).map { "CODE\($0)" }, for: requests.priya.client.id)
    var shown: [BookingID: Quote] = [:]
    for number in share {
      let day = generator.bool() ? "2099-03-31" : "2099-04-01"
      var request = try await requests.visit(number, at: "\(day) 09:00:00")
      var cart = Cart()
      for _ in 0..<generator.int(1...5) {
        let isPanel = generator.int(1...5) == 1
        let item: CartItem =
          isPanel
          ? .panel(try #require(shelf.catalogue.panels.randomElement(using: &generator)).id)
          : .test(try #require(shelf.catalogue.tests.randomElement(using: &generator)).id)
        for _ in 0..<generator.int(1...3) { cart.add(item) }
      }
      request.draft.cart = cart
      request.draft.collection = generator.int(1...3) == 1 ? .walkIn : .home
      if request.draft.collection == .walkIn { (request.draft.address, request.draft.startsAt) = (nil, nil) }
      request.draft.distance = request.draft.collection == .home ? Distance(metres: generator.int(0...30_000)) : nil
      let check = generator.int(1...4) == 1 ? nil : codes.checks["CODE\(generator.int(1...16))"]
      request.draft.couponCode = check?.request.code ?? ""
      request.coupon = check?.request
      let moment = request.draft.moment(at: now) ?? now
      let question = CheckoutPreview.Question(
        lines: shelf.catalogue.on(moment.date).expand(cart).lines, offers: shelf.offers,
        journey: request.draft.journey(pricing: shelf.distancePricing(on: moment.date)),
        taxes: shelf.taxes, currency: requests.currency, now: now)
      let preview = CheckoutPreview(question, codes: check.map { [($0.request, $0.uses)] } ?? [], usable: codes.usable)
      let way = preview.ways.first ?? preview.without
      request.accepted = way.quote
      switch try await desk.confirm(request) {
      case .confirmed(let booking):
        #expect(booking.total == way.quote.total, "cart \(number)")
        shown[booking.id] = way.quote
      case .priceChanged(let quote):
        Issue.record("cart \(number): \(quote.difference(from: way.quote).map(\.words))")
      case .standing, .likelyDuplicates: Issue.record("cart \(number) was taken for another")
      }
    }
    await desk.disconnect()
    return shown
  }

  @Test("Carts at random: what the preview shows is what is stored, to the smallest unit")
  func agreement() async throws {
    var generator = SeededGenerator(seed: Self.seed)
    try await furnish(&generator)
    let count = Self.count
    let shares = stride(from: 0, to: count, by: count / 4).map { ($0 + 1)..<($0 + 1 + count / 4) }
    let shown = try await withThrowingTaskGroup(of: [BookingID: Quote].self) { group in
      for share in shares { group.addTask { try await book(share, seed: Self.seed + UInt64(share.lowerBound)) } }
      return try await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
    #expect(shown.count == count)
    let stored = try await everything().query(
      """
      select b.id, b.subtotal, b.discount, b.distance_charge, b.distance_discount, b.tax, b.total,
        array(select i.unit_price - i.discount from booking_items i where i.booking_id = b.id order by i.id) as nets,
        array(select d.amount from booking_discounts d where d.booking_id = b.id order by d.id) as discounts,
        (select r.discount_amount from coupon_redemptions r where r.booking_id = b.id) as redeemed
      from bookings b where b.request_key is not null
      """
    ).rows
    #expect(stored.count == count)
    for row in stored {
      let quote = try #require(shown[try row.decode("id")])
      let amounts: [Money] = try ["subtotal", "discount", "distance_charge", "distance_discount", "tax", "total"].map {
        try row.decode($0)
      }
      #expect(
        amounts == [
          quote.subtotal, quote.discount, quote.distanceCharge, quote.distanceDiscount, quote.tax, quote.total,
        ])
      #expect(try row.decode("nets", as: [Int64].self) == quote.lines.map(\.net.minorUnits))
      #expect(try row.decode("discounts", as: [Int64].self) == quote.discounts.map(\.amount.minorUnits))
      #expect(try row.decode("redeemed", as: Money?.self) == quote.redeemedCoupon?.amount)
    }
  }
}
