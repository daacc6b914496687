import LabCore
import Testing

/// Quotes computed by hand: each row says what is bought, under which rules, and how its total comes about.
@Suite("Quotes by hand")
struct HandComputedQuoteTests {
  /// One sum. Amounts are in minor units; `working` is the arithmetic on paper.
  struct Sum: Sendable, CustomTestStringConvertible {
    var working: String
    var lines: [CartLine]
    var offers: [Offer] = []
    var coupon: CouponRequest?
    var journey = Journey.walkIn
    var taxes = TaxTable.none
    var currency = Currency.inr
    var discount: Int64 = 0
    var way: Int64 = 0
    var tax: Int64 = 0
    var total: Int64

    var testDescription: String { working }
  }

  /// ₹50 and ₹15 for each kilometre beyond three.
  private static let pricing = DistancePricing(
    id: DistancePricingID(1), baseCharge: Money(minorUnits: 5_000), chargePerKilometre: Money(minorUnits: 1_500),
    freeDistance: Distance(metres: 3_000), effectiveFrom: Fixture.date("2026-01-01"))
  private static let gst = TaxTable(basisPoints: [TaxCode("GST"): 1_800])

  private static func home(_ metres: Int?) -> Journey {
    .home(distance: metres.map { Distance(metres: $0) }, pricing: pricing)
  }

  private static func one(_ price: Int64, reduced: Int64? = nil, tax: String? = nil, _ count: Int = 1) -> CartLine {
    Fixture.line(Fixture.test(1, "ONE", price, reduced: reduced, tax: tax), count)
  }

  private static func two(_ price: Int64, reduced: Int64? = nil, tax: String? = nil, _ count: Int = 1) -> CartLine {
    Fixture.line(Fixture.test(2, "TWO", price, reduced: reduced, tax: tax), count)
  }

  private static func three(_ price: Int64) -> CartLine { Fixture.line(Fixture.test(3, "THREE", price)) }

  /// An automatic offer.
  private static func percent(
    _ points: Int, _ id: Int64 = 1, scope: Offer.Scope = .allTests, minimum: Int64? = nil, stackable: Bool = false,
    coversDistance: Bool = false, automatic: Bool = true
  ) -> Offer {
    Fixture.offer(
      id, .percentage(basisPoints: points), scope: scope, minimum: minimum, automatic: automatic, stackable: stackable,
      coversDistance: coversDistance)
  }

  private static func fixed(
    _ amount: Int64, _ id: Int64 = 1, scope: Offer.Scope = .allTests, minimum: Int64? = nil, stackable: Bool = false,
    coversDistance: Bool = false
  ) -> Offer {
    Fixture.offer(
      id, .fixedAmount(Money(minorUnits: amount)), scope: scope, minimum: minimum, stackable: stackable,
      coversDistance: coversDistance)
  }

  private static let secondTest = Offer.Scope.tests([TestID(2)])

  static let prices: [Sum] = [
    Sum(working: "450.00", lines: [one(45_000)], total: 45_000),
    Sum(working: "2 × 450.00 = 900.00", lines: [one(45_000, 2)], total: 90_000),
    Sum(working: "700.00 reduced to 650.00", lines: [one(70_000, reduced: 65_000)], total: 65_000),
    Sum(working: "300.00; “reduced” to 350.00 is no reduction", lines: [one(30_000, reduced: 35_000)], total: 30_000),
    Sum(
      working: "450.00 + 600.00 + 550.00 = 1,600.00", lines: [one(45_000), two(60_000), three(55_000)], total: 160_000),
    Sum(working: "3 × (300.00 reduced to 0.00) = 0.00", lines: [one(30_000, reduced: 0, 3)], total: 0),
  ]

