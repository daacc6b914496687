@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// What the page of the settings and its codes look like.
@Suite("The look of the settings", .clinic)
@MainActor
struct SettingsGoldenTests {
  private nonisolated static let sizes = [
    Size(rows: 20, columns: 60), Size(rows: 24, columns: 80), Size(rows: 50, columns: 160),
  ]

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  private func desk(_ size: Size, glyphs: GlyphSet = .unicode) async throws -> DeskDriver {
    try await changeElsewhere(
      """
      update clinic_info set whatsapp_number = '+91 98450 12345',
        booking_exceptions = '{"2026-12-25": {"enabled": false, "name": "Christmas"},
          "2026-12-24": {"enabled": true, "start_time": "08:00", "end_time": "16:00", "name": "Christmas Eve",
            "breaks": [{"start_time": "12:00", "end_time": "13:00"}]}}'
      where organization_id = 1
      """)
    return try await DeskDriver.signedIn(as: TestClinic.owner, size: size, glyphs: glyphs).openSettings()
  }

  @Test("The sections", arguments: sizes)
  func page(_ size: Size) async throws {
    try await desk(size).expectGolden(name("settings", size))
  }

  @Test("The holidays to come", arguments: sizes.dropFirst())
  func holidays(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("holi")
    desk.expectGolden(name("settings-holidays", size))
  }

  @Test("The sheets of contact and hours", arguments: sizes)
  func sheets(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.press(.enter)
    desk.expectGolden(name("settings-contact", size))
    await desk.press(.escape).type("open").press(.enter, "Ctrl-E", "Ctrl-U").type("8-13, 14-20").press(.enter)
    desk.expectGolden(name("settings-hours", size))
  }

  @Test("What changes, before it is saved", arguments: sizes)
  func preview(_ size: Size) async throws {
    // Nothing here depends on the server's day: the visit is far ahead, on a Saturday, and no test is in the lab.
    try await changeElsewhere("delete from lab_tasks")
    try await changeElsewhere(
      "update visits set starts_at = '2099-11-21 13:15Z', blocked_until = '2099-11-21 13:45Z' where booking_id = 5")
    let desk = try await desk(size)
    await desk.type("open").press(.enter)
    for _ in 0..<5 { await desk.press(.tab) }
    await desk.press("Ctrl-E", "Ctrl-U").type("8-13, 14-20").press(.enter, "Ctrl-E", "Ctrl-U").type("off")
    await desk.press("Ctrl-S")
    desk.expectGolden(name("settings-preview", size))
  }

  @Test("A code that a phone reads", arguments: sizes)
  func code(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.press("Ctrl-O")
    desk.expectGolden(name("settings-code", size))
    await desk.press("Ctrl-O")
    desk.expectGolden(name("settings-map-code", size))
  }

  @Test("A code where the locale shows ASCII alone, and the words where it has no room", arguments: sizes.dropFirst())
  func ascii(_ size: Size) async throws {
    let desk = try await desk(size, glyphs: .ascii)
    await desk.press("Ctrl-O")
    desk.expectGolden(name("settings-code-ascii", size))
  }
}
