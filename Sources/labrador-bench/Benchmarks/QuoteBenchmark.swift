import LabCore

/// The price of carts of several sizes under ten offers, home visit included.
struct QuoteBenchmark: Benchmark {
  private static let units = [1, 5, 40]

  var names: [String] { Self.units.map(Self.name) }

  func run(on stand: Stand) async throws {
    let offers = MadeUpLab.offers(10)
    for count in Self.units {
      let cart = MadeUpLab.lines(units: count)
      try await stand.time(Self.name(count), .microseconds) {
        let quote = quote(
          cart, offers: offers, journey: .home(distance: Distance(metres: 6_500), pricing: MadeUpLab.pricing),
          in: .inr, at: MadeUpLab.now)
        return Int(quote.total.minorUnits)
      }
    }
  }

  private static func name(_ units: Int) -> String { "quote of \(units), 10 offers" }
}
