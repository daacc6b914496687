@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// What an owner does with tests and prices, by keys, and what is refused.
@Suite("Tests and prices", .clinic)
@MainActor
struct PriceListTests {
  private func prices(as account: TestClinic.Account = TestClinic.owner) async throws -> DeskDriver {
    try await DeskDriver.signedIn(as: account).openPrices()
  }

  private func stored(_ code: String) async throws -> String? {
    try await Rows.open().text(
      """
      select concat_ws('|', t.name, c.name, t.price, t.sample_type, t.tube_type, t.sample_quantity_ml, t.preparation,
        t.report_time_hours, t.tax_code, t.loinc_code, t.is_active,
        (select string_agg(g.tag, ',' order by g.tag) from test_tags g where g.test_id = t.id))
      from tests t join test_categories c on c.organization_id = t.organization_id and c.id = t.category_id
      where t.organization_id = 1 and t.code = \(code)
      """)
  }

  private func versions(_ code: String) async throws -> [String] {
    try await Rows.open().texts(
      """
      select concat_ws(' ', p.price, p.discounted_price, p.effective_from, p.effective_until)
      from test_prices p join tests t on t.organization_id = p.organization_id and t.id = p.test_id
      where p.organization_id = 1 and t.code = \(code) order by p.effective_from
      """)
  }

  // MARK: Prices

  @Test("A new price says what it changes before it is saved, stands in the list as the next one, and can be withdrawn")
  func newPrice() async throws {
    let desk = try await prices()
    await desk.find("cbc").press("Ctrl-T").type("1 apr 2099").press(.enter).type("500")
    desk.expectLine(containing: "On Wed 1 Apr 2099: ₹500.00 instead of ₹450.00, ₹50.00 or 11.1 %")
    await desk.press(.enter).type("480")
    desk.expectLine(containing: "₹480.00 instead of ₹450.00, ₹30.00 or 6.7 %")
    #expect(try await versions("CBC") == ["45000 2025-04-01"])
    await desk.press(.enter)
    desk.expectMessage("The new price of Complete blood count holds from Wed 1 Apr 2099 on.")
    desk.expectLine(containing: "₹480 · 1 Apr 2099")
    #expect(try await versions("CBC") == ["45000 2025-04-01 2099-03-31", "50000 48000 2099-04-01"])
    await desk.press(.enter)
    desk.expectLine(containing: "from 1 Apr 2099, to come · by Vikram Sethi")
    desk.expectLine(containing: "from 1 Apr 2025 to 31 Mar 2099, now")
    await desk.press("Ctrl-W")
    desk.expectDialog("Withdraw the next price").expectLine(containing: "₹480.00 from Wed 1 Apr 2099 on")
    await desk.press("w")
    desk.expectDialog(nil).expectNoLine(containing: "to come")
    #expect(try await versions("CBC") == ["45000 2025-04-01"])
  }

  @Test(
    "A price between two says until when it holds, and one on the same day what it replaces; Esc asks before it is lost"
  )
  func between() async throws {
    let desk = try await prices()
    await desk.find("cbc").press("Ctrl-T").type("1 apr 2099").press(.enter).type("500").press("Ctrl-S")
    await desk.press("Ctrl-T").type("1 apr 2099").press(.enter)
    desk.expectLine(containing: "It replaces the price that begins on that day.")
    await desk.press(.escape)
    desk.expectDialog("This is not saved yet")
    await desk.press("s")
    desk.expectDialog(nil).expectLine(containing: "1 Apr 2099")
    await desk.press(.escape, "d", "Ctrl-T").type("1 feb 2099").press(.enter)
    desk.expectLine(containing: "It holds until Tue 31 Mar 2099, when the next price is to follow.")
    await desk.type("450")
    desk.expectLine(containing: "₹450.00 as before")
  }

  @Test(
    "What cannot be a price is said in one sentence beside its field",
    arguments: [
      ("1 jan 2020", "500", "", "A new price holds from today or a later day on."), ("tom", "-5", "", "not negative"),
      ("tom", "5.001", "", "Only 2 digits may follow the point."), ("tom", "", "", "Price is needed."),
      ("tom", "500", "500", "A reduced price is lower than ₹500.00."),
    ])
  func refused(_ day: String, _ price: String, _ reduced: String, _ words: String) async throws {
    let desk = try await prices()
    await desk.find("cbc").press("Ctrl-T").type(day).press(.tab).type(price).press(.tab).type(reduced).press("Ctrl-S")
    desk.expectMessage(words)
    #expect(try await versions("CBC").count == 1)
    if !reduced.isEmpty {
      await desk.press("Ctrl-U").type("499").press("Ctrl-S")
      #expect(try await versions("CBC").count == 2)
    }
  }

