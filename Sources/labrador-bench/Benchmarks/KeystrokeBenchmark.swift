import FrontDesk
import Tui

/// The time from a key to its frame, without the terminal: typing in the intake and moving in the list, at 120x40.
struct KeystrokeBenchmark: Benchmark {
  private static let typing = "key typed in intake 120x40"
  private static let moving = "key moves in list 120x40"

  var names: [String] { [Self.typing, Self.moving] }

  func run(on stand: Stand) async throws {
    let desk = try await PreparedDesk.make(at: try await stand.clinic())
    let size = Size(rows: 40, columns: 120)
    for (state, name, keys) in [
      ("intake", Self.typing, [KeyPress.character("a"), KeyPress(.backspace)]),
      ("list of 60", Self.moving, [KeyPress(.down), KeyPress(.up)]),
    ] {
      guard let shell = desk.states.first(where: { $0.name == state })?.shell else { continue }
      let app = desk.app(in: shell, size: size)
      var turn = 0
      try await stand.time(name, .microseconds) {
        app.receive([.key(keys[turn])])
        turn = 1 - turn
        return app.frame.size.rows
      }
    }
  }
}
