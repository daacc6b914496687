import LabCore
import Testing

/// Home visits charged again by other rates, with the arithmetic beside each line.
@Suite("Charging visits again")
struct DistanceTrialTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var base: Int64
    var rate: Int64
    var free: Int
    var metres: Int
    var charge: Int64
    var testDescription: String { "\(base) + \(rate)/km beyond \(free) m, \(metres) m" }

    var rates: DistanceRates {
      DistanceRates(
        baseCharge: Money(minorUnits: base), chargePerKilometre: Money(minorUnits: rate),
        freeDistance: Distance(metres: free))
    }
  }

  @Test(
    "A way is charged to the smallest unit",
    arguments: [
      // Below and at the free distance there is the base charge alone.
      Case(base: 5000, rate: 1500, free: 3000, metres: 0, charge: 5000),
      Case(base: 5000, rate: 1500, free: 3000, metres: 2999, charge: 5000),
      Case(base: 5000, rate: 1500, free: 3000, metres: 3000, charge: 5000),
      // 1 m × 1500 / 1000 = 1.5, rounded up to 2.
      Case(base: 5000, rate: 1500, free: 3000, metres: 3001, charge: 5002),
      // 2 km × 1500 = 3000.
      Case(base: 5000, rate: 1500, free: 3000, metres: 5000, charge: 8000),
      // 9400 m × 1500 / 1000 = 14100.
      Case(base: 5000, rate: 1500, free: 3000, metres: 12_400, charge: 19_100),
      // 333 m × 1 / 1000 = 0.333, rounded down; 500 m is the half that is rounded up.
      Case(base: 0, rate: 1, free: 0, metres: 333, charge: 0), Case(base: 0, rate: 1, free: 0, metres: 500, charge: 1),
      // The farthest way at the highest rates stays in range: 10^9 + 10^9 × 500.
      Case(base: 1_000_000_000, rate: 1_000_000_000, free: 0, metres: 500_000, charge: 501_000_000_000),
    ])
  func charge(_ line: Case) {
    #expect(line.rates.charge(for: Distance(metres: line.metres)).minorUnits == line.charge)
  }

  private func group(_ metres: Int, _ charge: Int64, _ newest: String...) -> ChargedWays.Group {
    ChargedWays.Group(
      distance: Distance(metres: metres), charge: Money(minorUnits: charge), bookings: newest.count, newest: newest)
  }

  private let rates = DistanceRates(
    baseCharge: Money(minorUnits: 6000), chargePerKilometre: Money(minorUnits: 1000),
    freeDistance: Distance(metres: 2000))

  @Test("Sums, counts and the largest changes add up, and what has no distance is counted aside")
  func trial() {
    let ways = ChargedWays(
      [
        group(1000, 5000, "B-4", "B-1"),  // 6000 each: 2 × +1000
        group(4000, 6500, "B-2"),  // 6000 + 2 × 1000 = 8000: +1500
        group(5000, 9000, "B-3"),  // 6000 + 3 × 1000 = 9000: the same
        group(12_000, 18_500, "B-9", "B-8", "B-7", "B-6"),  // 6000 + 10 × 1000 = 16000: 4 × -2500
      ], withoutDistance: 3)
    let trial = ways.charged(by: rates)
    #expect(trial.before.minorUnits == 2 * 5000 + 6500 + 9000 + 4 * 18_500)
    #expect(trial.after.minorUnits == 2 * 6000 + 8000 + 9000 + 4 * 16_000)
    #expect(trial.difference.minorUnits == 2000 + 1500 - 10_000)
    #expect((trial.dearer, trial.cheaper, trial.same, trial.withoutDistance) == (3, 4, 1, 3))
    #expect(trial.bookings == 8)
    #expect(trial.largest.map(\.booking) == ["B-9", "B-8", "B-7", "B-6", "B-2"])
    #expect(trial.largest.map(\.difference.minorUnits) == [-2500, -2500, -2500, -2500, 1500])
  }

  @Test("Without visits nothing changes")
  func nothing() {
    let trial = ChargedWays([], withoutDistance: 0).charged(by: rates)
    #expect(trial == DistanceTrial())
    #expect(trial.bookings == 0)
  }

  @Test("A hundred thousand different visits are charged again while a key is pressed")
  func quick() {
    let ways = ChargedWays(
      (0..<100_000).map { group($0 * 5, Int64($0 % 977) * 100, "B-\($0)") }, withoutDistance: 0)
    let took = ContinuousClock().measure { #expect(ways.charged(by: rates).bookings == 100_000) }
    #expect(took < .seconds(2), "\(took)")
  }

  @Test(
    "The rates in words",
    arguments: [
      (5000, 1500, 3000, "₹50 for the visit, 3 km free, ₹15 for every km beyond."),
      (0, 0, 0, "Home visits are free of charge."),
      (0, 0, 5000, "Home visits are free of charge."), (5050, 0, 3000, "₹50.50 for the visit, however far it is."),
      (0, 1500, 0, "₹15 for every km."), (0, 1500, 2500, "2.5 km free, ₹15 for every km beyond."),
      (5000, 1500, 0, "₹50 for the visit and ₹15 for every km."),
    ] as [(Int64, Int64, Int, String)])
  func words(_ base: Int64, _ rate: Int64, _ free: Int, _ words: String) {
    let rates = DistanceRates(
      baseCharge: Money(minorUnits: base), chargePerKilometre: Money(minorUnits: rate),
      freeDistance: Distance(metres: free))
    #expect(rates.words(in: .inr) == words)
  }
}