  @Test("A price over a version that another desk has changed is refused, kept, and saved on the second attempt")
  func stale() async throws {
    let desk = try await prices()
    await desk.find("cbc").press("Ctrl-T").type("1 apr 2099").press(.enter).type("500")
    try await changeElsewhere("update tests set name = 'Blood count' where code = 'CBC' and organization_id = 1")
    await desk.press("Ctrl-S")
    desk.expectMessage("This test was changed in the meantime. Nothing was saved.")
    await desk.press("Ctrl-S")
    #expect(try await versions("CBC") == ["45000 2025-04-01 2099-03-31", "50000 2099-04-01"])
    desk.expectLine(containing: "Blood count")
  }

  @Test("A panel is given a price, which its tests bear, and loses it again from a day on")
  func panelPrice() async throws {
    let desk = try await prices()
    await desk.find("wellness").press("Ctrl-T").type("1 apr 2099").press(.enter).type("1200")
    desk.expectLine(containing: "On Wed 1 Apr 2099: ₹1,200.00 instead of ₹1,600.00, ₹400.00 or")
    await desk.press(.enter)
    desk.expectLine(containing: "₹1,200 · 1 Apr 2099")
    await desk.press("Ctrl-T").type("1 may 2099").press(.enter)
    desk.expectLine(containing: "On Fri 1 May 2099 it costs ₹1,200.00 so far.")
    await desk.press(.enter)
    #expect(
      try await Rows.open().texts(
        "select concat_ws(' ', coalesce(price::text, '-'), effective_from, effective_until) from panel_prices order by 1"
      )
        == ["- 2099-05-01", "120000 2099-04-01 2099-04-30"])
    await desk.press("Ctrl-T").type("1 jun 2099").press(.enter).type("1600")
    desk.expectLine(containing: "Its tests cost ₹1,600.00 alone")
  }

  // MARK: Tests

  @Test("A test is added with a new category and can be booked at once")
  func add() async throws {
    let desk = try await prices()
    await desk.press("Ctrl-N").type("ret").press(.enter).type("Reticulocyte count").press(.enter)
    await desk.type("Blood cells").press(.enter).type("Anaemia, marrow").press(.enter).type("whole").press(.enter)
    await desk.press(.enter).type("0.5").press(.enter, .enter, .enter).type("6").press(.enter, .enter).type("718-7")
    await desk.press(.enter).type("300").press(.enter, .enter)
    desk.expectMessage("It is on the list and can be booked.")
    #expect(try await stored("RET") == "Reticulocyte count|Blood cells|30000|Whole blood|0.50|6|718-7|t|anaemia,marrow")
    #expect(desk.prices?.subject?.name == "Reticulocyte count")
    await desk.press("F2", "Ctrl-N").type("bruno").press(.enter).type("ret").press(.enter)
    desk.expectLine(containing: "₹300.00")
  }

  @Test(
    "What a test cannot have is said beside its field, and nothing is saved",
    arguments: [
      (PriceListSheet.Field.loinc, "58410-3", "The check digit of this LOINC code would be 2"),
      (.loinc, "CBC", "A LOINC code is up to seven digits"), (.volume, "2000", "Millilitres from 0.01 to 999.99"),
      (.hours, "0", "One working hour or more."), (.code, "LFT", "Another test has this code."),
      (.code, "C B", "A code has no spaces."), (.name, "", "Name is needed."),
    ])
  func refusedTest(_ field: PriceListSheet.Field, _ text: String, _ words: String) async throws {
    let desk = try await prices()
    let before = try await stored("CBC")
    await desk.find("cbc").press("Ctrl-E")
    for _ in 0..<14 where desk.prices?.sheet?.sheet.form.focus != field { await desk.press(.tab) }
    await desk.press("Ctrl-E", "Ctrl-U").type(text).press("Ctrl-S")
    desk.expectMessage(words)
    #expect(try await stored("CBC") == before)
  }

  @Test("What was typed stays where another desk has changed the test, and the rest is as it is now")
  func rebased() async throws {
    let desk = try await prices()
    await desk.find("cbc").press("Ctrl-E", .tab).type("Full blood count")
    try await changeElsewhere("update tests set report_time_hours = 9 where code = 'CBC' and organization_id = 1")
    await desk.press("Ctrl-S")
    desk.expectMessage("Another desk has just changed this test.")
    #expect(desk.prices?.sheet?.sheet.form.text(.name) == "Full blood count")
    #expect(desk.prices?.sheet?.sheet.form.text(.hours) == "9")
    await desk.press("Ctrl-S")
    #expect(try await stored("CBC")?.hasPrefix("Full blood count|Haematology|45000") == true)
  }

  @Test("Switching a test off names the panels and offers that contain it, and is undone by one key")
  func switchOff() async throws {
    let desk = try await prices()
    await desk.find("cbc").press("Ctrl-X")
    desk.expectDialog("Switch Complete blood count off").expectLine(containing: "Wellness and Senior pet contain it")
    await desk.press("o")
    desk.expectMessage("Complete blood count can be booked no more.").expectLine(
      containing: "(off) Complete blood")
    #expect(try await stored("CBC")?.hasSuffix("|f|haemogram") == true)
    await desk.press("Ctrl-B")
    #expect(try await stored("CBC")?.hasSuffix("|t|haemogram") == true)
    await desk.find("pcr").press("Ctrl-X")
    desk.expectLine(containing: "Tick season holds for it.")
  }

  @Test("A panel is made from tests in their order, and edited")
  func panels() async throws {
    let desk = try await prices()
    await desk.press("Ctrl-O").type("kid").press(.enter).type("Kidneys").press(.enter)
    await desk.type("urn").press(.enter).type("kft").press(.enter, "Ctrl-S")
    func tests() async throws -> [String] {
      try await Rows.open().texts(
        """
        select t.code from test_panel_tests m join test_panels p on p.organization_id = m.organization_id and p.id = m.panel_id
        join tests t on t.organization_id = m.organization_id and t.id = m.test_id where p.code = 'KID' order by m.position
        """)
    }
    #expect(try await tests() == ["URN", "KFT"])
    await desk.press("Ctrl-E", .tab, .tab, "Backspace").type("glu").press(.enter).type("kft").press(.enter, "Ctrl-S")
    #expect(try await tests() == ["URN", "GLU", "KFT"])
  }

  @Test("A category is renamed, or switched off with all of its tests")
  func categories() async throws {
    let desk = try await prices()
    await desk.find("lft").press("Ctrl-K")
    await desk.press(.tab, "Ctrl-U").type("Chemistry").press(.enter, "Ctrl-U").type("off").press(.enter, "Ctrl-S")
    desk.expectMessage("The category Chemistry is switched off")
    await desk.press(.enter)
    desk.expectLine(containing: "Its category is switched off: it cannot be booked.")
    await desk.press(.escape, "Ctrl-K", .tab, "Ctrl-U").type("haematology").press("Ctrl-S")
    desk.expectMessage("There is a category haematology already. Nothing was saved.")
  }

  // MARK: Rights and other desks

  @Test(
    "Whoever reads the catalogue sees prices and changes none",
    arguments: [TestClinic.receptionist, TestClinic.labTechnician, TestClinic.analyst, TestClinic.collector])
  func reading(_ account: TestClinic.Account) async throws {
    let desk = try await prices(as: account)
    await desk.find("t4").press(.enter)
    desk.expectLine(containing: "₹650.00 (list ₹700)")
    for action in PriceListActions.all where action.permission != nil && action.id != PriceListActions.save.id {
      let availability = desk.app.state.availability(of: action)
      #expect(availability != .on, "\(action.title)")
    }
    await desk.press("Ctrl-T")
    #expect(desk.prices?.sheet == nil)
  }

  @Test("A desk that hears of another price shows it, and tells an open booking what it costs now")
  func notice() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F7").type("tests").press(.enter, "F2")
    await desk.fillRepeatVisit()
    desk.expectLine(containing: "₹1,131.50")
    try await changeElsewhere(
      """
      update test_prices p set price = 50000 from tests t
      where t.organization_id = 1 and t.code = 'CBC' and p.organization_id = 1 and p.test_id = t.id
      """)
    desk.app.notice(table: "shelf", id: 0)
    await desk.idle()
    desk.expectLine(containing: "₹1,181.50")
    desk.expectMessage("The price list has just changed: Complete blood count was ₹450.00 and is ₹500.00.")
    await desk.press("F7").press(.enter)
    desk.expectPlace(.prices).expectLine(containing: "500.00")
  }
}
