@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// What the intake asks where prices change from one day to the next.
@Suite("The price of the day of the visit", .clinic)
@MainActor
struct PriceOfDayTests {
  private func changePrices() async throws {
    let rows = try await Rows.open()
    try await rows.change(
      "update test_prices set effective_until = '2027-03-31' where organization_id = 1 and test_id = 1")
    try await rows.change(
      """
      insert into test_prices (organization_id, test_id, price, effective_from) values (1, 1, 50000, '2027-04-01')
      """)
    try await rows.change(
      """
      insert into panel_prices (organization_id, panel_id, price, effective_from) values (1, 1, 110000, '2027-04-01')
      """)
  }

  @Test("Another date changes the price panel, the list of tests and what is booked, with the difference said")
  func date() async throws {
    try await changePrices()
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    desk.expectLine(containing: "₹1,131.50").expectNoLine(containing: "Price on")
    await desk.replace(.date, "1 apr 2027").press(.tab)
    desk.expectLine(containing: "Price on Thu 1 Apr 2027").expectLine(containing: "₹1,181.50")
    desk.expectMessage("On Thu 1 Apr 2027: Complete blood count was ₹450.00 and is ₹500.00.")
    await desk.replace(.tests, "well")
    desk.expectLine(containing: "₹1,100")
    await desk.press(.escape, .escape).replace(.date, "31 mar 2027").press(.tab)
    desk.expectLine(containing: "₹1,131.50").expectMessage("Complete blood count was ₹500.00 and is ₹450.00.")
    await desk.replace(.date, "1 apr 2027").press("Ctrl-S")
    desk.expectConfirmed().expectLine(containing: "₹1,181.50")
  }

  @Test("A walk-in costs what today says, whatever the date of the home visit was")
  func walkIn() async throws {
    try await changePrices()
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().replace(.date, "1 apr 2027").press(.tab)
    await desk.go(to: .method).type("walk").press(.enter)
    desk.expectLine(containing: "₹1,050.00").expectNoLine(containing: "Price on")
    desk.expectMessage("Complete blood count was ₹500.00 and is ₹450.00.")
  }

  @Test("The checkout preview has the prices of the same day")
  func preview() async throws {
    try await changePrices()
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().replace(.date, "1 apr 2027").press(.tab, "Alt-Q")
    desk.expectPlace(.checkout).expectLine(containing: "₹1,181.50")
  }

  @Test("The price of a panel is shared by its tests and booked to the unit")
  func panel() async throws {
    try await changePrices()
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("bruno").press(.enter).type("well").press(.enter)
    await desk.replace(.date, "1 apr 2027").press(.tab)
    desk.expectLine(containing: "₹333.33").expectLine(containing: "₹400.00").expectLine(containing: "₹366.67")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    #expect(
      try await Rows.open().texts(
        """
        select i.unit_price::text from booking_items i join bookings b on b.id = i.booking_id
        where b.request_key is not null order by i.id
        """) == ["33333", "40000", "36667"])
  }
}
