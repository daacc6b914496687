extension Money {
  /// Spreads an amount over shares in proportion to weights, by largest remainder, so that the shares add up to it.
  ///
  /// Equal remainders go to the earlier share. No share passes its weight while the amount does not pass their sum.
  /// Weights are not negative; nothing is spread where all of them are zero.
  package func spread(over weights: [Money]) -> [Money] {
    let total = Int128(weights.sum().minorUnits)
    guard total > 0 else { return weights.map { _ in .zero } }
    precondition(!isNegative && weights.allSatisfy { !$0.isNegative }, "only amounts from zero on are spread")
    let exact = weights.map { Int128(minorUnits) * Int128($0.minorUnits) }
    var shares = exact.map { Int64($0 / total) }
    let left = Int(minorUnits - shares.reduce(0, +))
    let byRemainder = exact.indices.sorted { (exact[$0] % total, $1) > (exact[$1] % total, $0) }
    for index in byRemainder.prefix(left) { shares[index] += 1 }
    return shares.map { Money(minorUnits: $0) }
  }
}
