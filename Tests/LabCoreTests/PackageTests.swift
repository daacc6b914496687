import LabCore
import TestSupport
import Testing

/// What a panel with a price of its own costs, worked out by hand and held against any cart.
@Suite("Panels with a price")
struct PackageTests {
  private static let tests = [
    Fixture.test(1, "CBC", 45_000), Fixture.test(2, "LFT", 60_000), Fixture.test(3, "KFT", 55_000),
    Fixture.test(4, "T4", 70_000, reduced: 65_000), Fixture.test(5, "URN", 35_000),
  ]

  private static func catalogue(wellness: Int64?, senior: Int64? = nil) -> Catalogue {
    Catalogue(
      tests: tests,
      panels: [
        Panel(
          id: PanelID(1), code: "WELL", name: "Wellness", testIDs: [1, 2, 3].map { TestID($0) },
          price: wellness.map { Money(minorUnits: $0) }),
        Panel(
          id: PanelID(2), code: "SEN", name: "Senior pet", testIDs: [1, 4, 5].map { TestID($0) },
          price: senior.map { Money(minorUnits: $0) }),
      ])
  }

  private static func prices(_ cart: Cart, in catalogue: Catalogue) -> [Int64] {
    quote(catalogue.expand(cart).lines, offers: [], in: .inr, at: Fixture.now).lines.map(\.unitPrice.minorUnits)
  }

  private static let wellness = CartEntry(.panel(PanelID(1)))
  private static let senior = CartEntry(.panel(PanelID(2)))

  @Test("The tests bear the price in proportion to what they cost alone, and the trace names the panel")
  func shares() {
    let catalogue = Self.catalogue(wellness: 100_000)
    // 450, 600 and 550 make 1600. 1000 × 450/1600 = 281.25, × 600/1600 = 375.00, × 550/1600 = 343.75.
    #expect(Self.prices(Cart([Self.wellness]), in: catalogue) == [28_125, 37_500, 34_375])
    let quote = quote(catalogue.expand(Cart([Self.wellness])).lines, offers: [], in: .inr, at: Fixture.now)
    #expect(quote.total.minorUnits == 100_000 && quote.listTotal.minorUnits == 160_000)
    let words = quote.trace.filter { $0.rule == "price.package" }.map(\.words)
    #expect(words == ["The price of Wellness saves ₹600.00."])
    #expect(quote.trace.first { $0.rule == "price.catalogue" }?.outcome == .notTried)
  }

  @Test("What does not divide goes to the largest remainders, so that not one unit is lost")
  func remainders() {
    // 100,001 × 450/1600 = 28,125.28…, × 600/1600 = 37,500.37…, × 550/1600 = 34,375.34…: the odd unit goes to the 600.
    #expect(Self.prices(Cart([Self.wellness]), in: Self.catalogue(wellness: 100_001)) == [28_125, 37_501, 34_375])
  }

  @Test("A price that is no lower than the tests alone changes nothing", arguments: [160_000, 200_000])
  func notLower(_ price: Int64) {
    #expect(Self.prices(Cart([Self.wellness]), in: Self.catalogue(wellness: price)) == [45_000, 60_000, 55_000])
  }

