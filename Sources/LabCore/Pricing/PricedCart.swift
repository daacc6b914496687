import Words

/// A cart exploded into units, each with its list price and the price that is asked for it.
struct PricedCart {
  let tests: [TestDefinition]
  let ids: [TestID]
  /// The lower of list and discounted price of each unit, or its part of a package or of what was agreed; not negative.
  let prices: [Money]
  let listPrices: [Money]
  /// What each package takes off the catalogue prices, in the order of the cart.
  let packages: [(name: String, saving: Money)]

  var subtotal: Money { prices.sum() }

  init(_ cart: [CartLine]) {
    var units: [(test: TestDefinition, special: SpecialPrice?)] = []
    for line in cart {
      for unit in 0..<max(0, line.quantity) {
        units.append((line.test, line.specialPrices.indices.contains(unit) ? line.specialPrices[unit] : nil))
      }
    }
    tests = units.map(\.test)
    ids = tests.map(\.id)
    prices = units.map { max(.zero, $0.special?.amount ?? $0.test.catalogPrice) }
    listPrices = units.map { unit in
      if case .agreed(let amount)? = unit.special { return max(.zero, amount) }
      return max(.zero, unit.test.price)
    }
    packages = Self.packages(units)
  }

  private static func packages(
    _ units: [(test: TestDefinition, special: SpecialPrice?)]
  ) -> [(name: String, saving: Money)] {
    var order: [String] = []
    var savings: [String: Money] = [:]
    for unit in units {
      guard case .package(let amount, let panel)? = unit.special else { continue }
      if savings[panel] == nil { order.append(panel) }
      savings[panel, default: .zero] += max(.zero, unit.test.catalogPrice) - amount
    }
    return order.map { ($0, savings[$0] ?? .zero) }
  }

  func lines(discounts: [Money]) -> [QuoteLine] {
    tests.indices.map { index in
      QuoteLine(
        testID: ids[index], name: tests[index].name, taxCode: tests[index].taxCode, listPrice: listPrices[index],
        unitPrice: prices[index], discount: discounts[index])
    }
  }

  func trace(in currency: Currency) -> [RuleTrace] {
    let list = listPrices.sum()
    let saving = list - subtotal - packages.map(\.saving).sum()
    return [
      RuleTrace(
        "price.list", .passed, amount: list,
        words: say("\(tests.count.counted("test")) at list price \(list.formatted(in: currency)).")),
      saving.isZero
        ? RuleTrace("price.catalogue", .notTried, words: say("No test has a reduced price."))
        : RuleTrace(
          "price.catalogue", .passed, amount: -saving,
          words: say("Reduced prices save \(saving.formatted(in: currency)).")),
    ]
      + packages.map { package in
        RuleTrace(
          "price.package", .passed, amount: -package.saving,
          words: say("The price of \(package.name) saves \(package.saving.formatted(in: currency))."))
      }
  }
}
