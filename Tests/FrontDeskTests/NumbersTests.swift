@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// The figures as an analyst, an owner and a collector see them, and what is done with them.
@Suite("Numbers", .clinic)
@MainActor
struct NumbersTests {
  nonisolated static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 50, columns: 160), Size(rows: 20, columns: 60),
  ]

  /// October and November with enough that something can be told: 64 bookings, one every 20 hours, two in five at home by turns
  /// of the collectors, one in five cancelled, with tubes and turnaround times.
  private func furnish() async throws {
    let rows = try await Rows.open()
    for statement: SQL in [
      "set session_replication_role = replica",
      """
      insert into bookings (organization_id, id, booking_number, user_id, pet_id, booking_date, status, collection_method,
        collection_staff_id, collection_area, estimated_distance_m, subtotal, discount, total, created_at)
      select 1, 1000 + n, 'N-' || n, p.user_id, p.id, timestamptz '2026-10-01 09:00Z' + n * interval '20 hours',
        case when n % 5 = 0 then 'cancelled' when n % 9 = 0 then 'no_show' else 'closed' end,
        case when n % 5 in (1, 3) or n % 9 = 0 then 'home' else 'walk_in' end,
        case when n % 5 in (1, 3) or n % 9 = 0 then 3 + n % 2 end,
        case when n % 5 in (1, 3) or n % 9 = 0 then case when n % 2 = 0 then 'Jayanagar' else 'Indiranagar' end end, 5000, 45000,
        4500, 40500, '2026-10-01 09:00Z'
      from generate_series(1, 64) n join pets p on p.organization_id = 1 and p.id = case when n % 4 = 0 then 2 else 1 end
      """,
      """
      insert into booking_items (organization_id, id, booking_id, test_id, unit_price, status)
      select 1, 5000 + row_number() over (order by b.id, t.id), b.id, t.id, 45000, 'completed' from bookings b
      join tests t on t.organization_id = 1 and t.id <= 8 and b.id % t.id = 0
      where b.organization_id = 1 and b.id > 1000
      """,
      """
      insert into visits (organization_id, booking_id, collection_method, staff_id, starts_at, blocked_until, status)
      select 1, id, collection_method, collection_staff_id, booking_date, booking_date + interval '30 minutes', status
      from bookings where organization_id = 1 and id > 1000
      """,
      """
      insert into lab_tasks (organization_id, id, booking_id, stage, tat_minutes, received_at, used_minutes, finished_at, words)
      select 1, i.id, b.id, 'done', 600, b.booking_date, (i.id * 37) % 700, b.booking_date + interval '5 hours', ''
      from booking_items i join bookings b on b.organization_id = 1 and b.id = i.booking_id
      where i.organization_id = 1 and b.id > 1000 and b.status = 'closed'
      """,
      // What the server dated by its own clock.
      "delete from lab_tasks where organization_id = 1 and id < 5000",
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

  @Test("An analyst starts at the last month that is over, where nobody is named", arguments: sizes)
  func analyst(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.analyst, size)
    desk.expectLine(containing: "Last month, October 2026")
    for name in ["Bruno", "Misty", "Sharma", "Ravi"] { desk.expectNoLine(containing: name) }
    desk.expectGolden("numbers-\(size.columns)x\(size.rows)")
  }

  @Test("Without Unicode bars and lines are of plain signs")
  func ascii() async throws {
    try await desk(as: TestClinic.owner, glyphs: .ascii).expectGolden("numbers-80x24-ascii")
  }

  @Test("An owner starts at this month and sees small figures too", arguments: sizes)
  func owner(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.owner, size)
    desk.expectLine(containing: "This month, November 2026").expectNoLine(containing: "<5")
    desk.expectGolden("numbers-owner-\(size.columns)x\(size.rows)")
  }

  @Test("A collector finds the own visits and tubes under F8")
  func collector() async throws {
    let desk = try await desk(as: TestClinic.collector)
    desk.expectLine(containing: "your own work").expectLine(containing: "Kilometres").expectNoLine(containing: "Net revenue")
    desk.expectGolden("numbers-own-80x24")
  }

  @Test("Up and Down choose the figure, Left and Right break it down, typing finds one")
  func choosing() async throws {
    let desk = try await desk(as: TestClinic.owner)
    desk.expectLine(containing: "[by species]")
    await desk.press("Right")
    desk.expectLine(containing: "[by area]").expectLine(containing: "No area")
    await desk.press("Down")
    desk.expectLine(containing: "[by test]").expectLine(containing: "CBC")
    await desk.press("Left")
    desk.expectLine(containing: "[by month]")
    await desk.type("turnar")
    desk.expectLine(containing: "90 % within")
    desk.expectGolden("numbers-turnaround-80x24")
    // Escape empties the filter first.
    await desk.press(.escape, .escape)
    desk.expectPlace(.more)
  }

  @Test("The period is chosen from a list, or the one before and after by Alt-Left and Alt-Right")
  func periods() async throws {
    let desk = try await desk(as: TestClinic.owner)
    await desk.press("Alt-Left")
    desk.expectLine(containing: "Last month, October 2026")
    await desk.press("Alt-Right", "Alt-Right")
    desk.expectLine(containing: "December 2026")
    await desk.press("Ctrl-T")
    desk.expectGolden("numbers-period-80x24")
    await desk.type("30 days")
    await desk.press("Enter")
    desk.expectLine(containing: "30 days, 23 Oct – 21 Nov 2026")
    await desk.press("Ctrl-T", "Home", "Enter")
    desk.expectLine(containing: "Today, Sat 21 Nov 2026")
    await desk.press("Alt-Left")
    desk.expectLine(containing: "Fri 20 Nov 2026")
  }

  @Test("An analyst is offered months that are over and is told why not this one; a year has months alone")
  func analystPeriods() async throws {
    let desk = try await desk()
    await desk.press("Alt-Right")
    desk.expectMessage("figures are of whole months that are over").expectLine(containing: "October 2026")
    await desk.press("Ctrl-T")
    desk.expectNoLine(containing: "This week")
    await desk.type("12 months")
    await desk.press("Enter")
    desk.expectLine(containing: "12 months, Nov 2025 – Oct 2026").expectLine(containing: "[by month]")
    desk.expectNoLine(containing: "species")
  }

  @Test("Enter opens what is behind a group, and from there the booking")
  func drillDown() async throws {
    let desk = try await desk(as: TestClinic.owner)
    await desk.press("Enter", "Down", "Enter")
    desk.expectLine(containing: "Bookings · Cat").expectLine(containing: "the newest first")
    desk.expectGolden("numbers-rows-80x24")
    await desk.press("Enter")
    desk.expectPlace(.bookings)
  }

  @Test("An analyst is told that bookings are not for them")
  func noDrillDown() async throws {
    let desk = try await desk()
    await desk.press("Enter", "Enter")
    desk.expectPlace(.numbers).expectMessage(Permission.bookingsRead.refusal)
    await desk.press(.escape, .escape)
    desk.expectPlace(.more)
  }

  @Test("The definition is said in full")
  func definition() async throws {
    let desk = try await desk(as: TestClinic.owner)
    await desk.press("Ctrl-O")
    desk.expectLine(containing: "those still to come")
  }

  @Test("The file has the lines in sight, and an empty cell with a note where a figure is withheld")
  func export() async throws {
    let desk = try await desk()
    await desk.press("Right", "Ctrl-W").expectMessage("labrador-bookings-by-area-2026-10-01-2026-10-31.csv")
    desk.expectLine(containing: "<5  fewer than five").expectGolden("numbers-withheld-80x24")
    let file = try #require(desk.written["labrador-bookings-by-area-2026-10-01-2026-10-31.csv"]).asText
    let reading = try #require(desk.numbers?.current)
    let lines = file.split(separator: "\r\n").map(String.init)
    #expect(lines.count == reading.table.groups.count + 2)
    #expect(lines[0] == "measure,first day,last day,by,group,figure,unit,of,note")
    for (line, figure) in zip(lines.dropFirst(), [reading.table.total] + reading.table.groups) {
      #expect(line.contains(",\(figure.label),\(figure.value.map { "\($0)" } ?? ""),count,"))
      #expect(line.hasSuffix("so few") == figure.isWithheld)
    }
  }

  @Test("What another desk does is in the figures after Ctrl-R, not before")
  func refresh() async throws {
    let desk = try await desk(as: TestClinic.owner)
    let before = desk.numbers?.current?.table.total.value
    let rows = try await Rows.open()
    try await rows.change("set session_replication_role = replica")
    try await rows.change("update bookings set status = 'closed' where booking_number = 'N-40'")
    #expect(desk.numbers?.current?.table.total.value == before)
    await desk.press("Ctrl-R")
    #expect(desk.numbers?.current?.table.total.value == before.map { $0 + 1 })
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
    desk.expectNoLine(containing: "Net revenue")
  }
}