  @Test("A reduced price counts as what a test costs alone")
  func reduced() {
    // 450 + 650 + 350 make 1450; half of it is 725: 225, 325 and 175.
    #expect(
      Self.prices(Cart([Self.senior]), in: Self.catalogue(wellness: nil, senior: 72_500)) == [22_500, 32_500, 17_500])
  }

  @Test("A test in two panels bears the lower of its parts, once")
  func twoPanels() {
    let catalogue = Self.catalogue(wellness: 80_000, senior: 116_000)
    // Wellness at half: 225, 300, 275. Senior pet at four fifths: 360, 520, 280. The blood count costs 225.
    #expect(
      Self.prices(Cart([Self.senior, Self.wellness]), in: catalogue) == [22_500, 52_000, 28_000, 30_000, 27_500])
  }

  @Test("Units beyond those of the panel cost what the catalogue asks")
  func beyond() {
    let cart = Cart([Self.wellness, CartEntry(.test(TestID(1)), quantity: 3)])
    #expect(
      Self.prices(cart, in: Self.catalogue(wellness: 80_000)) == [22_500, 45_000, 45_000, 30_000, 27_500])
    let twice = Cart([CartEntry(.panel(PanelID(1)), quantity: 2), Self.senior])
    // The first blood count bears a quarter of what the senior panel leaves it, the second its part of Wellness.
    #expect(
      Self.prices(twice, in: Self.catalogue(wellness: 80_000, senior: 36_250))
        == [11_250, 22_500, 30_000, 30_000, 27_500, 27_500, 16_250, 8_750])
  }

  @Test("What was agreed for a booking stays, whatever the panel says now")
  func agreed() {
    let line = Self.catalogue(wellness: 80_000).expand(Cart([CartEntry(.panel(PanelID(1)), quantity: 2)])).lines[0]
    let kept = line.keeping([Money(minorUnits: 46_000)])
    #expect(quote([kept], offers: [], in: .inr, at: Fixture.now).lines.map(\.unitPrice.minorUnits) == [46_000, 22_500])
    #expect(line.keeping([.zero, .zero, .zero]).specialPrices.count == 2)
  }

  @Test(
    "With any packages a cart is never dearer than without, its lines sum, and no line is dearer than alone",
    arguments: [7, 77, 777] as [UInt64])
  func anything(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let tests = (1...6).map { id in
        let reduced = generator.bool() ? Int64(generator.int(0...90_000)) : nil
        return Fixture.test(Int64(id), "T\(id)", Int64(generator.int(0...90_000)), reduced: reduced)
      }
      let panels = (1...3).map { id in
        Panel(
          id: PanelID(Int64(id)), code: "P\(id)", name: "Panel \(id)",
          testIDs: (1...6).filter { _ in generator.bool() }.map { TestID(Int64($0)) },
          price: generator.bool() ? Money(minorUnits: Int64(generator.int(0...300_000))) : nil)
      }
      let cart = Cart(
        (1...3).map { CartEntry(.panel(PanelID(Int64($0))), quantity: generator.int(1...3)) }
          + [CartEntry(.test(TestID(2)), quantity: generator.int(1...4))])
      let plain = panels.map { panel in
        var panel = panel
        panel.price = nil
        return panel
      }
      let with = quote(
        Catalogue(tests: tests, panels: panels).expand(cart).lines, offers: [], in: .inr, at: Fixture.now)
      let without = quote(
        Catalogue(tests: tests, panels: plain).expand(cart).lines, offers: [], in: .inr, at: Fixture.now)
      let place: Comment = "seed \(seed), round \(round)"
      #expect(with.total <= without.total, place)
      #expect(with.lines.map(\.unitPrice).sum() == with.subtotal && with.total == with.subtotal, place)
      #expect(
        zip(with.lines, without.lines).allSatisfy { $0.testID == $1.testID && $0.unitPrice <= $1.unitPrice }, place)
      #expect(with.lines.allSatisfy { !$0.unitPrice.isNegative }, place)
      let savings = with.trace.filter { $0.rule == "price.package" }.compactMap(\.amount).sum()
      #expect(without.total + savings == with.total, place)
    }
  }

  @Test("A panel that is asked for alone costs exactly its price", arguments: [1, 2_026] as [UInt64])
  func alone(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let tests = (1...generator.int(1...8)).map { Fixture.test(Int64($0), "T\($0)", Int64(generator.int(1...90_000))) }
      let sum = tests.map(\.price).sum()
      let price = Money(minorUnits: Int64(generator.int(0...Int(sum.minorUnits))))
      let panel = Panel(id: PanelID(1), code: "P", name: "Panel", testIDs: tests.map(\.id), price: price)
      let lines = Catalogue(tests: tests, panels: [panel]).expand(Cart([Self.wellness])).lines
      let total = quote(lines, offers: [], in: .inr, at: Fixture.now).total
      #expect(total == price, "seed \(seed), round \(round)")
    }
  }
}
