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

  static let names = [
    "sign-in", "list of 60", "intake", "checkout", "palette", "staff", "audit trail", "stops", "reports", "numbers",
  ]

  /// Signs in at the clinic and goes through the screens.
  static func make(at clinic: BenchClinic) async throws -> PreparedDesk {
    let (desk, profile) = try await clinic.desk()
    let workroom = Workroom.withoutFiles(desk)
    let app = App(
      shell: freshShell(clinic.slug, clinic.phone), display: RecordingDisplay(size: Size(rows: 40, columns: 120)),
      workroom: workroom,
      services: App.Services(clock: clock, suspend: {}, quit: {}))
    app.start()
    await app.idle()
    let signIn = app.state
    await app.type(clinic.password, then: .enter)

    var list = app.state
    let today = clock.local(profile.clock).date
    var bookings: [BookingSummary] = []
    for days in 0..<30 where bookings.count < 60 {
      bookings += try await desk.bookings(.day(today.adding(days: -days)))
    }
    _ = list.update(.answer(.bookings(.day(today), Array(bookings.prefix(60)))))

    guard let known = try await desk.findClients("ma", limit: 12).first(where: { $0.petID != nil && !$0.isDeceased })
    else { throw DeskError(.other, "The demo has no client with a pet.") }
    await app.press(.control("n"))
    await app.type(String(known.phone.suffix(8)), then: .enter)
    for test in workroomTests { await app.type(test, then: .enter) }
    let intake = app.state
    await app.press(KeyPress(.character("q"), .alt))
    // From the code back to the distance.
    for _ in 0..<2 { await app.press(KeyPress(.backTab)) }
    let checkout = app.state
    await app.press(KeyPress(.function(2)))
    await app.press(KeyPress(.function(9)))
    return PreparedDesk(
      states: [
        ("sign-in", signIn), ("list of 60", list), ("intake", intake), ("checkout", checkout),
        ("palette", app.state),
        ("staff", try await page("staff", of: .admin, at: clinic)),
        ("audit trail", try await page("audit", of: .admin, at: clinic)),
        ("stops", try await page(nil, of: .collector, at: clinic)),
        ("reports", try await page(nil, of: .labTech, at: clinic)),
        ("numbers", try await page(nil, of: .analyst, at: clinic)),
      ],
      workroom: workroom)
  }

  /// A page under F8 as somebody in a role sees it; without a name, where that role starts.
  private static func page(_ name: String?, of role: StaffRole, at clinic: BenchClinic) async throws -> Shell {
    let account = try clinic.account(role)
    let workroom = Workroom.withoutFiles(try clinic.unusedDesk())
    let app = App(
      shell: freshShell(clinic.slug, account.phone), display: RecordingDisplay(size: Size(rows: 40, columns: 120)),
      workroom: workroom, services: App.Services(clock: clock, suspend: {}, quit: {}))
    app.start()
    await app.idle()
    await app.type(account.password, then: .enter)
    if let name {
      await app.press(KeyPress(.function(8)))
      await app.type(name, then: .enter)
    }
    await workroom.close()
    return app.state
  }

  /// The application in a state, on a display of a size.
  func app(in shell: Shell, size: Size) -> App {
    App(
      shell: shell, display: RecordingDisplay(size: size), workroom: workroom,
      services: App.Services(clock: Self.clock, suspend: {}, quit: {}))
  }

  static let clock = Clock(unixSeconds: Present.unixSeconds)
  private static let workroomTests = ["cbc", "lft", "urine"]

  static func freshShell(_ slug: String, _ phone: String) -> Shell {
    let settings = Settings(slug: slug, phone: phone, origin: "bench")
    return Shell(settings: settings, clock: clock, theme: .dark, themes: [.dark])
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

extension Workroom {
  /// Nothing is read from the disk and nothing is written there.
  static func withoutFiles(_ desk: Desk) -> Workroom {
    Workroom(
      desk: desk, readFile: { _, _ throws(AttachmentError) in throw .empty },
      writeFile: { _, _ throws(DeskError) in throw DeskError(.other, "The benchmark writes no files.") })
  }
}
