import LabCore
import Testing

@Suite("Quote")
struct QuoteTests {
  static let a = Fixture.test(1, "A", 50_000)
  static let b = Fixture.test(2, "B", 30_000, reduced: 25_000)
  static let c = Fixture.test(3, "C", 333)
  static let pricing = DistancePricing(
    id: DistancePricingID(1), baseCharge: Money(minorUnits: 5_000), chargePerKilometre: Money(minorUnits: 505),
    freeDistance: Distance(metres: 2_000), effectiveFrom: Fixture.date("2026-01-01"))

  static func price(
    _ lines: [CartLine], _ offers: [Offer] = [], coupon: CouponRequest? = nil, uses: [CouponUse] = [],
    journey: Journey = .walkIn, taxes: TaxTable = .none, in currency: Currency = .inr,
    at now: LocalDateTime = Fixture.now
  ) -> Quote {
    quote(
      lines, offers: offers, coupon: coupon, uses: uses, journey: journey, taxes: taxes, in: currency, at: now)
  }

  @Test("List price, then the lower of list and reduced price, each unit a line")
  func prices() {
    let quote = Self.price([Fixture.line(Self.a), Fixture.line(Self.b, 2)])
    // 500 + 2 × 300 = 1,100; 500 + 2 × 250 = 1,000.
    #expect(quote.listTotal.minorUnits == 110_000)
    #expect(quote.subtotal.minorUnits == 100_000)
    #expect(quote.catalogueSaving.minorUnits == 10_000)
    #expect(quote.lines.map(\.testID) == [TestID(1), TestID(2), TestID(2)])
    #expect(quote.total.minorUnits == 100_000)
    #expect(quote.couponVerdict == nil)
  }

  @Test("A reduced price above the list price is no price")
  func oddReducedPrice() {
    #expect(Self.price([Fixture.line(Fixture.test(1, "A", 100, reduced: 200))]).total.minorUnits == 100)
  }

  @Test("A percentage is rounded once and spread by largest remainder")
  func percentage() {
    let quote = Self.price([Fixture.line(Self.c, 3)], [Fixture.offer(1, .percentage(basisPoints: 1_000))])
    // 3 × 3.33 = 9.99; 10 % = 0.999 → 1.00 = 0.34 + 0.33 + 0.33.
    #expect(quote.discount.minorUnits == 100)
    #expect(quote.lines.map(\.discount.minorUnits) == [34, 33, 33])
    #expect(quote.total.minorUnits == 899)
  }

  @Test("A fixed amount never makes a line or the total negative")
  func fixedAmount() {
    let quote = Self.price([Fixture.line(Self.c)], [Fixture.offer(1, .fixedAmount(Money(minorUnits: 99_999)))])
    #expect(quote.discount.minorUnits == 333)
    #expect(quote.total == .zero)
  }

  @Test("Only the eligible lines are discounted")
  func scope() {
    let offer = Fixture.offer(1, .percentage(basisPoints: 5_000), scope: .tests([TestID(2)]))
    let quote = Self.price([Fixture.line(Self.a), Fixture.line(Self.b)], [offer])
    #expect(quote.lines.map(\.discount.minorUnits) == [0, 12_500])
  }

  @Test("A minimum order is met exactly, and one unit short is a near miss")
  func minimum() {
    let lines = [Fixture.line(Self.a), Fixture.line(Self.b, 2)]
    let met = Self.price(lines, [Fixture.offer(1, .percentage(basisPoints: 1_000), minimum: 100_000)])
    #expect(met.discount.minorUnits == 10_000)
    let short = Self.price(lines, [Fixture.offer(1, .percentage(basisPoints: 1_000), minimum: 100_001)])
    #expect(short.discount == .zero)
    #expect(short.nearMisses.map(\.rule) == ["offer.1"])
    #expect(short.nearMisses.first?.nearMiss?.minorUnits == 1)
    #expect(short.nearMisses.first?.words == "₹0.01 more qualifies for “Offer 1” (from ₹1,000.01).")
  }

  @Test("Of several offers the one that takes most off is applied, and of equals the older")
  func best() {
    let offers = [
      Fixture.offer(3, .percentage(basisPoints: 1_000)), Fixture.offer(2, .fixedAmount(Money(minorUnits: 5_000))),
      Fixture.offer(1, .fixedAmount(Money(minorUnits: 100))),
    ]
    let quote = Self.price([Fixture.line(Self.a)], offers)
    #expect(quote.discounts.map(\.offerID) == [OfferID(2)])
    #expect(quote.trace.filter { $0.rule.hasPrefix("offer.") }.map(\.rule) == ["offer.1", "offer.2", "offer.3"])
  }

  @Test(
    "An offer holds from its first day to its last",
    arguments: [("2026-10-31", 0), ("2026-11-01", 50), ("2026-11-30", 50), ("2026-12-01", 0)])
  func offerDates(_ day: String, _ percent: Int) {
    let quote = Self.price(
      [Fixture.line(Self.a)], [Fixture.offer(1, .percentage(basisPoints: 5_000))],
      at: Fixture.moment("\(day) 12:00:00"))
    #expect(quote.discount.minorUnits == Int64(percent) * 500)
  }

