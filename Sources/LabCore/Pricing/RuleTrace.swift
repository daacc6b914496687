import Words

/// One rule that a quote tried, with what came of it.
package struct RuleTrace: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable {
    case passed, failed, notTried
  }

  package let outcome: Outcome
  /// What the rule adds or takes off, where it speaks of money.
  package let amount: Money?
  /// What the cart lacks for the rule to pass.
  package let nearMiss: Money?
  private let content: Content

  /// What a rule is about; the words of an offer are made when they are asked for, as there may be hundreds of them.
  private enum Content: Hashable {
    case rule(String, words: String)
    case tried(Offer, OfferVerdict, Currency)
    case waiting(Offer)
  }

  package init(
    _ rule: String, _ outcome: Outcome, amount: Money? = nil, nearMiss: Money? = nil, words: String
  ) {
    self.outcome = outcome
    self.amount = amount
    self.nearMiss = nearMiss
    content = .rule(rule, words: words)
  }

  /// An automatic offer that was tried; `amount` is what it takes off where it holds.
  init(_ offer: Offer, _ verdict: OfferVerdict, amount: Money?, in currency: Currency) {
    outcome = verdict == .eligible ? .passed : .failed
    self.amount = amount
    nearMiss = verdict.nearMiss
    content = .tried(offer, verdict, currency)
  }

  /// An offer that holds by a code alone, and no code for it was named.
  init(waiting offer: Offer) {
    (outcome, amount, nearMiss) = (.notTried, nil, nil)
    content = .waiting(offer)
  }

  /// A stable name: `price.list`, `price.catalogue`, `price.package`,
  /// `offer.12`, `coupon`, `discount`, `distance`, `tax.GST`, `total`.
  package var rule: String {
    switch content {
    case .rule(let name, _): name
    case .tried(let offer, _, _), .waiting(let offer): "offer.\(offer.id)"
    }
  }

  package var isAboutOffer: Bool {
    switch content {
    case .rule: false
    case .tried, .waiting: true
    }
  }

  package var words: String {
    switch content {
    case .rule(_, let words): words
    case .tried(let offer, let verdict, let currency): verdict.words(for: offer, in: currency)
    case .waiting(let offer): say("“\(offer.name)” waits for its code.")
    }
  }
}
