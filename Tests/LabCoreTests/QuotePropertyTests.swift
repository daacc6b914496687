import LabCore
import TestSupport
import Testing

@Suite("Quote, whatever is asked")
struct QuotePropertyTests {
  struct Input {
    var lines: [CartLine]
    var offers: [Offer]
    var coupon: CouponRequest?
    var journey: Journey
    var taxes: TaxTable

    init(using generator: inout SeededGenerator) {
      lines = (1...generator.int(1...6)).map { id in
        let price = Int64(generator.int(0...200_000))
        let reduced = generator.bool() ? Int64(generator.int(0...200_000)) : nil
        let test = Fixture.test(
          Int64(id), "T\(id)", price, reduced: reduced, tax: generator.bool() ? "GST" : nil)
        return Fixture.line(test, generator.int(1...3))
      }
      offers = (1...4).map { id in
        let discount =
          generator.bool()
          ? Discount.percentage(basisPoints: generator.int(1...10_000))
          : .fixedAmount(Money(minorUnits: Int64(generator.int(1...150_000))))
        let scope = generator.bool() ? Offer.Scope.allTests : .tests([TestID(1), TestID(3)])
        let minimum = generator.bool() ? Int64(generator.int(1...300_000)) : nil
        return Fixture.offer(
          Int64(id), discount, scope: scope, minimum: minimum, automatic: id > 2, stackable: generator.bool(),
          coversDistance: generator.bool())
      }
      coupon = generator.bool() ? Fixture.coupon(offer: Int64(generator.int(1...2))) : nil
      journey =
        generator.bool()
        ? .walkIn : .home(distance: Distance(metres: generator.int(0...30_000)), pricing: QuoteTests.pricing)
      taxes = generator.bool() ? .none : TaxTable(basisPoints: [TaxCode("GST"): 1_800])
    }

    func quoted() -> Quote {
      quote(lines, offers: offers, coupon: coupon, journey: journey, taxes: taxes, in: .inr, at: Fixture.now)
    }
  }

  static let seeds: [UInt64] = [1, 2, 3, 2_026]

  @Test("Amounts add up, no line falls below zero, and the same input gives the same quote", arguments: seeds)
  func adding(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<250 {
      let input = Input(using: &generator)
      let quote = input.quoted()
      let place: Comment = "seed \(seed), round \(round)"
      #expect(quote.lines.map(\.discount).sum() + quote.distanceDiscount == quote.discount, place)
      #expect(quote.lines.allSatisfy { !$0.net.isNegative && !$0.discount.isNegative }, place)
      #expect(!quote.distanceDiscount.isNegative && quote.distanceDiscount <= quote.distanceCharge, place)
      #expect(quote.total == quote.subtotal - quote.discount + quote.distanceCharge + quote.tax, place)
      #expect(!quote.total.isNegative, place)
      #expect(quote.trace.last?.amount == quote.total, place)
      #expect(quote.discounts.count <= 2, place)
      #expect(quote == input.quoted(), place)
      #expect(quote.difference(from: quote).isEmpty, place)
    }
  }

  @Test("One more test lowers the total by no more than the discount it brings", arguments: seeds)
  func oneMore(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<250 {
      var input = Input(using: &generator)
      let before = input.quoted()
      let price = Int64(generator.int(0...200_000))
      input.lines.append(Fixture.line(Fixture.test(50, "NEW", price)))
      let after = input.quoted()
      let gained = after.discount - before.discount
      let place: Comment = "seed \(seed), round \(round)"
      #expect(after.subtotal == before.subtotal + Money(minorUnits: price), place)
      #expect(after.total - after.tax == before.total - before.tax + Money(minorUnits: price) - gained, place)
      #expect(after.distanceCharge == before.distanceCharge, place)
    }
  }

  @Test("The order of offers in the list does not matter", arguments: seeds)
  func shuffled(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<100 {
      var input = Input(using: &generator)
      let quote = input.quoted()
      input.offers.shuffle(using: &generator)
      #expect(input.quoted() == quote, "seed \(seed), round \(round)")
    }
  }

  @Test("What takes most off is taken: no offer that holds by itself would have saved more", arguments: seeds)
  func best(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<250 {
      let input = Input(using: &generator)
      let quote = input.quoted()
      for trace in quote.trace where trace.rule.hasPrefix("offer.") && trace.outcome == .passed {
        #expect(trace.amount.map { $0 <= quote.discount } == true, "seed \(seed), round \(round): \(trace.rule)")
      }
    }
  }
}
