import Tui

/// A key in a form of twenty fields: a letter typed, a letter taken back, the focus moved on and back.
struct FormBenchmark: Benchmark {
  private static let name = "form key"

  var names: [String] { [Self.name] }

  func run(on stand: Stand) async throws {
    var form = Form(
      sections: (0..<20).map { number in
        FormSection([
          number: FormField("Field \(number)", .text(TextField(maximumLength: 80)), help: "A field.")
        ])
      })
    let keys = [
      KeyPress.character("a"), .character("b"), KeyPress(.left), KeyPress(.delete), KeyPress(.backspace),
      KeyPress(.tab), KeyPress(.backTab), KeyPress(.tab), KeyPress(.backTab), KeyPress(.end),
    ]
    var turn = 0
    try await stand.time(Self.name, .microseconds) {
      let event = form.handle(keys[turn])
      turn = turn + 1 < keys.count ? turn + 1 : 0
      return event == .ignored ? 0 : 1
    }
  }
}
