@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// What the pages of staff and organisations look like.
@Suite("Pages of staff and organisations", .clinic)
@MainActor
struct PageGoldenTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let small = Size(rows: 20, columns: 60)
  nonisolated static let wide = Size(rows: 50, columns: 160)

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  /// A desk at which every shown moment is fixed.
  private func desk(as account: TestClinic.Account, _ size: Size) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(as: account, size: size)
    try await changeElsewhere(
      """
      update staff set approved_at = '2026-11-02 08:00Z', last_login = case when id % 3 = 0 then null
        else '2026-11-20 07:30Z'::timestamptz + id * interval '1 hour' end,
        approved_by = case when organization_id = 1 and id < 8 then 8 end
      """)
    try await changeElsewhere("update staff set is_active = false where name = 'Omar Khan'")
    try await changeElsewhere("update staff set is_locked = true where name = 'Binod Thapa'")
    try await changeElsewhere(
      "update staff set is_active = false, approved_at = null, approved_by = null where name = 'Farid Ali'")
    return desk
  }

  @Test("The staff", arguments: [usual, small, wide])
  func staff(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.admin, size)
    await desk.openStaff()
    desk.expectGolden(name("staff", size))
  }

  @Test("One colleague", arguments: [usual, small, wide])
  func person(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.admin, size)
    await desk.openStaff().find("ravi").press(.enter)
    desk.expectGolden(name("staff-person", size))
  }

  @Test("Adding a collector", arguments: [usual, small])
  func hiring(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.admin, size)
    await desk.openStaff().press("Ctrl-N").type("Nina Joseph").press(.enter).type("98111 00042").press(.enter, .enter)
    await desk.type("coll")
    desk.expectGolden(name("staff-add", size))
  }

  @Test("Deactivating a collector with an open visit")
  func deactivating() async throws {
    let desk = try await desk(as: TestClinic.admin, Self.usual)
    await desk.openStaff().find("ravi").press("Ctrl-X")
    desk.expectGolden("staff-deactivate-80x24")
  }

  @Test("Granting a permission")
  func granting() async throws {
    let desk = try await desk(as: TestClinic.admin, Self.usual)
    await desk.openStaff().find("asha").press(.enter, "Ctrl-G").type("see")
    desk.expectGolden("staff-grant-80x24")
  }

  @Test("A code to be read out", arguments: [GlyphSet.unicode, .ascii])
  func code(_ glyphs: GlyphSet) {
    let card = CodeCard(
      name: "Asha Rao", code: "482913",
      validUntil: LocalDateTime(secondsSinceEpoch: TestClinic.unixSeconds + 600))
    var canvas = Canvas(size: Size(rows: 20, columns: 80), glyphs: glyphs)
    card.draw(on: &canvas, in: canvas.bounds)
    expectGolden(CanvasSnapshot(canvas).description, named: glyphs == .ascii ? "staff-code-ascii" : "staff-code")
  }

  @Test("The organisations", arguments: [usual, small, wide])
  func organizations(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.superuser, size)
    await desk.openOrganizations()
    desk.expectGolden(name("organizations", size))
  }

  @Test("Adding an organisation", arguments: [usual, small])
  func founding(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.superuser, size)
    await desk.openOrganizations().press("Ctrl-N").type("Coast Animal Lab").press(.enter)
    desk.expectGolden(name("organizations-add", size))
  }

  @Test("Editing an organisation")
  func editing() async throws {
    let desk = try await desk(as: TestClinic.superuser, Self.usual)
    await desk.openOrganizations().find("city").press(.enter)
    desk.expectGolden("organizations-edit-80x24")
  }

  @Test("At work in another organisation", arguments: [usual, wide])
  func visiting(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.superuser, size)
    await desk.openOrganizations().find("hills").press("Ctrl-O")
    desk.expectGolden(name("visiting", size))
  }
}
