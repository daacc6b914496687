import DemoData
import FrontDesk
import LabCore
import LabStore
import Tui

/// Screens in the states worth drawing, reached by the keys that a person presses.
@MainActor
struct PreparedDesk {
  /// The states, each as a name and the shell that is in it.
  let states: [(name: String, shell: Shell)]
  private let workroom: Workroom

  static let names = ["sign-in", "list of 60", "reports", "numbers", "intake", "palette"]

  /// Signs in at the clinic and goes through the screens.
  static func make(at clinic: BenchClinic) async throws -> PreparedDesk {
    let (desk, profile) = try await clinic.desk()
    let workroom = Workroom(desk: desk) { _ throws(AttachmentError) in throw .empty }
    let app = await freshApp(clinic, phone: clinic.phone, workroom)
    let signIn = app.state
    await app.type(clinic.password, then: .enter)

    var list = app.state
    let today = clock.local(profile.clock).date
    var bookings: [BookingSummary] = []
    for days in 0..<30 where bookings.count < 60 { bookings += try await desk.bookings(on: today.adding(days: -days)) }
    _ = list.update(.answer(.bookings(today, Array(bookings.prefix(60)))))

    await app.press(KeyPress(.function(5)))
    let reports = app.state
    await app.press(KeyPress(.function(2)))

    guard let known = try await desk.findClients("ma", limit: 12).first(where: { $0.petID != nil && !$0.isDeceased })
    else { throw DeskError(.other, "The demo has no client with a pet.") }
    await app.press(.control("n"))
    await app.type(String(known.phone.suffix(8)), then: .enter)
    for test in workroomTests { await app.type(test, then: .enter) }
    let intake = app.state
    await app.press(KeyPress(.function(9)))
    return PreparedDesk(
      states: [
        ("sign-in", signIn), ("list of 60", list), ("reports", reports), ("numbers", try await numbers(at: clinic)),
        ("intake", intake), ("palette", app.state),
      ],
      workroom: workroom)
  }

  /// The application in a state, on a display of a size.
  func app(in shell: Shell, size: Size) -> App {
    App(
      shell: shell, display: RecordingDisplay(size: size), workroom: workroom,
      services: App.Services(clock: Self.clock, suspend: {}, quit: {}))
  }

  private static let clock = Clock(unixSeconds: Present.unixSeconds)
  private static let workroomTests = ["cbc", "lft", "urine"]

  /// The figures of this month, where an analyst starts.
  private static func numbers(at clinic: BenchClinic) async throws -> Shell {
    let workroom = Workroom(desk: try clinic.unsignedDesk()) { _ throws(AttachmentError) in throw .empty }
    let app = await freshApp(clinic, phone: clinic.analyst.phone, workroom)
    await app.type(clinic.analyst.password, then: .enter)
    await workroom.close()
    return app.state
  }

  /// An application that shows the sign-in screen.
  private static func freshApp(_ clinic: BenchClinic, phone: String, _ workroom: Workroom) async -> App {
    let settings = Settings(slug: clinic.slug, phone: phone, origin: "bench")
    let app = App(
      shell: Shell(settings: settings, clock: clock, theme: .dark, themes: [.dark]),
      display: RecordingDisplay(size: Size(rows: 40, columns: 120)), workroom: workroom,
      services: App.Services(clock: clock, suspend: {}, quit: {}))
    app.start()
    await app.idle()
    return app
  }
}

extension App {
  /// Presses a key and waits for what it starts.
  func press(_ press: KeyPress) async {
    receive([.key(press)])
    await idle()
  }

  /// Types a text and waits for its look-ups, then presses a key.
  func type(_ text: String, then key: Key) async {
    receive(text.map { .key(.character($0)) })
    await idle()
    await press(KeyPress(key))
  }
}
