import LabStore

/// Finding clients as a receptionist types: phone fragments, beginnings of names, misspelt ones, and nobody.
struct LookUpBenchmark: Benchmark {
  private static let groups: [(name: String, queries: [String])] = [
    ("look-up by phone", ["98450", "1234", "90000 1", "+91 98450 2", "777"]),
    ("look-up by name", ["ma", "ram", "bru", "pri", "suresh"]),
    ("look-up misspelt", ["brunno", "laksmi", "shankr", "prya", "zzzzzz"]),
  ]

  var names: [String] { Self.groups.map(\.name) }

  func run(on stand: Stand) async throws {
    for (name, queries) in Self.groups {
      try await stand.row(name) {
        let (desk, _) = try await stand.clinic().desk()
        let sample = try await stand.meter.measure(least: 200) { turn in
          _ = try await desk.findClients(queries[turn % queries.count])
        }
        await desk.disconnect()
        return ResultRow(name, sample, in: .milliseconds)
      }
    }
  }
}
