import LabCore
import Testing

@Suite("Coupons")
struct CouponTests {
  static let cart = [Fixture.line(Fixture.test(1, "A", 50_000))]
  static let tenth = Fixture.offer(1, .percentage(basisPoints: 1_000), automatic: false)

  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    let request: CouponRequest
    var offers = [CouponTests.tenth]
    var uses: [CouponUse] = []
    let sentence: String
    var testDescription: String { code }
  }

  static let cases: [Case] = [
    Case(code: "coupon_eligible", request: Fixture.coupon(offer: 1), sentence: "The coupon takes ₹50 off."),
    Case(
      code: "coupon_not_found", request: CouponRequest(code: "nope ", coupon: nil),
      sentence: "There is no coupon “NOPE”; check the spelling."),
    Case(
      code: "coupon_inactive", request: Fixture.coupon(offer: 1, active: false),
      sentence: "The coupon SAVE10 has been switched off."),
    Case(
      code: "coupon_not_started", request: Fixture.coupon(offer: 1, from: "2026-11-21 09:00:01"),
      sentence: "The coupon holds only from Sat 21 Nov 2026 09:00 on."),
    Case(
      code: "coupon_expired", request: Fixture.coupon(offer: 1, until: "2026-11-21 09:00:00"),
      sentence: "The coupon ended on Sat 21 Nov 2026 09:00."),
    Case(
      code: "coupon_no_offer", request: Fixture.coupon(offer: nil),
      sentence: "No offer stands behind this coupon, so it has no value."),
    Case(
      code: "coupon_no_offer", request: Fixture.coupon(offer: 77),
      sentence: "No offer stands behind this coupon, so it has no value."),
    Case(
      code: "coupon_offer_not_running", request: Fixture.coupon(offer: 1),
      offers: [Fixture.offer(1, .percentage(basisPoints: 1_000), automatic: false, until: "2026-11-20")],
      sentence: "The offer “Offer 1” behind this coupon is not running today."),
    Case(
      code: "coupon_max_uses", request: Fixture.coupon(offer: 1, most: 3),
      uses: [CouponUse(couponID: CouponID(5), total: 3, byClient: 0)],
      sentence: "The coupon has been redeemed 3 times, which is its limit."),
    Case(
      code: "coupon_eligible", request: Fixture.coupon(offer: 1, most: 3),
      uses: [CouponUse(couponID: CouponID(5), total: 2, byClient: 0)], sentence: "The coupon takes ₹50 off."),
    Case(
      code: "coupon_client_limit", request: Fixture.coupon(offer: 1),
      uses: [CouponUse(couponID: CouponID(5), total: 1, byClient: 1)],
      sentence: "This client has redeemed the coupon 1 time of 1."),
    Case(
      code: "coupon_eligible", request: Fixture.coupon(offer: 1),
      uses: [CouponUse(couponID: CouponID(6), total: 9, byClient: 9)], sentence: "The coupon takes ₹50 off."),
    Case(
      code: "coupon_minimum_not_met", request: Fixture.coupon(offer: 1),
      offers: [Fixture.offer(1, .percentage(basisPoints: 1_000), minimum: 62_000, automatic: false)],
      sentence: "₹120 more qualifies: the coupon asks for an order of ₹620."),
    Case(
      code: "coupon_no_eligible_tests", request: Fixture.coupon(offer: 1),
      offers: [Fixture.offer(1, .percentage(basisPoints: 1_000), scope: .tests([TestID(9)]), automatic: false)],
      sentence: "None of these tests is covered by the coupon."),
    Case(
      code: "coupon_not_stackable", request: Fixture.coupon(offer: 1),
      offers: [tenth, Fixture.offer(2, .fixedAmount(Money(minorUnits: 6_000)))],
      sentence: "“Offer 2” takes ₹60 off already, the coupon would take ₹50; they do not go together, "
        + "and the coupon stays unused."),
  ]

  @Test("Every verdict has its code and its sentence", arguments: cases)
  func verdicts(_ wanted: Case) {
    let quote = quote(
      Self.cart, offers: wanted.offers, coupon: wanted.request, uses: wanted.uses, in: .inr, at: Fixture.now)
    #expect(quote.couponVerdict?.code == wanted.code)
    #expect(quote.couponVerdict?.sentence(in: .inr) == wanted.sentence)
    #expect((quote.redeemedCoupon != nil) == (wanted.code == "coupon_eligible"))
    let trace = quote.trace.first { $0.rule == "coupon" }
    #expect(trace?.outcome == (wanted.code == "coupon_eligible" ? .passed : .failed))
  }

  @Test("A coupon that takes more off than an automatic offer replaces it")
  func better() {
    let offers = [Self.tenth, Fixture.offer(2, .fixedAmount(Money(minorUnits: 4_999)))]
    let quote = quote(Self.cart, offers: offers, coupon: Fixture.coupon(offer: 1), in: .inr, at: Fixture.now)
    #expect(quote.discounts.map(\.offerID) == [OfferID(1)])
    #expect(quote.redeemedCoupon?.couponID == CouponID(5))
  }

  @Test("A coupon that gains nothing stays unused")
  func equal() {
    let offers = [Self.tenth, Fixture.offer(2, .fixedAmount(Money(minorUnits: 5_000)))]
    let quote = quote(Self.cart, offers: offers, coupon: Fixture.coupon(offer: 1), in: .inr, at: Fixture.now)
    #expect(quote.redeemedCoupon == nil)
    #expect(quote.couponVerdict?.code == "coupon_not_stackable")
  }

  @Test("Two that may be stacked are both applied, the percentage first, each on what is left")
  func stacking() {
    let offers = [
      Fixture.offer(1, .percentage(basisPoints: 1_000), automatic: false, stackable: true),
      Fixture.offer(2, .fixedAmount(Money(minorUnits: 6_000)), stackable: true),
    ]
    let quote = quote(Self.cart, offers: offers, coupon: Fixture.coupon(offer: 1), in: .inr, at: Fixture.now)
    // 10 % of 500 is 50, then 60: 110 in all. The other way round it would be 60 and 44.
    #expect(quote.discounts.map(\.amount.minorUnits) == [5_000, 6_000])
    #expect(quote.total.minorUnits == 39_000)
  }

  @Test("One that may be stacked and one that may not do not go together")
  func halfStacking() {
    let offers = [
      Fixture.offer(1, .percentage(basisPoints: 1_000), automatic: false, stackable: true),
      Fixture.offer(2, .fixedAmount(Money(minorUnits: 6_000))),
    ]
    let quote = quote(Self.cart, offers: offers, coupon: Fixture.coupon(offer: 1), in: .inr, at: Fixture.now)
    #expect(quote.discount.minorUnits == 6_000)
  }
}
