import LabCore
import Testing

@Suite("What changed since a quote was shown")
struct QuoteChangeTests {
  static func shown(
    _ lines: [CartLine], _ offers: [Offer] = [], coupon: CouponRequest? = nil, uses: [CouponUse] = [],
    metres: Int? = nil
  ) -> Quote {
    let journey = metres.map { Journey.home(distance: Distance(metres: $0), pricing: QuoteTests.pricing) } ?? .walkIn
    return quote(lines, offers: offers, coupon: coupon, uses: uses, journey: journey, in: .inr, at: Fixture.now)
  }

  @Test("A new price is named with the old one, and the total comes last")
  func price() {
    let before = Self.shown([Fixture.line(Fixture.test(1, "CBC", 50_000), 2)])
    let after = Self.shown([Fixture.line(Fixture.test(1, "CBC", 55_000), 2)])
    #expect(
      after.difference(from: before).map(\.words) == [
        "CBC was ₹500.00 and is ₹550.00.", "The total was ₹1,000.00 and is ₹1,100.00.",
      ])
    #expect(after.difference(from: before).first?.after.minorUnits == 110_000)
  }

  @Test("Tests that came, went or were counted otherwise are named")
  func lines() {
    let before = Self.shown([Fixture.line(Fixture.test(1, "A", 100)), Fixture.line(Fixture.test(2, "B", 100))])
    let after = Self.shown([Fixture.line(Fixture.test(2, "B", 100), 2), Fixture.line(Fixture.test(3, "C", 100))])
    #expect(
      after.difference(from: before).map(\.words) == [
        "A is no longer part of the booking.", "B was counted 1 time and is counted 2 times.", "C is new.",
        "The total was ₹2.00 and is ₹3.00.",
      ])
  }

  @Test("A coupon that is used up in between says why")
  func coupon() {
    let line = [Fixture.line(Fixture.test(1, "A", 50_000))]
    let coupon = Fixture.coupon(offer: 1, most: 1)
    let before = Self.shown(line, [CouponTests.tenth], coupon: coupon)
    let after = Self.shown(
      line, [CouponTests.tenth], coupon: coupon, uses: [CouponUse(couponID: CouponID(5), total: 1, byClient: 0)])
    #expect(
      after.difference(from: before).map(\.words) == [
        "The discount was ₹50.00 and is ₹0.00.", "The coupon has been redeemed 1 time, which is its limit.",
        "The total was ₹450.00 and is ₹500.00.",
      ])
  }

  @Test("Another distance charge is named")
  func distance() {
    let line = [Fixture.line(Fixture.test(1, "A", 50_000))]
    let changes = Self.shown(line, metres: 3_000).difference(from: Self.shown(line, metres: 2_000))
    #expect(changes.map(\.subject) == [.distance, .total])
  }
}
