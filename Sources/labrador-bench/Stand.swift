/// What a benchmark works with: the choice of rows, the meter, the clinic, and the place for its results.
@MainActor
final class Stand {
  let meter: Meter
  private(set) var rows: [ResultRow] = []
  private let options: Options
  private let progress: @MainActor (String) -> Void
  private var opened: BenchClinic?

  init(_ options: Options, progress: @escaping @MainActor (String) -> Void) {
    self.options = options
    self.progress = progress
    meter = Meter(isQuick: options.isQuick)
  }

  /// Where a database for measuring stands; nil when there is none yet.
  var filledHome: String? { options.filledHome }

  /// Says what is being prepared.
  func tell(_ words: String) { progress(words) }

  func wants(_ name: String) -> Bool { options.wants(name) }

  /// Runs a body for a row if the row is wanted.
  func row(_ name: String, _ measure: () async throws -> ResultRow) async throws {
    guard wants(name) else { return }
    progress(name)
    rows.append(try await measure())
  }

  /// Adds the row of a time that was measured in this process.
  func time(_ name: String, _ unit: ResultRow.TimeUnit, _ body: () -> Int) async throws {
    try await row(name) { ResultRow(name, meter.measure(body), in: unit) }
  }

  /// The demo's clinic on a private server, made by the first row that asks.
  func clinic() async throws -> BenchClinic {
    if let opened { return opened }
    progress("a private PostgreSQL with the demo's data")
    let clinic = try await BenchClinic.open()
    opened = clinic
    return clinic
  }

  /// Stops what was started.
  func close() async throws {
    try await opened?.close()
    opened = nil
  }
}
