@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// What is done with the hours of collectors and of the clinic, by keys.
@Suite("The page of the hours", .clinic)
@MainActor
struct HoursTests {
  private func desk(as account: TestClinic.Account = TestClinic.owner) async throws -> DeskDriver {
    try await DeskDriver.signedIn(as: account).openHours()
  }

  private func rules() async throws -> [String] {
    try await Rows.open().texts(
      """
      select coalesce(string_agg(concat_ws(' ', weekday, starts_at, ends_at), ', ' order by weekday, starts_at), '')
      from availability_rules where organization_id = 1 and effective_until is null
      """)
  }

  @Test("A week is typed once and copied down, with how many visits a day; empty again the clinic's hours hold")
  func week() async throws {
    let desk = try await desk()
    desk.expectLine(containing: "Mon–Sun 08:00–20:00").expectLine(containing: "as the clinic")
    await desk.type("Ravi").press("Ctrl-E")
    desk.expectText("Week of Ravi Kumar")
    await desk.type("7-13, 14-18").press(.enter)
    for _ in 0..<4 { await desk.press("Ctrl-D", .enter) }
    await desk.press(.enter, .enter).type("12").press("Ctrl-S")
    desk.expectMessage("The hours of Ravi Kumar are saved. 1 assigned visit now lies outside; look at the board.")
    desk.expectLine(containing: "Mon–Fri 07:00–13:00 14:00–18:00")
    #expect(try await rules()[0].hasPrefix("1 07:00:00 13:00:00, 1 14:00:00 18:00:00, 2 07:00:00"))
    await desk.press(.enter)
    for _ in 0..<5 { await desk.press("Ctrl-U", .tab) }
    await desk.press("Ctrl-S")
    desk.expectMessage("The hours of Ravi Kumar are saved.").expectLine(containing: "as the clinic")
  }

  @Test("A day off brings visits back, other hours take its place, and taken back the week holds")
  func day() async throws {
    let desk = try await desk(as: TestClinic.receptionist)
    await desk.type("Ravi").press("Ctrl-N").type("t").press(.enter, .enter).press("Ctrl-S")
    desk.expectMessage("A day off needs a reason.")
    await desk.type("Sick").press(.enter)
    desk.expectMessage("Ravi Kumar is off on Sat 21 Nov 2026. 1 visit came back unassigned.")
    desk.expectLine(containing: "off: Sick")
    await desk.press(.down, .enter)
    desk.expectText("A day of Ravi Kumar")
    await desk.press(.tab, "Ctrl-E", "Ctrl-U").type("8-12").press("Ctrl-S")
    desk.expectMessage("Ravi Kumar has other hours on Sat 21 Nov 2026.").expectLine(containing: "08:00–12:00")
    await desk.press("Ctrl-X")
    desk.expectDialog("Take back what was said of Sat 21 Nov 2026")
    await desk.press("t")
    desk.expectMessage("The week of Ravi Kumar holds again on Sat 21 Nov 2026.")
    #expect(try await Rows.open().texts("select id::text from availability_exceptions") == [])
  }

