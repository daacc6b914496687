/// What one offer takes off each line and the distance charge.
struct DiscountShares: Hashable {
  let lines: [Money]
  let distance: Money

  var amount: Money { lines.sum() + distance }
}

/// The offers that are applied together: none, one, or two where both may be stacked.
struct DiscountChoice {
  struct Part {
    let offer: Offer
    let coupon: Coupon?
    let shares: DiscountShares
  }

  let parts: [Part]

  var amount: Money { parts.map(\.shares.amount).sum() }

  static let none = DiscountChoice(parts: [])

  /// Works out offers one after the other, percentages first, each on what the one before has left.
  init(_ wanted: [(offer: Offer, coupon: Coupon?)], tests: [TestID], prices: [Money], distanceCharge: Money) {
    var (left, distanceLeft) = (prices, distanceCharge)
    var parts: [Part] = []
    let percentagesFirst =
      wanted.filter(\.offer.discount.isPercentage) + wanted.filter { !$0.offer.discount.isPercentage }
    for (offer, coupon) in percentagesFirst {
      let shares = offer.shares(of: left, tests: tests, distanceCharge: distanceLeft)
      left = zip(left, shares.lines).map { $0 - $1 }
      distanceLeft -= shares.distance
      parts.append(Part(offer: offer, coupon: coupon, shares: shares))
    }
    self.parts = parts
  }

  private init(parts: [Part]) {
    self.parts = parts
  }

  /// What the coupon takes off; nil when it is not among the parts.
  var couponAmount: Money? { parts.first { $0.coupon != nil }?.shares.amount }

  var applied: [AppliedDiscount] {
    parts.map { part in
      AppliedDiscount(
        offerID: part.offer.id, couponID: part.coupon?.id, name: part.offer.name, amount: part.shares.amount)
    }
  }

  /// Sums what all parts take off each line.
  func perLine(count: Int) -> [Money] {
    parts.reduce(Array(repeating: Money.zero, count: count)) { sums, part in
      zip(sums, part.shares.lines).map { $0 + $1 }
    }
  }
}

extension Offer {
  /// What goes off an amount: rounded once, and never more than there is.
  func amount(off base: Money) -> Money {
    let wanted =
      switch discount {
      case .percentage(let points): base.scaled(by: max(0, points), over: 10_000)
      case .fixedAmount(let amount): max(.zero, amount)
      }
    return min(wanted, base)
  }

  /// Takes the discount off the eligible lines: rounded once, spread by largest remainder, never below zero.
  func shares(of prices: [Money], tests: [TestID], distanceCharge: Money) -> DiscountShares {
    var weights = zip(prices, tests).map { price, test in scope.contains(test) ? price : .zero }
    weights.append(coversDistance ? distanceCharge : .zero)
    let shares = amount(off: weights.sum()).spread(over: weights)
    return DiscountShares(lines: Array(shares.dropLast()), distance: shares.last ?? .zero)
  }
}
