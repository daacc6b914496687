@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// The figures of a month, as an analyst, an admin and a collector see them.
@Suite("Numbers", .clinic)
@MainActor
struct NumbersTests {
  nonisolated static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 50, columns: 160), Size(rows: 20, columns: 60),
  ]

  /// November with enough bookings that something can be told: 24 more of Bruno, eight more of Misty, six of them cancelled.
  private func furnish() async throws {
    let rows = try await Rows.open()
    for statement: SQL in [
      "set session_replication_role = replica",
      """
      insert into bookings (organization_id, booking_number, user_id, pet_id, booking_date, status, collection_method, subtotal, discount,
        total, created_at)
      select 1, 'N-' || n, p.user_id, p.id, timestamptz '2026-11-01 09:00Z' + n * interval '20 hours',
        case when n % 5 = 0 then 'cancelled' else 'closed' end, 'walk_in', 45000, 4500, 40500, now()
      from generate_series(1, 32) n join pets p on p.organization_id = 1 and p.id = case when n % 4 = 0 then 2 else 1 end
      """,
      """
      insert into booking_items (organization_id, booking_id, test_id, unit_price, status)
      select 1, b.id, t.id, 45000, 'completed' from bookings b
      join tests t on t.organization_id = 1 and t.id <= 8 and b.id % t.id = 0
      where b.id > 7
      """,
      "set session_replication_role = origin",
    ] { try await rows.change(statement) }
  }

  private func desk(
    as account: TestClinic.Account = TestClinic.analyst, _ size: Size = Size(rows: 24, columns: 80),
    glyphs: GlyphSet = .unicode
  ) async throws -> DeskDriver {
    try await furnish()
    let desk = try await DeskDriver.signedIn(as: account, size: size, glyphs: glyphs)
    if desk.place != .numbers { await desk.openPage(.numbers, typing: "numbers") }
    return desk.expectPlace(.numbers)
  }

  @Test("An analyst starts at the figures of this month, where nobody is named", arguments: sizes)
  func analyst(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.analyst, size)
    desk.expectLine(containing: "November 2026").expectLine(containing: "<5  fewer than five")
    for name in ["Bruno", "Misty", "Sharma"] { desk.expectNoLine(containing: name) }
    desk.expectGolden("numbers-\(size.columns)x\(size.rows)")
  }

  @Test("Without Unicode the bars are of number signs")
  func ascii() async throws {
    try await desk(as: TestClinic.analyst, glyphs: .ascii).expectGolden("numbers-80x24-ascii")
  }

  @Test("Alt-Left and Alt-Right go through the months, Alt-Home comes back")
  func months() async throws {
    let desk = try await desk()
    await desk.press("Alt-Left")
    desk.expectLine(containing: "October 2026")
    await desk.press("Alt-Right", "Alt-Right")
    desk.expectLine(containing: "December 2026")
    await desk.press("Alt-Home")
    desk.expectLine(containing: "November 2026")
    await desk.press(.escape)
    desk.expectPlace(.more)
  }

  @Test("Who may see clients sees small figures too")
  func admin() async throws {
    let desk = try await desk(as: TestClinic.admin)
    desk.expectNoLine(containing: "<5")
    // 6 and 32 bookings; one and six of them were cancelled.
    desk.expectLine(containing: "38").expectLine(containing: "7")
    desk.expectGolden("numbers-admin-80x24")
  }

  @Test("A collector finds the figures of the own visits under F8", arguments: [Size(rows: 24, columns: 80)])
  func collector(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.collector, size)
    desk.expectLine(containing: "your own visits")
    desk.expectGolden("numbers-own-80x24")
  }

  @Test("Whoever may see no figures is not offered the page")
  func technician() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.labTechnician)
    await desk.press("F8")
    desk.expectNoLine(containing: "Numbers ")
  }

  @Test("When the right is taken away, the figures go")
  func withdrawn() async throws {
    let desk = try await desk()
    try await changeElsewhere("update staff set role = 'collector' where name = 'Omar Khan'")
    await desk.hearOfOwnSession()
    desk.expectNoLine(containing: "Revenue")
  }
}
