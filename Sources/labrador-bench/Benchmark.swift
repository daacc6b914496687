/// Something worth measuring: a few named rows that belong together.
@MainActor
protocol Benchmark {
  /// The names of the rows, in their order; known before anything is prepared, so that `--filter` can choose.
  var names: [String] { get }

  /// Measures the rows that the stand wants; the others cost nothing.
  func run(on stand: Stand) async throws
}

/// The list of benchmarks: a new one is a file and one line here.
@MainActor
enum BenchmarkList {
  static let all: [any Benchmark] = [
    FrameBenchmark(),
    KeystrokeBenchmark(),
    CanvasBenchmark(),
    FormBenchmark(),
    CatalogueBenchmark(),
    QuoteBenchmark(),
    PreviewBenchmark(),
    TubePlanBenchmark(),
    SignInBenchmark(),
    LookUpBenchmark(),
    CrowdedLookUpBenchmark(),
    ConfirmationBenchmark(),
    CodesBenchmark(),
    BoardBenchmark(),
    FiguresBenchmark(),
  ]
}