  static let offers: [Sum] = [
    Sum(
      working: "450.00 + 600.00 = 1,050.00; 10 % = 105.00; 945.00", lines: [one(45_000), two(60_000)],
      offers: [percent(1_000)], discount: 10_500, total: 94_500),
    Sum(
      working: "12.5 % of 999.99 = 124.99875, so 125.00; 874.99", lines: [one(99_999)], offers: [percent(1_250)],
      discount: 12_500, total: 87_499),
    Sum(
      working: "10 % of 0.05 = 0.005, half up 0.01; 0.04", lines: [one(5)], offers: [percent(1_000)], discount: 1,
      total: 4),
    Sum(
      working: "33.33 % of 0.05 = 0.016665, so 0.02; 0.03", lines: [one(5)], offers: [percent(3_333)], discount: 2,
      total: 3),
    Sum(
      working: "3 × 3.33 = 9.99; 10 % = 0.999, so 1.00; 8.99", lines: [one(333, 3)], offers: [percent(1_000)],
      discount: 100, total: 899),
    Sum(
      working: "100 % of 450.00; 0.00", lines: [one(45_000)], offers: [percent(10_000)], discount: 45_000, total: 0),
    Sum(
      working: "1,050.00 − 200.00 = 850.00", lines: [one(45_000), two(60_000)], offers: [fixed(20_000)],
      discount: 20_000, total: 85_000),
    Sum(
      working: "150.00 − 200.00 stops at 0.00", lines: [one(15_000)], offers: [fixed(20_000)], discount: 15_000,
      total: 0),
    Sum(
      working: "3 × 1.00 − 1.00 = 2.00, spread 0.34 + 0.33 + 0.33", lines: [one(100), two(100), three(100)],
      offers: [fixed(100)], discount: 100, total: 200),
    Sum(
      working: "1,000.00 meets 1,000.00 exactly; 10 % = 100.00; 900.00", lines: [one(100_000)],
      offers: [percent(1_000, minimum: 100_000)], discount: 10_000, total: 90_000),
    Sum(
      working: "999.99 is 0.01 short of 1,000.00; nothing off", lines: [one(99_999)],
      offers: [percent(1_000, minimum: 100_000)], total: 99_999),
    Sum(
      working: "500.00 + 250.00; half of the 250.00 is 125.00; 625.00", lines: [one(50_000), two(25_000)],
      offers: [percent(5_000, scope: secondTest)], discount: 12_500, total: 62_500),
    Sum(
      working: "the whole 750.00 meets 700.00; 10 % of the 250.00 = 25.00; 725.00", lines: [one(50_000), two(25_000)],
      offers: [percent(1_000, scope: secondTest, minimum: 70_000)], discount: 2_500, total: 72_500),
    Sum(
      working: "an offer for another test takes nothing off 500.00", lines: [one(50_000)],
      offers: [percent(5_000, scope: secondTest)], total: 50_000),
    Sum(
      working: "500.00: 10 % = 50.00 against 60.00; 440.00", lines: [one(50_000)],
      offers: [percent(1_000, 1), fixed(6_000, 2)], discount: 6_000, total: 44_000),
    Sum(
      working: "500.00: 10 % = 50.00 and 50.00 are equal, one is taken; 450.00", lines: [one(50_000)],
      offers: [percent(1_000, 1), fixed(5_000, 2)], discount: 5_000, total: 45_000),
    Sum(
      working: "700.00 reduced to 650.00; 10 % of that = 65.00; 585.00", lines: [one(70_000, reduced: 65_000)],
      offers: [percent(1_000)], discount: 6_500, total: 58_500),
  ]

  static let coupons: [Sum] = [
    Sum(
      working: "500.00, coupon 10 % = 50.00; 450.00", lines: [one(50_000)], offers: [percent(1_000, automatic: false)],
      coupon: Fixture.coupon(offer: 1), discount: 5_000, total: 45_000),
    Sum(
      working: "500.00: coupon 50.00 against automatic 60.00; 440.00, the coupon stays", lines: [one(50_000)],
      offers: [percent(1_000, automatic: false), fixed(6_000, 2)], coupon: Fixture.coupon(offer: 1), discount: 6_000,
      total: 44_000),
    Sum(
      working: "500.00: coupon 50.00 against automatic 30.00; 450.00", lines: [one(50_000)],
      offers: [percent(1_000, automatic: false), fixed(3_000, 2)], coupon: Fixture.coupon(offer: 1), discount: 5_000,
      total: 45_000),
    Sum(
      working: "both stack: 500.00 − 10 % = 450.00, − 30.00 = 420.00", lines: [one(50_000)],
      offers: [percent(1_000, stackable: true, automatic: false), fixed(3_000, 2, stackable: true)],
      coupon: Fixture.coupon(offer: 1), discount: 8_000, total: 42_000),
    Sum(
      working: "both stack: 1,000.00 − 10 % = 900.00, − 20 % of that = 180.00; 720.00", lines: [one(100_000)],
      offers: [percent(2_000, stackable: true, automatic: false), percent(1_000, 2, stackable: true)],
      coupon: Fixture.coupon(offer: 1), discount: 28_000, total: 72_000),
    Sum(
      working: "only one stacks: 500.00 − 50.00 = 450.00", lines: [one(50_000)],
      offers: [percent(1_000, automatic: false), fixed(3_000, 2, stackable: true)], coupon: Fixture.coupon(offer: 1),
      discount: 5_000, total: 45_000),
    Sum(
      working: "the coupon has ended; 500.00", lines: [one(50_000)], offers: [percent(1_000, automatic: false)],
      coupon: Fixture.coupon(offer: 1, until: "2026-11-21 09:00:00"), total: 50_000),
  ]

