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
    await desk.fillRepeatVisit().replace(.time, "12:00").go(to: .collector).type("meena")
    desk.expectMessage("Meena Das works in Jayanagar, not in Indiranagar.").expectGolden("intake-refused-60x20")
    await desk.press(.enter)
    desk.expectFocus(.collector).expectPicks(.collector, []).expectMessage("▲ Meena Das works in Jayanagar")
    await desk.press(.escape, .escape)
    desk.expectField(.collector, "").expectDialog(nil)
    await desk.press("Ctrl-S")
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
