import LabCore
import TestSupport
import Testing

@Suite("Money")
struct MoneyTests {
  struct Reading: Sendable, CustomTestStringConvertible {
    let text: String
    let currency: Currency
    let minorUnits: Int64
    var testDescription: String { "\(text) as \(currency.code)" }

    init(_ text: String, _ currency: Currency, _ minorUnits: Int64) {
      self.text = text
      self.currency = currency
      self.minorUnits = minorUnits
    }
  }

  @Test(
    "Amounts are read as people write them",
    arguments: [
      Reading("1,234.50", .inr, 123_450), Reading("₹1,23,456", .inr, 12_345_600),
      Reading("₹ 1,23,456.7", .inr, 12_345_670),
      Reading("Rs. 500/-", .inr, 50_000), Reading("rs500", .inr, 50_000), Reading("INR 12", .inr, 1_200),
      Reading("12 inr", .inr, 1_200), Reading("-12", .inr, -1_200), Reading("(12.05)", .inr, -1_205),
      Reading("−₹12", .inr, -1_200), Reading("₹-12", .inr, -1_200), Reading(".5", .inr, 50), Reading("5.", .inr, 500),
      Reading("1 234 567.00", .usd, 123_456_700), Reading("0", .inr, 0), Reading("12.500", .inr, 1_250),
      Reading("1,200", .jpy, 1_200), Reading("¥1200.00", .jpy, 1_200), Reading("KD 1.250", .kwd, 1_250),
      Reading("1.2", .kwd, 1_200), Reading("10,000,000,000", .inr, 1_000_000_000_000),
    ])
  func reading(_ reading: Reading) throws {
    #expect(try Money.parse(reading.text, in: reading.currency).minorUnits == reading.minorUnits)
  }

