/// One version of what a test costs.
package struct TestPrice: Hashable, Sendable {
  package var price: Money
  /// What is asked instead where it is lower.
  package var discountedPrice: Money?
  package var effectiveFrom: CalendarDate
  /// The last day, nil while no end is known.
  package var effectiveUntil: CalendarDate?

  package init(
    price: Money, discountedPrice: Money? = nil, effectiveFrom: CalendarDate, effectiveUntil: CalendarDate? = nil
  ) {
    self.price = price
    self.discountedPrice = discountedPrice
    self.effectiveFrom = effectiveFrom
    self.effectiveUntil = effectiveUntil
  }

  /// The price that is asked: the lower of list and discounted price.
  package var catalogPrice: Money { min(price, discountedPrice ?? price) }
}

/// One version of what the tests of a panel cost together.
package struct PanelPrice: Hashable, Sendable {
  /// Nil where the tests cost what they cost alone from this day on.
  package var price: Money?
  package var effectiveFrom: CalendarDate
  /// The last day, nil while no end is known.
  package var effectiveUntil: CalendarDate?

  package init(price: Money?, effectiveFrom: CalendarDate, effectiveUntil: CalendarDate? = nil) {
    self.price = price
    self.effectiveFrom = effectiveFrom
    self.effectiveUntil = effectiveUntil
  }
}

/// The versions of the prices of all days.
package struct PriceBook: Hashable, Sendable {
  private let tests: [TestID: [TestPrice]]
  private let panels: [PanelID: [PanelPrice]]

  package init(tests: [TestID: [TestPrice]] = [:], panels: [PanelID: [PanelPrice]] = [:]) {
    self.tests = tests.mapValues { $0.sorted { $0.effectiveFrom < $1.effectiveFrom } }
    self.panels = panels.mapValues { $0.sorted { $0.effectiveFrom < $1.effectiveFrom } }
  }

  /// The version of a day; a day before the first takes the first. Nil for a test without versions.
  package func price(of test: TestID, on date: CalendarDate) -> TestPrice? {
    guard let versions = tests[test] else { return nil }
    return versions.last { $0.effectiveFrom <= date } ?? versions.first
  }

  /// The version of a day; nil for a panel that has no price of its own then.
  package func price(of panel: PanelID, on date: CalendarDate) -> PanelPrice? {
    panels[panel]?.last { $0.effectiveFrom <= date }
  }

  /// The next version of a test after a day.
  package func nextPrice(of test: TestID, after date: CalendarDate) -> TestPrice? {
    tests[test]?.first { $0.effectiveFrom > date }
  }

  /// The next version of a panel after a day.
  package func nextPrice(of panel: PanelID, after date: CalendarDate) -> PanelPrice? {
    panels[panel]?.first { $0.effectiveFrom > date }
  }
}
