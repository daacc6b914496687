@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// Choosing who goes, where nobody can and where nobody has to.
@Suite("Collectors at the desk", .clinic)
@MainActor
struct CollectorTests {
  @Test("Who cannot go may be looked at, Enter says why not, and the visit can stay open")
  func refused() async throws {
    let desk = try await DeskDriver.signedIn(size: Size(rows: 20, columns: 60))
    await desk.fillRepeatVisit().replace(.time, "12:00").go(to: .collector).type("ravi")
    desk.expectMessage("Ravi Kumar is busy 12:00–12:45 with B-000005").expectGolden("intake-refused-60x20")
    await desk.press(.enter)
    desk.expectFocus(.collector).expectPicks(.collector, []).expectMessage("▲ Ravi Kumar is busy")
    await desk.press(.escape, .escape)
    desk.expectField(.collector, "").expectDialog(nil)
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("A place at another time moves the time, and the collector comes then")
  func otherTime() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().replace(.time, "12:00").go(to: .collector).type("ravi 11").press(.enter)
    desk.expectMessage("Ravi Kumar comes at 11:15.").expectPicks(.collector, ["Ravi Kumar"])
    desk.expectField(.time, "11:15")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(
      try await rows.text(
        """
        select to_char(v.starts_at at time zone 'UTC', 'HH24:MI') || ' ' || s.name from visits v
        join staff s on s.organization_id = v.organization_id and s.id = v.staff_id order by v.id desc limit 1
        """) == "11:15 Ravi Kumar")
  }

  @Test("An area is no wall: the collector is taken, and the desk says what is unusual")
  func otherArea() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().replace(.time, "12:00").go(to: .collector).type("meena").press(.enter)
    desk.expectPicks(.collector, ["Meena Das"])
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("A day that is closed while the booking is typed refuses it; nothing typed is lost, and another day goes")
  func closedMeanwhile() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    try await changeElsewhere(
      """
      update clinic_info set booking_exceptions = '{"2026-11-21": {"enabled": false, "name": "Flood"}}'
      where organization_id = 1
      """)
    await desk.press("Ctrl-S")
    desk.expectMessage("The clinic is closed on").expectLine(containing: "Bruno").expectFocus(.date)
    await desk.replace(.date, "tom").press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("A name that nobody has is a problem of the field until Esc takes it away")
  func unknownName() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .collector).type("nobody").press(.tab)
    desk.expectFocus(.coupon).expectProblem(.collector, "“nobody” is not in the list")
    await desk.press("Ctrl-S")
    desk.expectFocus(.collector).expectMessage("“nobody” is not in the list (Alt-Down); Esc empties the field.")
    await desk.press(.escape)
    desk.expectProblem(.collector, nil).expectField(.collector, "").expectDialog(nil)
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("An emptied field is no collector")
  func emptied() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().replace(.time, "1630").go(to: .collector).type("ravi").press(.enter)
    desk.expectPicks(.collector, ["Ravi Kumar"])
    await desk.press(.backTab, "Ctrl-E", "Ctrl-U", "Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(
      try await rows.count(
        """
        select count(*) from visits v join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
        where b.request_key is not null and v.staff_id is null
        """) == 1)
  }

  @Test("A mark from the last Ctrl-S holds nothing up once its cause is gone")
  func judgedAnew() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().replace(.time, "1630").go(to: .collector).type("ravi").press(.enter)
    await desk.replace(.time, "1200").press("Ctrl-S")
    desk.expectFocus(.collector).expectProblem(.collector, "Another visit")
    await desk.replace(.time, "1630").press("Ctrl-S")
    desk.expectConfirmed()
  }
}
