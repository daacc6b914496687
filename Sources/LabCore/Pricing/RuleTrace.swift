/// One rule that a quote tried, with what came of it.
package struct RuleTrace: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable {
    case passed, failed, notTried
  }

  /// A stable name: `price.list`, `price.catalogue`, `price.package`, `offer.12`, `coupon`, `discount`, `distance`, `tax.GST`, `total`.
  package let rule: String
  package let outcome: Outcome
  /// What the rule adds or takes off, where it speaks of money.
  package let amount: Money?
  /// What the cart lacks for the rule to pass.
  package let nearMiss: Money?
  package let words: String

  package init(
    _ rule: String, _ outcome: Outcome, amount: Money? = nil, nearMiss: Money? = nil, words: String
  ) {
    self.rule = rule
    self.outcome = outcome
    self.amount = amount
    self.nearMiss = nearMiss
    self.words = words
  }
}
