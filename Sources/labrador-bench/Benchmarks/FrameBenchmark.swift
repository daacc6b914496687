import FrontDesk
import Tui

/// The time from nothing to a drawn frame, for each screen at each size the goldens know.
struct FrameBenchmark: Benchmark {
  static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 60, columns: 200)]

  var names: [String] { PreparedDesk.names.flatMap { screen in Self.sizes.map { Self.name(screen, $0) } } }

  func run(on stand: Stand) async throws {
    let desk = try await PreparedDesk.make(at: try await stand.clinic())
    for (screen, shell) in desk.states {
      for size in Self.sizes {
        let app = desk.app(in: shell, size: size)
        try await stand.time(Self.name(screen, size), .microseconds) {
          app.receive([])
          return app.frame.size.rows
        }
      }
    }
  }

  private static func name(_ screen: String, _ size: Size) -> String { "frame \(screen) \(size.columns)x\(size.rows)" }
}
