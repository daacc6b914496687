@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// The page of the offers: setting them up, issuing codes, and switching both off.
@Suite("Offers at the desk", .clinic)
@MainActor
struct OffersTests {
  @Test("An offer is set up with a few keys and stands first among those that run")
  func adding() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers()
    let before = desk.keystrokes
    await desk.press("Ctrl-N").type("Diwali").press(.enter).type("12.5%").press(.enter, .enter)
    await desk.type("31/12").press("Ctrl-S")
    #expect(desk.keystrokes - before == 21)
    desk.expectMessage("The offer “Diwali” is saved.").expectLine(containing: "▸ Diwali")
    desk.expectLine(containing: "12.5 %  31 Dec 2026  running")
    let rows = try await Rows.open()
    #expect(
      try await rows.text(
        """
        select concat_ws(' ', discount_type, discount_value, start_date, end_date, is_active, applies_to_all,
          is_automatic, is_stackable, covers_distance, created_by_admin_id) from offers where name = 'Diwali'
        """) == "percentage 1250 2026-11-21 2026-12-31 t t f f f 9")
  }

  @Test("Every rule of an offer comes from its field")
  func everyRule() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.admin)
    await desk.openOffers()
    await desk.press("Ctrl-N").type("Health month").press(.enter).type("250").press(.enter)
    desk.expectLine(containing: "fixed; end with % for a share")
    await desk.type("1/12").press(.enter).type("31/12").press(.enter).type("by").press(.enter)
    await desk.type("cbc").press(.enter).type("liver").press(.enter, .enter).type("1000").press(.enter)
    await desk.type("tog").press(.enter).type("tests and").press(.enter).type("Health Month").press(.enter)
    await desk.type("Ask Uma").press(.enter)
    desk.expectMessage("The offer “Health month” is saved.")
    await desk.press(.enter)
    for line in [
      "Takes ₹250 off on CBC and LFT, and on the charge for the way.", "Needs an order of ₹1,000 or more",
      "Applies by itself.", "Health Month · Ask Uma", "No booking has had it yet.",
    ] {
      desk.expectText(line)
    }
  }

  @Test("What cannot be is marked at its field, and nothing is saved")
  func wrong() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers()
    await desk.press("Ctrl-N", "Ctrl-S").expectMessage("Name is needed.")
    await desk.type("Wrong").press(.enter).type("101%").press(.enter)
    desk.expectLine(containing: "A percentage is at most 100.")
    await desk.press(.up).type("10 %").press(.enter).type("1 dec 2026").press(.enter).type("30 nov 2026")
    await desk.press("Ctrl-S").expectMessage("The last day is Mon 30 Nov 2026, before the first.")
    await desk.type("31 dec 2026").press(.up, .up, .up).type("welcome").press("Ctrl-S")
    desk.expectMessage("The offer “welcome” is saved.").expectLine(containing: "▸ welcome")
    await desk.press(.escape, .escape)
    #expect(try await Rows.open().count("select count(*) from offers") == 4)
  }

  @Test("A sheet with something typed into it is not left by a stray Esc")
  func strayEscape() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers()
    await desk.press("Ctrl-N", .escape).expectDialog(nil).expectNoLine(containing: "First day")
    await desk.press("Ctrl-N").type("Diwali").press(.escape).expectDialog("This is not saved yet")
    await desk.press("s").expectLine(containing: "Diwali")
    await desk.press(.escape, "d").expectNoLine(containing: "First day")
    #expect(desk.offers?.isDirty == false)
  }

  @Test("A name that is taken is refused; what was typed stays")
  func takenName() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers()
    await desk.press("Ctrl-N").type("Welcome").press(.enter).type("5%").press(.enter, .enter).type("+9").press("Ctrl-S")
    desk.expectMessage("Another offer has this name.").expectLine(containing: "New offer")
    await desk.press(.up, .up, .up).type("Welcome back").press("Ctrl-S")
    desk.expectMessage("The offer “Welcome back” is saved.")
  }

  @Test("An offer that another desk changed meanwhile is read again, and what was typed stays")
  func stale() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers().type("welc").press("Ctrl-E").press(.enter).type("15%")
    try await changeElsewhere("update offers set minimum_order_value = 50000 where name = 'Welcome'")
    await desk.press("Ctrl-S").expectMessage("Another desk changed this offer meanwhile.")
    desk.expectLine(containing: "15 %").expectLine(containing: "₹500")
    await desk.press("Ctrl-S").expectMessage("The changes of “Welcome” are saved.")
    #expect(
      try await Rows.open().text(
        "select discount_value || ' ' || minimum_order_value from offers where name = 'Welcome'") == "1500 50000")
  }

  @Test("Switching an offer off names it, and its bookings keep what they were given")
  func ending() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers().type("welc").press("Ctrl-X").expectLine(containing: "Switch Welcome off?")
    await desk.press(.escape)
    #expect(try await Rows.open().count("select count(*) from offers where not is_active") == 0)
    await desk.press("Ctrl-X").type("Too dear").press(.enter)
    desk.expectMessage("1 offer switched off.").expectLine(containing: "switched off")
    desk.expectRefused(OffersActions.end.id, "It is switched off already.")
    await desk.press("Ctrl-E")
    for _ in 1...11 { await desk.press(.down) }
    await desk.type("on").press(.enter, .enter).expectMessage("The changes of “Welcome” are saved.")
    desk.expectLine(containing: "running").expectRefused(OffersActions.end.id, nil)
    #expect(
      try await Rows.open().text(
        "select reason from audit_logs where entity_type = 'offers' and reason is not null") == "Too dear")
  }

  @Test("Every offer that the filter shows is switched off at once, after their names were shown")
  func endingShown() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers().type("o").press("Ctrl-B")
    desk.expectText("“Tick season”, “Two hundred off” and “Welcome”: nobody gets them from now on.")
    await desk.press(.enter).expectMessage("3 offers switched off.")
    desk.expectRefused(OffersActions.endShown.id, "None of these offers runs or will run.")
  }

  @Test("A batch of codes is issued, looked through, and written to a file that only its person reads")
  func issuing() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.admin)
    await desk.openOffers().type("welc").press("Ctrl-T")
    await desk.type("fest-").press(.enter).type("250").press(.enter)
    desk.expectLine(containing: "FEST-K7WQ2MXP")
    await desk.press("Ctrl-S").expectMessage("250 codes issued")
    desk.expectLine(containing: "253 codes, 252 on").expectLine(containing: "▸ FEST-")
    await desk.press("Ctrl-L").type("fest").press(.enter, "Ctrl-S")
    desk.expectLine(containing: "250 codes of FEST- of ")
    await desk.press("End").expectLine(containing: "▸ FEST-")
    #expect(desk.offers?.page?.codes.coupons.count == 250)
    await desk.press("Ctrl-W").expectMessage("250 lines written to /home/test/labrador-codes-fest-2026-11-21.csv.")
    let file = try #require(desk.written["labrador-codes-fest-2026-11-21.csv"])
    let lines = String(decoding: file, as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count == 251)
    #expect(lines[0] == "code,on,from,until,most uses,each client,uses,given away,brought,currency")
    #expect(
      lines.dropFirst().allSatisfy {
        $0.wholeMatch(of: /FEST-[A-Z2-9]{8},yes,2026-11-21,2099-12-31,1,1,0,0.00,0.00,INR/) != nil
      })
    await desk.press(.escape).expectLine(containing: "253 codes")
  }

  @Test("Typing looks for a code in the database, however far down it stands")
  func finding() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.admin)
    await desk.openOffers().type("welc").press("Ctrl-T").type("many").press(.enter).type("600").press("Ctrl-S")
    #expect(desk.offers?.page?.codes.coupons.count == Desk.couponPage)
    await desk.type("thre").expectLine(containing: "1 code with “THRE”, 1 on").expectLine(containing: "▸ THREE")
    await desk.type("x").expectLine(containing: "No code fits.")
    await desk.press(.backspace, .escape).expectLine(containing: "603 codes")
    await desk.press(.escape).expectLine(containing: "Takes off")
  }

  @Test("A code gets other limits, unless they are below what is used; then both figures are said")
  func editingCode() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    try await changeElsewhere("update coupons set current_uses = 2 where code = 'THREE'")
    await desk.openOffers().type("welc").press(.enter).type("three").press(.enter)
    desk.expectLine(containing: "It has been used 2 times")
    await desk.press(.enter, .enter).type("1").press("Ctrl-S")
    desk.expectMessage("Coupon THREE has been used 2 times, so its limit cannot be 1. Nothing was saved.")
    await desk.press("Ctrl-U").type("10").press("Ctrl-S").expectMessage("The terms of THREE are saved.")
    desk.expectLine(containing: "2 of 10")
  }

  @Test("One code, and every code shown, is switched off after a look at what it is")
  func endingCodes() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers().type("welc").press(.enter).type("ended").press("Ctrl-X")
    await desk.expectLine(containing: "Switch ENDED off?").press(.enter)
    desk.expectMessage("ENDED is switched off.")
    await desk.press(.escape, "Ctrl-B").expectLine(containing: "Switch 2 codes off?")
    try await changeElsewhere("update coupons set is_active = true, end_date = '2099-12-31' where code = 'ENDED'")
    await desk.press(.enter).expectMessage("There are 3 such codes now, not 2.")
    await desk.expectLine(containing: "Switch 3 codes off?").press(.enter)
    desk.expectMessage("3 codes switched off.").expectLine(containing: "3 codes, 0 on")
  }

  @Test("A code that somebody chose can be redeemed at once")
  func addingCode() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.openOffers().type("welc").press("Ctrl-O").type("festive 10").press(.enter)
    desk.expectLine(containing: "FESTIVE10")
    await desk.press("Ctrl-S").expectMessage("The code FESTIVE10 can be used.").expectLine(containing: "FESTIVE10")
    await desk.press("Ctrl-O").type("x").press(.enter)
    desk.expectLine(containing: "A code has at least 3")
  }

  @Test("What bookings had is told for each offer, without the cancelled ones")
  func figures() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    let rows = try await Rows.open()
    try await rows.change("set session_replication_role = replica")
    // Booking 3 comes to ₹450, booking 4 to ₹645; booking 7 is cancelled.
    try await rows.change(
      """
      insert into booking_discounts (organization_id, booking_id, offer_id, name, amount)
      values (1, 3, 1, 'Welcome', 5000), (1, 4, 1, 'Welcome', 6450), (1, 7, 1, 'Welcome', 4000)
      """)
    await desk.openOffers().type("welc").press(.enter)
    desk.expectText("2 bookings had it: ₹114.50 given away, ₹1,095 brought.")
    await desk.press(.escape).expectLine(containing: "2        ₹115")
    await desk.press("Ctrl-W").expectMessage("1 line written to /home/test/labrador-offers-2026-11-21.csv.")
    let file = try #require(desk.written["labrador-offers-2026-11-21.csv"])
    #expect(
      String(decoding: file, as: UTF8.self).split(separator: "\r\n").last
        == "Welcome,running,10,,INR,2020-01-01,2099-12-31,,all,,no,no,no,3,2,2,114.50,1095.00")
  }

  @Test("Whoever may not change offers does not come here")
  func roles() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F9").type("offers").press(.enter)
    desk.expectPlace(.bookings)
  }
}
