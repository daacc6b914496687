import LabStore

/// Signing in again and again: connection kept, password checked, session and profile made.
struct SignInBenchmark: Benchmark {
  private static let name = "sign-in"

  var names: [String] { [Self.name] }

  func run(on stand: Stand) async throws {
    try await stand.row(Self.name) {
      let clinic = try await stand.clinic()
      let (desk, _) = try await clinic.desk()
      let sample = try await stand.meter.measure(least: 10) { _ in try await clinic.signIn(at: desk) }
      await desk.disconnect()
      return ResultRow(Self.name, sample, in: .milliseconds)
    }
  }
}
