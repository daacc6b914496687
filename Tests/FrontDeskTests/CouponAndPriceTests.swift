@testable import FrontDesk
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

@Suite("Coupons and prices at the desk", .clinic)
@MainActor
struct CouponAndPriceTests {
  @Test("A coupon's effect stands in the price panel as soon as the field is left")
  func effect() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .coupon).type("welcome10").press(.tab)
    desk.expectField(.coupon, "WELCOME10").expectLine(containing: "Welcome").expectLine(containing: "₹1,026.50")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        """
        select concat_ws(' ', c.code, r.discount_amount, r.status, c.current_uses, b.discount, b.total, k.discount_amount)
        from coupon_redemptions r
        join coupons c on c.organization_id = r.organization_id and c.id = r.coupon_id
        join bookings b on b.organization_id = r.organization_id and b.id = r.booking_id
        join billing_records k on k.organization_id = b.organization_id and k.booking_id = b.id
        """) == ["WELCOME10 10500 redeemed 1 10500 102650 10500"])
  }

  @Test(
    "A coupon that does not hold says why",
    arguments: [
      ("NOSUCH", "There is no coupon “NOSUCH”"), ("ENDED", "The coupon ended on"), ("FLAT200", "more qualifies"),
    ])
  func refusal(_ code: String, _ words: String) async throws {
    let desk = try await DeskDriver.signedIn(size: Size(rows: 40, columns: 120))
    await desk.press("Ctrl-N").type("bruno").press(.enter).type("cbc").press(.enter)
    await desk.go(to: .coupon).type(code).press(.tab)
    desk.expectLine(containing: "not applied")
    let shown = desk.lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(desk.intake?.warnings.contains { $0.contains(words) } == true, "\(desk.intake?.warnings ?? []) in \(shown)")
  }

  @Test("Ctrl-S in the coupon looks it up first: a good one is redeemed, a bad one is told before anything is saved")
  func withoutLeaving() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    let before = try await rows.written()
    await desk.fillRepeatVisit().go(to: .coupon).type("nosuch").press("Ctrl-S")
    desk.expectFocus(.coupon).expectMessage("There is no coupon “NOSUCH”")
    #expect(try await rows.written() == before)
    await desk.press("Ctrl-U").type("welcome10").press("Ctrl-S")
    desk.expectConfirmed().expectLine(containing: "₹1,026.50")
    #expect(try await rows.written().redemptions == before.redemptions + 1)
  }

  @Test("A price that changed meanwhile is shown and accepted before anything is saved")
  func changedPrice() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    desk.expectLine(containing: "₹1,131.50")
    let rows = try await Rows.open()
    let before = try await rows.written()
    try await rows.change(
      """
      update test_prices p set price = 50000 from tests t
      where t.organization_id = 1 and t.code = 'CBC' and p.organization_id = 1 and p.test_id = t.id
      """)
    await desk.press("Ctrl-S")
    desk.expectDialog("The price has changed").expectLine(containing: "was ₹450.00 and is ₹500.00")
    desk.expectLine(containing: "Nothing has been saved yet")
    #expect(try await rows.written() == before)
    await desk.press("a")
    desk.expectConfirmed().expectLine(containing: "₹1,181.50")
    #expect(try await rows.texts("select total::text from bookings where request_key is not null") == ["118150"])
  }

  @Test("Looking at a changed price first keeps the form and its new price")
  func lookFirst() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    let rows = try await Rows.open()
    try await rows.change(
      """
      update test_prices p set price = 50000 from tests t
      where t.organization_id = 1 and t.code = 'CBC' and p.organization_id = 1 and p.test_id = t.id
      """)
    await desk.press("Ctrl-S", "l")
    desk.expectDialog(nil).expectPicks(.tests, ["CBC", "LFT"]).expectLine(containing: "₹1,181.50")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    #expect(try await rows.texts("select total::text from bookings where request_key is not null") == ["118150"])
  }

  @Test("A price that was offered goes with the coupon it was offered for, and the new prices stay")
  func offeredPriceWithoutItsCoupon() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .coupon).type("welcome10").press(.tab)
    let rows = try await Rows.open()
    try await rows.change(
      """
      update test_prices p set price = 50000 from tests t
      where t.organization_id = 1 and t.code = 'CBC' and p.organization_id = 1 and p.test_id = t.id
      """)
    await desk.press("Ctrl-S", "l")
    desk.expectLine(containing: "₹1,071.50")
    await desk.go(to: .coupon).press("Ctrl-E", "Backspace")
    desk.expectLine(containing: "₹1,181.50").expectNoLine(containing: "₹1,071.50")
    await desk.type("0").press(.tab)
    desk.expectLine(containing: "₹1,071.50").expectMessage("The coupon takes ₹110 off.")
    await desk.press(.backTab, "Ctrl-E", "Ctrl-U", "Ctrl-S")
    desk.expectDialog(nil).expectConfirmed().expectLine(containing: "₹1,181.50")
  }
}