  static let ways: [Sum] = [
    Sum(
      working: "500.00 + 50.00 + (5 − 3) × 15.00 = 580.00", lines: [one(50_000)], journey: home(5_000), way: 8_000,
      total: 58_000),
    Sum(
      working: "3 km are free exactly: 500.00 + 50.00 = 550.00", lines: [one(50_000)], journey: home(3_000), way: 5_000,
      total: 55_000),
    Sum(
      working: "one metre more: 50.00 + 0.001 × 15.00 = 50.015, half up 50.02; 550.02", lines: [one(50_000)],
      journey: home(3_001), way: 5_002, total: 55_002),
    Sum(
      working: "the way is not known yet: 500.00 + 50.00", lines: [one(50_000)], journey: home(nil), way: 5_000,
      total: 55_000),
    Sum(
      working: "no pricing is in force: 500.00", lines: [one(50_000)],
      journey: .home(distance: Distance(metres: 9_000), pricing: nil), total: 50_000),
    Sum(
      working: "10 % of 500.00 alone: 450.00 + 80.00 = 530.00", lines: [one(50_000)], offers: [percent(1_000)],
      journey: home(5_000), discount: 5_000, way: 8_000, total: 53_000),
    Sum(
      working: "10 % of 500.00 + 80.00 = 58.00; 522.00", lines: [one(50_000)],
      offers: [percent(1_000, coversDistance: true)], journey: home(5_000), discount: 5_800, way: 8_000, total: 52_200),
    Sum(
      working: "600.00 off 500.00 + 80.00 stops at 0.00", lines: [one(50_000)],
      offers: [fixed(60_000, coversDistance: true)], journey: home(5_000), discount: 58_000, way: 8_000, total: 0),
  ]

  static let taxes: [Sum] = [
    Sum(
      working: "500.00 + 18 % = 90.00; 590.00", lines: [one(50_000, tax: "GST")], taxes: gst, tax: 9_000,
      total: 59_000),
    Sum(
      working: "500.00 − 50.00 = 450.00; 18 % = 81.00; 531.00", lines: [one(50_000, tax: "GST")],
      offers: [percent(1_000)], taxes: gst, discount: 5_000, tax: 8_100, total: 53_100),
    Sum(
      working: "18 % of the 500.00 alone: 750.00 + 90.00 = 840.00", lines: [one(50_000, tax: "GST"), two(25_000)],
      taxes: gst, tax: 9_000, total: 84_000),
    Sum(
      working: "18 % of 0.25 = 0.045, half up 0.05; 0.30", lines: [one(25, tax: "GST")], taxes: gst, tax: 5, total: 30),
    Sum(
      working: "¥1,005: 10 % = 100.5, half up 101; 904", lines: [one(1_005)], offers: [percent(1_000)], currency: .jpy,
      discount: 101, total: 904),
    Sum(
      working: "KD 3.333: 12.5 % = 0.416625, so 0.417; 2.916", lines: [one(3_333)], offers: [percent(1_250)],
      currency: .kwd, discount: 417, total: 2_916),
    Sum(
      working: """
        2 × 450.00 + 650.00 = 1,550.00 meets 1,500.00; 12.5 % of the 900.00 = 112.50; 18 % of 787.50 = 141.75; \
        way 80.00; 1,550.00 − 112.50 + 141.75 + 80.00 = 1,659.25
        """,
      lines: [one(45_000, tax: "GST", 2), two(70_000, reduced: 65_000)],
      offers: [percent(1_250, scope: .tests([TestID(1)]), minimum: 150_000)], journey: home(5_000), taxes: gst,
      discount: 11_250, way: 8_000, tax: 14_175, total: 165_925),
  ]

  @Test("What is on paper is what comes out", arguments: prices + offers + coupons + ways + taxes)
  func agrees(_ sum: Sum) {
    let quote = quote(
      sum.lines, offers: sum.offers, coupon: sum.coupon, journey: sum.journey, taxes: sum.taxes, in: sum.currency,
      at: Fixture.now)
    #expect(quote.discount.minorUnits == sum.discount)
    #expect(quote.distanceCharge.minorUnits == sum.way)
    #expect(quote.tax.minorUnits == sum.tax)
    #expect(quote.total.minorUnits == sum.total)
    #expect(quote.lines.map(\.discount).sum() + quote.distanceDiscount == quote.discount)
  }
}
