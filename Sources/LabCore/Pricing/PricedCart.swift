/// A cart exploded into units, each with its list and its catalogue price.
struct PricedCart {
  let tests: [TestDefinition]
  let ids: [TestID]
  /// The lower of list and discounted price of each unit, never below zero.
  let prices: [Money]
  let listPrices: [Money]

  var subtotal: Money { prices.sum() }

  init(_ cart: [CartLine]) {
    tests = cart.flatMap { line in Array(repeating: line.test, count: max(0, line.quantity)) }
    ids = tests.map(\.id)
    prices = tests.map { max(.zero, $0.catalogPrice) }
    listPrices = tests.map { max(.zero, $0.price) }
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
    let saving = list - subtotal
    return [
      RuleTrace(
        "price.list", .passed, amount: list,
        words: "\(tests.count.counted("test")) at list price \(list.formatted(in: currency))."),
      saving.isZero
        ? RuleTrace("price.catalogue", .notTried, words: "No test has a reduced price.")
        : RuleTrace(
          "price.catalogue", .passed, amount: -saving,
          words: "Reduced prices save \(saving.formatted(in: currency))."),
    ]
  }
}