  @Test("A day is closed after a question, and its bookings ask for another one")
  func closing() async throws {
    let desk = try await desk()
    await desk.press("Ctrl-K").type("t").press(.enter, .enter).type("Diwali").press(.enter)
    desk.expectDialog("Close the clinic on Sat 21 Nov 2026")
    await desk.press("c")
    desk.expectMessage("The clinic is closed on Sat 21 Nov 2026. 2 bookings ask for another day.")
    desk.expectLine(containing: "closed: Diwali")
    await desk.type("Diwali").press(.enter)
    await desk.press(.tab, "Ctrl-E", "Ctrl-U").type("9-12").press("Ctrl-S")
    desk.expectMessage("The hours of the clinic on Sat 21 Nov 2026 are saved.").expectLine(containing: "09:00–12:00")
    await desk.press("Ctrl-X", "t")
    #expect(
      try await Rows.open().texts("select booking_exceptions::text from clinic_info where organization_id = 1") == [
        "{}"
      ])
  }

  @Test(
    "What is no hours is said beside its field, and nothing is saved",
    arguments: [
      ("7-", "“7-” is not a stretch of hours; try 7-13 or 7-13, 14-18, or off."),
      ("13-7", "“13-7” ends before it begins; over midnight write 20-24, then 0-2 on the next day."),
      ("7-13, 12-18", "07:00–13:00 and 12:00–18:00 overlap."),
    ])
  func refused(_ text: String, _ words: String) async throws {
    let desk = try await desk()
    await desk.type("Ravi").press("Ctrl-E").type(text).press("Ctrl-S")
    desk.expectMessage(words)
    #expect(try await rules() == [""])
    await desk.press(.escape)
    desk.expectDialog("This is not saved yet")
    await desk.press("d")
    #expect(desk.hours?.sheet == nil)
  }

  @Test("A week over one that another desk has saved is refused and kept, and saved on the second attempt")
  func stale() async throws {
    let desk = try await desk()
    await desk.type("Ravi").press("Ctrl-E").type("7-13")
    try await changeElsewhere(
      """
      insert into availability_rules (organization_id, staff_id, weekday, starts_at, ends_at, effective_from)
      values (1, 3, 2, '08:00', '12:00', '2026-01-01')
      """)
    await desk.press("Ctrl-S")
    desk.expectMessage("The hours of Ravi Kumar were changed in the meantime. Nothing was saved.")
    #expect(desk.hours?.sheet?.sheet.form.text(.weekday(.monday)) == "07:00-13:00")
    await desk.press(.escape, "d", "Ctrl-E")
    #expect(desk.hours?.sheet?.sheet.form.text(.weekday(.tuesday)) == "08:00-12:00")
  }

  @Test("Whoever assigns plans days and neither weeks nor the clinic")
  func rights() async throws {
    let desk = try await desk(as: TestClinic.receptionist)
    await desk.type("Ravi").press("Ctrl-E")
    #expect(desk.hours?.sheet == nil)
    await desk.press("Ctrl-K", .enter)
    #expect(desk.hours?.sheet == nil)
    await desk.press("Ctrl-N")
    #expect(desk.hours?.sheet != nil)
  }
}

/// What the page of the hours looks like.
@Suite("The look of the hours", .clinic)
@MainActor
struct HoursGoldenTests {
  private nonisolated static let sizes = [
    Size(rows: 20, columns: 60), Size(rows: 24, columns: 80), Size(rows: 50, columns: 160),
  ]

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  private func desk(_ size: Size) async throws -> DeskDriver {
    try await changeElsewhere(
      """
      insert into availability_rules (organization_id, staff_id, weekday, starts_at, ends_at, effective_from)
      select 1, 3, d, h.s::time, h.e::time, '2026-01-01'
      from generate_series(1, 5) d, (values ('07:00', '13:00'), ('14:00', '18:00')) as h (s, e)
      """)
    try await changeElsewhere(
      """
      insert into availability_exceptions (organization_id, staff_id, day, starts_at, ends_at, reason)
      values (1, 3, '2026-11-25', null, null, 'Family wedding'), (1, 4, '2026-11-26', '08:00', '11:00', null)
      """)
    try await changeElsewhere(
      """
      update clinic_info set booking_exceptions = '{"2026-12-03": {"enabled": false, "name": "Diwali"}}'
      where organization_id = 1
      """)
    return try await DeskDriver.signedIn(as: TestClinic.owner, size: size).openHours()
  }

  @Test("The list", arguments: sizes)
  func list(_ size: Size) async throws {
    try await desk(size).expectGolden(name("hours", size))
  }

  @Test("A week", arguments: sizes)
  func week(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("Ravi").press("Ctrl-E", .tab)
    desk.expectGolden(name("hours-week", size))
  }

  @Test("A day of the clinic", arguments: sizes.prefix(2))
  func day(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.press("Ctrl-K").type("+9").press(.enter)
    desk.expectGolden(name("hours-day", size))
  }
}
