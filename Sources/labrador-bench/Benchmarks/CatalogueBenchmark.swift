import LabCore

/// Type-ahead over price lists of a small and a large lab.
struct CatalogueBenchmark: Benchmark {
  private static let sizes = [70, 500]

  var names: [String] { Self.sizes.map(Self.name) }

  func run(on stand: Stand) async throws {
    let queries = ["l", "li", "liver", "fun pro", "pcr", "igg", "zzz", "re12"]
    for size in Self.sizes {
      let catalogue = Catalogue(tests: MadeUpLab.tests(size))
      var turn = 0
      try await stand.time(Self.name(size), .microseconds) {
        turn = (turn + 1) % queries.count
        return catalogue.search(queries[turn]).count
      }
    }
  }

  private static func name(_ size: Int) -> String { "search in \(size) tests" }
}
