import LabCore
import Testing

@Suite("Prices by the day")
struct PriceBookTests {
  private static let first = Fixture.date("2026-04-01")
  private static let later = Fixture.date("2026-12-01")

  private static let catalogue = Catalogue(
    tests: [Fixture.test(1, "CBC", 45_000), Fixture.test(2, "LFT", 60_000), Fixture.test(3, "KFT", 55_000)],
    panels: [Panel(id: PanelID(1), code: "WELL", name: "Wellness", testIDs: [TestID(1), TestID(2)])],
    prices: PriceBook(
      tests: [
        TestID(1): [
          TestPrice(price: Money(minorUnits: 50_000), discountedPrice: Money(minorUnits: 48_000), effectiveFrom: later),
          TestPrice(
            price: Money(minorUnits: 45_000), effectiveFrom: first, effectiveUntil: Fixture.date("2026-11-30")),
        ]
      ],
      panels: [PanelID(1): [PanelPrice(price: Money(minorUnits: 90_000), effectiveFrom: later)]]))

  @Test(
    "A test costs what its day says, and before its first day what the first one says",
    arguments: [
      ("2020-01-01", 45_000), ("2026-04-01", 45_000), ("2026-11-30", 45_000), ("2026-12-01", 48_000),
      ("2099-01-01", 48_000),
    ])
  func days(_ day: String, _ price: Int64) {
    let catalogue = Self.catalogue.on(Fixture.date(day))
    #expect(catalogue.test(TestID(1))?.catalogPrice.minorUnits == price)
    #expect(catalogue.tests.first?.catalogPrice.minorUnits == price)
    #expect(catalogue.expand(Cart([CartEntry(.test(TestID(1)))])).lines.map(\.test.catalogPrice.minorUnits) == [price])
    guard case .test(let found)? = catalogue.search("cbc").first else {
      Issue.record("CBC is not found")
      return
    }
    #expect(found.catalogPrice.minorUnits == price)
    #expect(catalogue.test(TestID(3))?.price.minorUnits == 55_000)
  }

  @Test("A panel has a price of its own from its first day on, and none before")
  func panels() {
    #expect(Self.catalogue.on(Fixture.date("2026-11-30")).panel(PanelID(1))?.price == nil)
    #expect(Self.catalogue.on(Self.later).panel(PanelID(1))?.price == Money(minorUnits: 90_000))
  }

  @Test("What costs something else than today is known, so that the words made for today are not shown for it")
  func repriced() {
    #expect(!Self.catalogue.isRepriced(.test(TestID(1))))
    let later = Self.catalogue.on(Self.later)
    #expect(later.isRepriced(.test(TestID(1))) && later.isRepriced(.panel(PanelID(1))))
    #expect(!later.isRepriced(.test(TestID(2))))
    #expect(!Self.catalogue.on(Self.first).isRepriced(.test(TestID(1))))
  }

  @Test("The next price is the first that begins after a day")
  func next() {
    let prices = Self.catalogue.prices
    #expect(prices.nextPrice(of: TestID(1), after: Self.first)?.effectiveFrom == Self.later)
    #expect(prices.nextPrice(of: TestID(1), after: Self.later) == nil)
    #expect(prices.nextPrice(of: PanelID(1), after: Self.first)?.effectiveFrom == Self.later)
  }
}

@Suite("LOINC codes")
struct LoincCodeTests {
  /// Codes as they stand in the LOINC table.
  @Test(
    "A code with its check digit is read",
    arguments: ["58410-2", "718-7", "4544-3", "2345-7", "24325-3", "1742-6", "3026-2", " 24356-8 "])
  func read(_ text: String) throws {
    #expect(try LoincCode(text).text == text.trimmed)
  }

  @Test(
    "Anything else is refused with the reason",
    arguments: [
      ("58410-3", LoincCode.Problem.checkDigit(expected: 2)), ("54810-2", .checkDigit(expected: 7)),
      ("58410", .form), ("-2", .form), ("12345678-1", .form), ("5841O-2", .form), ("58410-22", .form),
      ("58410-2-1", .form), ("", .form), ("५८४१०-2", .form),
    ])
  func refused(_ text: String, _ problem: LoincCode.Problem) {
    #expect(throws: problem) { try LoincCode(text) }
  }
}