  @Test(
    "The distance charge is the base and the rate beyond the free distance",
    arguments: [
      // ₹50 + (m − 2,000) × ₹5.05/km; 1 m is 0.505 paise → 1; 99 m are 49.995 → 50; 6.5 km are 3,282.5 → 3,283.
      (0, Int64(5_000)), (2_000, 5_000), (2_001, 5_001), (2_099, 5_050), (8_500, 8_283), (3_000, 5_505),
    ])
  func distance(_ metres: Int, _ charge: Int64) {
    let journey = Journey.home(distance: Distance(metres: metres), pricing: Self.pricing)
    let quote = Self.price([Fixture.line(Self.a)], journey: journey)
    #expect(quote.distanceCharge.minorUnits == charge)
    #expect(quote.total.minorUnits == 50_000 + charge)
    #expect(quote.distancePricingID == DistancePricingID(1))
  }

  @Test("The distance charge is not discounted unless the offer says so")
  func distanceDiscount() {
    let journey = Journey.home(distance: Distance(metres: 0), pricing: Self.pricing)
    let lines = [Fixture.line(Self.a)]
    let plain = Self.price(lines, [Fixture.offer(1, .percentage(basisPoints: 5_000))], journey: journey)
    #expect(plain.total.minorUnits == 25_000 + 5_000)
    let covering = Self.price(
      lines, [Fixture.offer(1, .percentage(basisPoints: 5_000), coversDistance: true)], journey: journey)
    #expect(covering.distanceDiscount.minorUnits == 2_500)
    #expect(covering.total.minorUnits == 25_000 + 2_500)
    #expect(covering.lines.map(\.discount).sum() == covering.discount - covering.distanceDiscount)
  }

  @Test("Without distance or pricing the trace says so")
  func unknownDistance() {
    let unknown = Self.price([Fixture.line(Self.a)], journey: .home(distance: nil, pricing: Self.pricing))
    #expect(unknown.distanceCharge.minorUnits == 5_000)
    #expect(unknown.trace.first { $0.rule == "distance" }?.words.contains("not known yet") == true)
    let unpriced = Self.price([Fixture.line(Self.a)], journey: .home(distance: Distance(metres: 900), pricing: nil))
    #expect(unpriced.distanceCharge == .zero)
    #expect(unpriced.trace.first { $0.rule == "distance" }?.outcome == .failed)
  }

  @Test("Tax falls on what is left after the discount, once per code")
  func tax() {
    let lines = [
      Fixture.line(Fixture.test(1, "A", 10_000, tax: "GST18")), Fixture.line(Fixture.test(2, "B", 333, tax: "GST5")),
      Fixture.line(Fixture.test(3, "C", 500)), Fixture.line(Fixture.test(4, "D", 500, tax: "NONE")),
    ]
    let taxes = TaxTable(basisPoints: [TaxCode("GST18"): 1_800, TaxCode("GST5"): 500])
    let offer = Fixture.offer(1, .fixedAmount(Money(minorUnits: 1_000)), scope: .tests([TestID(1)]))
    let quote = Self.price(lines, [offer], taxes: taxes)
    // (100 − 10) × 18 % = 16.20; 3.33 × 5 % = 0.1665 → 0.17.
    #expect(quote.taxes.map(\.amount.minorUnits) == [1_620, 17])
    #expect(quote.total.minorUnits == 11_333 - 1_000 + 1_637)
    #expect(Self.price(lines, taxes: .none).tax == .zero)
  }

  @Test("Exponents 0, 2 and 3 count in their own minor units", arguments: [Currency.jpy, .inr, .kwd])
  func exponents(_ currency: Currency) {
    let quote = Self.price([Fixture.line(Self.c)], [Fixture.offer(1, .percentage(basisPoints: 1_000))], in: currency)
    // 10 % of 333 minor units is 33.3 → 33, whatever they are.
    #expect(quote.total.minorUnits == 300)
    #expect(quote.trace.last?.words == "To pay: \(Money(minorUnits: 300).formatted(in: currency)).")
  }

  @Test("The trace tells the whole story in order")
  func trace() {
    let offers = [
      Fixture.offer(1, .percentage(basisPoints: 1_000), minimum: 112_000),
      Fixture.offer(2, .fixedAmount(Money(minorUnits: 7_550)), automatic: false),
    ]
    let quote = Self.price(
      [Fixture.line(Self.a), Fixture.line(Self.b, 2)], offers,
      journey: .home(distance: Distance(metres: 8_500), pricing: Self.pricing))
    let story = quote.trace.map { "\($0.rule) \($0.outcome.rawValue) \($0.amount?.minorUnits ?? 0) \($0.words)" }
    #expect(
      story.joined(separator: "\n") == """
        price.list passed 110000 3 tests at list price ₹1,100.00.
        price.catalogue passed -10000 Reduced prices save ₹100.00.
        offer.1 failed 0 ₹120 more qualifies for “Offer 1” (from ₹1,120).
        offer.2 notTried 0 “Offer 2” waits for its code.
        coupon notTried 0 No coupon was named.
        discount notTried 0 Nothing is taken off this cart.
        distance passed 8283 8.5 km: ₹50 + 6.5 km × ₹5.05.
        tax notTried 0 No test bears tax.
        total passed 108283 To pay: ₹1,082.83.
        """)
  }

  @Test("An empty cart costs nothing and says so")
  func empty() {
    let quote = Self.price([], [Fixture.offer(1, .fixedAmount(Money(minorUnits: 100)))])
    #expect(quote.total == .zero)
    #expect(quote.discounts.isEmpty)
  }

  @Test("Offers are counted only while they run")
  func inactive() {
    let quote = Self.price([Fixture.line(Self.a)], [Fixture.offer(1, .percentage(basisPoints: 5_000), active: false)])
    #expect(quote.discount == .zero)
    #expect(quote.trace.contains { $0.rule == "offer.1" && $0.words == "“Offer 1” is switched off." })
  }
}
