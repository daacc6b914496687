/// A code that a client could use now, with the use made of it so far.
package struct UsableCoupon: Hashable, Sendable {
  package let coupon: Coupon
  package let use: CouponUse

  package init(coupon: Coupon, use: CouponUse) {
    self.coupon = coupon
    self.use = use
  }
}

/// What a cart would cost: the same function as at the booking, asked without one and with several codes.
package struct CheckoutPreview: Sendable {
  /// Everything that a price depends on but for the code.
  package struct Question: Sendable {
    package var lines: [CartLine]
    package var offers: [Offer]
    package var journey: Journey
    package var taxes: TaxTable
    package var currency: Currency
    package var now: LocalDateTime

    package init(
      lines: [CartLine], offers: [Offer], journey: Journey, taxes: TaxTable, currency: Currency, now: LocalDateTime
    ) {
      self.lines = lines
      self.offers = offers
      self.journey = journey
      self.taxes = taxes
      self.currency = currency
      self.now = now
    }

    package func quote(_ coupon: CouponRequest? = nil, uses: [CouponUse] = []) -> Quote {
      LabCore.quote(
        lines, offers: offers, coupon: coupon, uses: uses, journey: journey, taxes: taxes, in: currency, at: now)
    }
  }

  /// One way to pay: without a code, or with one.
  package struct Way: Sendable {
    /// Empty for none.
    package let code: String
    package let quote: Quote

    /// Says whether a code was named and changes nothing.
    package var isInVain: Bool { !code.isEmpty && quote.redeemedCoupon == nil }
  }

  /// A code that would take something off, with what it would come to.
  package struct Suggestion: Sendable, Equatable {
    package let code: String
    package let offer: String
    /// What is taken off in all, automatic offers included.
    package let discount: Money
    /// How much more that is than without a code.
    package let gain: Money
  }

  package let without: Way
  /// In the order in which the codes were named.
  package let ways: [Way]
  /// The codes that gain something, the best first.
  package let suggestions: [Suggestion]
  /// The codes that would hold if the order were larger, the nearest first.
  package let nearMisses: [(code: String, offer: String, missing: Money)]

  /// Tries a cart without a code, with the codes that were named and with those that the client could use.
  package init(
    _ question: Question, codes: [(request: CouponRequest, uses: [CouponUse])] = [], usable: [UsableCoupon] = []
  ) {
    without = Way(code: "", quote: question.quote())
    ways = codes.map { Way(code: $0.request.code, quote: question.quote($0.request, uses: $0.uses)) }
    let trial = CouponTrial(question)
    suggestions = trial.suggestions(among: usable)
    nearMisses = trial.nearMisses(among: usable)
  }

  /// The way that costs the least; of equal ones the first, so that a code is not spent where it gains nothing.
  package var cheapest: Way {
    ways.reduce(without) { best, way in way.quote.total < best.quote.total ? way : best }
  }
}
