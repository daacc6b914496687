import Tui

/// Blanking a frame and filling half of it, which every frame begins with.
struct CanvasBenchmark: Benchmark {
  var names: [String] { FrameBenchmark.sizes.map(Self.name) }

  func run(on stand: Stand) async throws {
    for size in FrameBenchmark.sizes {
      var canvas = Canvas(size: size)
      let half = canvas.bounds.top(size.rows / 2)
      try await stand.time(Self.name(size), .microseconds) {
        canvas.clear()
        canvas.fill(half, role: .field)
        return Int(canvas[0, 0].glyph)
      }
    }
  }

  private static func name(_ size: Size) -> String { "canvas clear and fill \(size.columns)x\(size.rows)" }
}
