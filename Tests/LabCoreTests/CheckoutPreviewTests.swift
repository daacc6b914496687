import LabCore
import TestSupport
import Testing

@Suite("Checkout preview")
struct CheckoutPreviewTests {
  private func question(_ input: QuotePropertyTests.Input) -> CheckoutPreview.Question {
    CheckoutPreview.Question(
      lines: input.lines, offers: input.offers, journey: input.journey, taxes: input.taxes, currency: .inr,
      now: Fixture.now)
  }

  private func usable(_ id: Int64, offer: Int64, used: Int = 0) -> UsableCoupon {
    let coupon = Coupon(
      id: CouponID(id), code: "C\(id)", offerID: OfferID(offer), startsAt: Fixture.moment("2026-11-01 00:00:00"),
      endsAt: Fixture.moment("2026-12-01 00:00:00"), maxUses: 5)
    return UsableCoupon(coupon: coupon, use: CouponUse(couponID: coupon.id, total: used, byClient: 0))
  }

  @Test("A suggestion promises what the quote with its code then takes off", arguments: QuotePropertyTests.seeds)
  func suggestions(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<150 {
      let question = question(QuotePropertyTests.Input(using: &generator))
      let coupons = (1...4).map { usable($0, offer: $0, used: generator.int(4...5)) }
      let preview = CheckoutPreview(question, usable: coupons)
      for usable in coupons {
        let quote = question.quote(
          CouponRequest(code: usable.coupon.code, coupon: usable.coupon), uses: [usable.use])
        let promised = preview.suggestions.first { $0.code == usable.coupon.code }
        let gain = quote.discount - preview.without.quote.discount
        #expect(promised?.discount == (gain > .zero ? quote.discount : nil), "seed \(seed), round \(round)")
        #expect(promised?.gain == (gain > .zero ? gain : nil), "seed \(seed), round \(round)")
      }
      let discounts = preview.suggestions.map(\.discount)
      #expect(discounts == discounts.sorted(by: >), "seed \(seed), round \(round)")
    }
  }

  @Test("The nearest code that only lacks a larger order comes first")
  func nearMisses() {
    let offers = [
      Fixture.offer(1, .percentage(basisPoints: 1_000), minimum: 80_000, automatic: false),
      Fixture.offer(2, .percentage(basisPoints: 5_000), minimum: 60_000, automatic: false),
      Fixture.offer(3, .percentage(basisPoints: 1_000), minimum: 50_000, automatic: false),
    ]
    let preview = CheckoutPreview(
      CheckoutPreview.Question(
        lines: [Fixture.line(Fixture.test(1, "A", 50_000))], offers: offers, journey: .walkIn, taxes: .none,
        currency: .inr, now: Fixture.now),
      usable: [usable(1, offer: 1), usable(2, offer: 2), usable(3, offer: 3)])
    #expect(preview.nearMisses.map(\.code) == ["C2", "C1"])
    #expect(preview.nearMisses.map(\.missing.minorUnits) == [10_000, 30_000])
    #expect(preview.suggestions.map(\.code) == ["C3"])
  }

  @Test("Of codes that come to the same, the way without one is the cheapest")
  func inVain() {
    let question = CheckoutPreview.Question(
      lines: [Fixture.line(Fixture.test(1, "A", 50_000))], offers: [], journey: .walkIn, taxes: .none, currency: .inr,
      now: Fixture.now)
    let preview = CheckoutPreview(question, codes: [(CouponRequest(code: "none", coupon: nil), [])])
    #expect(preview.cheapest.code.isEmpty)
    #expect(preview.ways.map(\.isInVain) == [true])
  }
}