  @Test(
    "What is not an amount says why",
    arguments: [
      ("", Currency.inr, "money_empty"), ("  ", .inr, "money_empty"), ("abc", .inr, "money_not_a_number"),
      ("1.2.3", .inr, "money_not_a_number"), ("12e3", .inr, "money_not_a_number"), ("₹", .inr, "money_not_a_number"),
      ("--5", .inr, "money_not_a_number"), ("1234,50", .inr, "money_misplaced_comma"),
      ("1,2345", .inr, "money_misplaced_comma"), (",500", .inr, "money_misplaced_comma"),
      ("1.255", .inr, "money_too_many_decimals"), ("1.5", .jpy, "money_too_many_decimals"),
      ("10,000,000,000.01", .inr, "money_too_large"), ("99999999999999999999", .inr, "money_too_large"),
    ])
  func refusing(_ text: String, _ currency: Currency, _ code: String) {
    #expect {
      try Money.parse(text, in: currency)
    } throws: { error in
      (error as? MoneyError)?.code == code && (error as? MoneyError)?.sentence.hasSuffix(".") == true
    }
  }

  @Test(
    "Amounts are grouped the way the currency is read",
    arguments: [
      (Int64(12_345_600), Currency.inr, "₹1,23,456.00", "₹1,23,456"), (0, .inr, "₹0.00", "₹0"),
      (5, .inr, "₹0.05", "₹0.05"), (-123_450, .inr, "-₹1,234.50", "-₹1,234.50"),
      (1_000_000_000_000, .inr, "₹10,00,00,00,000.00", "₹10,00,00,00,000"),
      (123_456_700, .usd, "$1,234,567.00", "$1,234,567"), (1_234_567, .jpy, "¥1,234,567", "¥1,234,567"),
      (1_250, .kwd, "KD 1.250", "KD 1.250"),
      (Int64.min, .inr, "-₹9,22,33,72,03,68,54,775.08", "-₹9,22,33,72,03,68,54,775.08"),
    ].map { Format(minorUnits: $0.0, currency: $0.1, long: $0.2, short: $0.3) })
  func formatting(_ format: Format) {
    let money = Money(minorUnits: format.minorUnits)
    if format.minorUnits != .min { #expect(money.formatted(in: format.currency) == format.long) }
    if format.minorUnits != .min { #expect(money.shortFormatted(in: format.currency) == format.short) }
  }

  struct Format: Sendable {
    let minorUnits: Int64
    let currency: Currency
    let long: String
    let short: String
  }

  @Test(
    "Fractions round a half away from zero",
    arguments: [
      // 12.345 × 10 % = 1.2345 → 1.23; 0.05 × 50 % = 0.025 → 0.03
      (Int64(1_234), 1_000, 10_000, Int64(123)), (1_235, 1_000, 10_000, 124), (5, 5_000, 10_000, 3),
      (-5, 5_000, 10_000, -3), (3_490, 1_500, 10_000, 524), (1, 1, 3, 0), (2, 1, 3, 1), (0, 1, 3, 0),
      (9_000_000_000_000_000_000, 10_000, 10_000, 9_000_000_000_000_000_000),
    ])
  func scaling(_ amount: Int64, _ numerator: Int, _ denominator: Int, _ result: Int64) {
    #expect(Money(minorUnits: amount).scaled(by: numerator, over: denominator).minorUnits == result)
  }

  @Test("Whatever is printed is read back as the same amount", arguments: [Currency.jpy, .inr, .usd, .kwd])
  func roundTrip(_ currency: Currency) throws {
    let seed: UInt64 = 20_261_121
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let size = Int64(generator.int(0...12))
      let bound = (0..<size).reduce(Int64(1)) { bound, _ in bound * 10 }
      let money = Money(minorUnits: Int64.random(in: -bound...bound, using: &generator))
      let text = money.formatted(in: currency)
      #expect(try Money.parse(text, in: currency) == money, "seed \(seed): \(text)")
      let short = money.shortFormatted(in: currency)
      #expect(try Money.parse(short, in: currency) == money, "seed \(seed): \(short)")
      let bare = money.formatted(in: currency, symbol: false)
      #expect(try Money.parse(bare, in: currency) == money, "seed \(seed): \(bare)")
    }
  }

  @Test(
    "A share is spread by largest remainder",
    arguments: [
      // 100 over 3 equal weights: 33.3 each, the spare unit to the first.
      (Int64(100), [Int64(1_000), 1_000, 1_000], [Int64(34), 33, 33]),
      // 10 over 1, 2, 3: 1.67, 3.33, 5 → the spare unit to the largest remainder.
      (10, [1, 2, 3].map { $0 * 100 }, [2, 3, 5]),
      (7, [0, 10, 0], [0, 7, 0]), (0, [5, 5], [0, 0]), (5, [0, 0], [0, 0]), (10, [4, 6], [4, 6]), (3, [], []),
    ].map { Spread(amount: $0.0, weights: $0.1, shares: $0.2) })
  func spreading(_ spread: Spread) {
    let weights = spread.weights.map { Money(minorUnits: $0) }
    #expect(Money(minorUnits: spread.amount).spread(over: weights).map(\.minorUnits) == spread.shares)
  }

  struct Spread: Sendable {
    let amount: Int64
    let weights: [Int64]
    let shares: [Int64]
  }

  @Test("No share passes its weight, and shares add up")
  func spreadingProperty() {
    let seed: UInt64 = 7
    var generator = SeededGenerator(seed: seed)
    for round in 0..<2_000 {
      let weights = (0..<generator.int(1...12)).map { _ in Money(minorUnits: Int64(generator.int(0...99_999))) }
      let total = weights.sum()
      guard total > .zero else { continue }
      let amount = Money(minorUnits: Int64.random(in: 0...total.minorUnits, using: &generator))
      let shares = amount.spread(over: weights)
      #expect(shares.sum() == amount, "seed \(seed), round \(round)")
      #expect(zip(shares, weights).allSatisfy { !$0.isNegative && $0 <= $1 }, "seed \(seed), round \(round)")
    }
  }
}
