import LabCore

/// The tube plan of a cart of twelve tests.
struct TubePlanBenchmark: Benchmark {
  private static let name = "tube plan of 12"

  var names: [String] { [Self.name] }

  func run(on stand: Stand) async throws {
    let cart = MadeUpLab.lines(units: 12)
    try await stand.time(Self.name, .microseconds) {
      TubePlan(for: cart, species: .dog, weight: Weight(grams: 28_000)).tubeCount
    }
  }
}
