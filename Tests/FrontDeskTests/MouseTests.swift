@testable import FrontDesk
import TestSupport
import Testing
import Tui

/// The mouse is off unless somebody wants it, and then takes the path of the keys.
@Suite("The mouse", .clinic)
@MainActor
struct MouseTests {
  @Test("Off, clicks do nothing; the palette turns it on and off")
  func toggle() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.click("F3 Pets")
    desk.expectPlace(.bookings)
    await desk.press("F9").type("mouse").press(.enter)
    desk.expectMessage("The mouse works").expectNoMouse(false)
    await desk.click("F3 Pets")
    desk.expectPlace(.pets)
    await desk.press("F9").type("mouse").press(.enter)
    desk.expectMessage("left to the terminal").expectNoMouse(true)
    await desk.click("F2 Bookings")
    desk.expectPlace(.pets)
  }

  @Test("Tabs, rows, keys of the bar, fields and answers are clicked as they are pressed")
  func clicks() async throws {
    let desk = try await DeskDriver.signedIn(mouse: true)
    await desk.click("Nala")
    #expect(desk.selectedLine?.contains("Nala") == true)
    await desk.click("Nala")
    desk.expectLine(containing: "Booking B-000005")
    await desk.press(.escape).click("New booking")
    desk.expectFocus(.client)
    await desk.click("Notes")
    desk.expectFocus(.notes)
    await desk.type("Gate 12").click("Client")
    desk.expectFocus(.client).expectField(.notes, "Gate 12")
    await desk.press(.escape)
    desk.expectDialog("not confirmed yet")
    await desk.click("F3 Pets")
    desk.expectDialog("not confirmed yet").expectPlace(.bookings)
    await desk.click("Keep it")
    desk.expectDialog(nil)
    await desk.send(.mouse(MouseEvent(.wheelDown, at: Point(row: 6, column: 10))))
    #expect(desk.selectedLine?.contains("Nala") == false)
  }

  @Test("A click while an answer is waited for is dropped, and keys are kept")
  func dropped() async throws {
    let desk = try await DeskDriver.start(
      settings: Settings(
        slug: TestClinic.receptionist.slug, phone: TestClinic.receptionist.phone, origin: "test", mouse: true))
    await desk.type(TestClinic.receptionist.password)
    desk.app.receive([
      .key(KeyPress(.enter)), .mouse(MouseEvent(.press, at: Point(row: 23, column: 1))), .key(KeyPress(.function(3))),
    ])
    await desk.idle()
    desk.expectPlace(.pets)
    #expect(desk.app.state.overlay == nil)
  }
}

extension DeskDriver {
  @discardableResult
  fileprivate func expectNoMouse(_ isOff: Bool, sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    if takesMouse == isOff { fail("The mouse is \(isOff ? "on" : "off").", sourceLocation: sourceLocation) }
    return self
  }
}
