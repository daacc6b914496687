@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// What the look-up, the files and the sheets of clients and pets look like.
@Suite("Screens of clients and pets", .clinic)
@MainActor
struct PetsGoldenTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let small = Size(rows: 20, columns: 60)
  nonisolated static let wide = Size(rows: 50, columns: 160)

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  private func desk(_ size: Size) async throws -> DeskDriver {
    let rows = try await Rows.open()
    try await rows.change("update users set local_name = 'प्रिया शर्मा', notes = 'Calls after six only' where id = 1")
    try await rows.change("update pets set is_active = false, inactive_reason = 'moved to Pune' where name = 'Pip'")
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.press("F3")
    return desk
  }

  @Test("Nothing typed: the latest", arguments: [usual, small, wide])
  func latest(_ size: Size) async throws {
    let desk = try await desk(size)
    desk.expectGolden(name("pets-latest", size))
  }

  @Test("Found by digits, with what was typed marked", arguments: [usual, small, wide])
  func found(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("984501").press(.down)
    desk.expectGolden(name("pets-found", size))
  }

  @Test("Nobody found, and one letter")
  func nobody() async throws {
    let desk = try await desk(Self.usual)
    await desk.type("xqz")
    desk.expectGolden("pets-nobody-80x24")
  }

  @Test("The file of a client", arguments: [usual, small, wide])
  func file(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("tuffy").press(.enter)
    desk.expectGolden(name("pets-file", size))
  }

  @Test("A pet in full")
  func pet() async throws {
    let desk = try await desk(Self.usual)
    let rows = try await Rows.open()
    try await rows.change(
      """
      insert into pet_weights (organization_id, pet_id, weight_kg, measured_on)
      values (1, 1, 24.9, '2026-05-20'), (1, 1, 26.2, '2026-08-02')
      """)
    try await rows.change(
      "update pets set microchip = '900164001234567', medical_history = 'Allergic to penicillin' where id = 1")
    await desk.type("bruno").press(.enter, .enter)
    desk.expectGolden("pets-pet-80x24")
  }

  @Test("Editing a pet", arguments: [usual, small])
  func editing(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("bruno").press(.enter, "Ctrl-E")
    desk.expectGolden(name("pets-edit", size))
  }

  @Test("A new address")
  func address() async throws {
    let desk = try await desk(Self.usual)
    await desk.type("bruno").press(.enter, "Ctrl-L").type("4 Lake Road")
    desk.expectGolden("pets-address-80x24")
  }

  @Test("Both sides of a change", arguments: [usual, small, wide])
  func conflict(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("bruno").press(.enter, "Ctrl-E").type("Brunno").press(.tab, .tab, .tab, "Ctrl-U").type("Beagle")
    try await changeElsewhere(
      "update pets set name = 'Bruno II', medical_history = 'Had a stone in May; phenobarbital' where id = 1")
    await desk.press("Ctrl-S")
    desk.expectGolden(name("pets-conflict", size))
  }

  @Test("Likely the same client", arguments: [usual, small])
  func likely(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("9845012345").press("Ctrl-O").type("Priya Sharmaa").press("Ctrl-S")
    desk.expectGolden(name("pets-likely", size))
  }

  @Test("That a pet has died")
  func died() async throws {
    let desk = try await desk(Self.usual)
    await desk.type("nala").press(.enter, "Ctrl-X").type("dec").press(.enter)
    desk.expectGolden("pets-died-80x24")
  }
}
