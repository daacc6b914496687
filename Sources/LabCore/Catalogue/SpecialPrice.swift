/// What one unit of a test costs where that is not what the catalogue asks for it alone.
package enum SpecialPrice: Hashable, Sendable {
  /// As it was agreed for a booking that has the unit already.
  case agreed(Money)
  /// The unit's part of the price that a panel has of its own.
  case package(Money, panel: String)

  package var amount: Money {
    switch self {
    case .agreed(let amount), .package(let amount, _): amount
    }
  }
}

extension Panel {
  /// What each of its tests bears of the price of the panel, in the order of the tests.
  ///
  /// The price is spread in proportion to what the tests cost alone, by largest remainder, so that no test is dearer
  /// than alone. Nil where the panel has no price or its tests cost no more without it.
  package func shares(of tests: [TestDefinition]) -> [Money]? {
    guard let price, !price.isNegative else { return nil }
    let alone = tests.map { max(.zero, $0.catalogPrice) }
    return price < alone.sum() ? price.spread(over: alone) : nil
  }
}

/// The parts of packages that the units of a cart bear, by test.
struct PackageShares {
  private var shares: [TestID: [SpecialPrice]] = [:]

  /// Takes a panel that is asked for so often; a test in two panels bears the lower of its parts.
  mutating func add(_ panel: Panel, of tests: [TestDefinition], quantity: Int) {
    guard let parts = panel.shares(of: tests) else { return }
    for (test, part) in zip(tests, parts) {
      var units = shares[test.id] ?? []
      for unit in 0..<quantity {
        if unit == units.count {
          units.append(.package(part, panel: panel.name))
        } else if part < units[unit].amount {
          units[unit] = .package(part, panel: panel.name)
        }
      }
      shares[test.id] = units
    }
  }

  /// What the first units of a test cost; those beyond cost what the catalogue asks.
  func units(of test: TestID) -> [SpecialPrice] { shares[test] ?? [] }
}
