@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// What an owner does with the home visit charge, by keys, and what is refused.
@Suite("The home visit charge", .clinic)
@MainActor
struct DistanceTests {
  private func desk(as account: TestClinic.Account = TestClinic.owner) async throws -> DeskDriver {
    try await Self.visits()
    return try await DeskDriver.signedIn(as: account).openDistance()
  }

  /// Three visits of the last 30 days with a known way besides those of the clinic, and one from before.
  ///
  /// By 50.00 and 15.00 for every km beyond 3 they were charged 80.00, 80.00 and 191.00.
  static func visits() async throws {
    try await changeElsewhere(
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method,
        estimated_distance_m, distance_charge, total, distance_pricing_config_id)
      select 1, 1, 1, at::timestamptz, 'confirmed', 'home', metres, charge, charge, 1
      from (values ('2026-10-23 00:10Z', 5000, 8000), ('2026-11-20 10:00Z', 5000, 8000),
        ('2026-11-21 23:50Z', 12400, 19100), ('2026-10-22 23:50Z', 9000, 14000)) as visits (at, metres, charge)
      """)
  }

  private func versions() async throws -> [String] {
    try await Rows.open().texts(
      """
      select concat_ws(' ', base_charge, charge_per_km, max_free_distance_km, effective_from, effective_until)
      from distance_pricing_configs where organization_id = 1 and is_active order by effective_from
      """)
  }

  private static let standing = "5000 1500 3.000 2020-01-01"

  @Test("A new charge says what the last 30 days would have cost, asks once with the figures, and can be withdrawn")
  func life() async throws {
    let desk = try await desk()
    desk.expectText("₹50 for the visit, 3 km free, ₹15 for every km beyond.")
    desk.expectLine(containing: "4 bookings charged by it.").expectLine(containing: "₹155.00")
    await desk.press("Ctrl-N")
    desk.expectText("The last 30 days: 3 visits, ₹351 would be ₹351. No difference: 0 dearer, 0 cheaper, 3 the same.")
    await desk.type("1 apr 2099").press(.enter).type("60").press(.enter).type("16").press(.enter).type("2")
    // 60 + 3 × 16 = 108 twice, 60 + 10.4 × 16 = 226.40.
    desk.expectText("The last 30 days: 3 visits, ₹351 would be ₹442.40. +₹91.40 (26.0 %): 3 dearer")
    desk.expectText(
      "Discounts are left out, as are 4 visits without a known distance.")
    desk.expectLine(containing: "12.4 km: ₹191 would be ₹226.40, +₹35.40")
    await desk.press("Ctrl-S")
    desk.expectDialog("Home visits from Wed 1 Apr 2099 on").expectText("+₹91.40 (26.0 %)")
    #expect(try await versions() == [Self.standing])
    await desk.press("c")
    desk.expectDialog(nil).expectMessage("Home visits are charged so from Wed 1 Apr 2099 on.")
    #expect(
      try await versions() == ["5000 1500 3.000 2020-01-01 2099-03-31", "6000 1600 2.000 2099-04-01"])
    desk.expectText("1 Apr 2099 until further notice, to come").expectLine(containing: "by Vikram Sethi")
    await desk.press("Ctrl-W")
    desk.expectDialog("Withdraw the charge to come").expectText("₹60 for the visit, 2 km free")
    await desk.press("w")
    desk.expectMessage("The charge from Wed 1 Apr 2099 on is withdrawn; the one before it holds on.")
    #expect(try await versions() == [Self.standing])
  }

  @Test(
    "A charge between two says until when it holds, one of the same day what it replaces; Esc asks before it is lost")
  func between() async throws {
    let desk = try await desk()
    await desk.press("Ctrl-N").type("1 apr 2099").press(.enter).type("60").press("Ctrl-S", "c")
    await desk.press("Ctrl-N").type("1 apr 2099").press(.enter)
    desk.expectText("It replaces the charge that begins on that day.")
    await desk.press(.escape)
    desk.expectDialog("This is not saved yet")
    await desk.press("d", "Ctrl-N", .escape)
    #expect(desk.distance?.sheet == nil)
    await desk.press("Ctrl-N").type("1 feb 2099").press(.enter)
    desk.expectText("It holds until Tue 31 Mar 2099, when the next charge is to follow.")
    await desk.type("0").press(.enter).type("0")
    desk.expectText("₹351 would be ₹0. -₹351 (100.0 %): 0 dearer, 3 cheaper")
  }

  @Test(
    "What cannot be charged is said in one sentence beside its field, and nothing is asked or saved",
    arguments: [
      ("1 jan 2020", "50", "15", "3", "A new charge holds from today or a later day on."),
      ("tom", "-5", "15", "3", "A price is not negative."), ("tom", "5.001", "15", "3", "Only 2 digits may follow"),
      ("tom", "50", "20000000", "3", "It is at most ₹1,00,00,000."), ("tom", "50", "", "3", "Per km is needed."),
      ("tom", "50", "15", "501", "Kilometres from 0 to 500, such as 3 or 2.5."),
      ("tom", "50", "15", "-1", "Kilometres from 0 to 500, such as 3 or 2.5."),
    ])
  func refused(_ day: String, _ base: String, _ rate: String, _ free: String, _ words: String) async throws {
    let desk = try await desk()
    await desk.press("Ctrl-N").type(day)
    for text in [base, rate, free] { await desk.press(.tab, "Ctrl-E", "Ctrl-U").type(text) }
    await desk.press("Ctrl-S")
    desk.expectMessage(words).expectDialog(nil)
    #expect(try await versions() == [Self.standing])
  }

  @Test("A charge over versions that another desk has changed is refused, kept, and saved on the second attempt")
  func stale() async throws {
    let desk = try await desk()
    await desk.press("Ctrl-N").type("1 apr 2099").press(.enter).type("60").press("Ctrl-S")
    try await changeElsewhere("update distance_pricing_configs set charge_per_km = 1700 where organization_id = 1")
    await desk.press("c")
    desk.expectMessage("The home visit charge was changed in the meantime. Nothing was saved.")
    #expect(desk.distance?.sheet?.sheet.form.text(.base).hasPrefix("60") == true)
    #expect(desk.distance?.sheet?.sheet.form.text(.perKilometre) == "17.00")
    await desk.press("Ctrl-S", "c")
    #expect(try await versions() == ["5000 1700 3.000 2020-01-01 2099-03-31", "6000 1700 3.000 2099-04-01"])
  }

  @Test("A booking of a day to come is charged by the version of that day")
  func booking() async throws {
    try await changeElsewhere(
      "update distance_pricing_configs set effective_until = '2026-11-20' where organization_id = 1")
    try await changeElsewhere(
      """
      insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km,
        effective_from) values (1, 6000, 1500, 3, '2026-11-21')
      """)
    let desk = try await desk()
    await desk.press("F2")
    await desk.fillRepeatVisit()
    // 10.00 more than by the base charge of 50.00.
    desk.expectLine(containing: "₹1,141.50")
  }

  @Test(
    "Whoever reads the catalogue sees the charge and changes none",
    arguments: [TestClinic.receptionist, TestClinic.labTechnician, TestClinic.analyst, TestClinic.collector])
  func reading(_ account: TestClinic.Account) async throws {
    let desk = try await desk(as: account)
    desk.expectText("₹50 for the visit, 3 km free, ₹15 for every km beyond.")
    for action in DistanceActions.all where action.permission != nil {
      #expect(desk.app.state.availability(of: action) != .on, "\(action.title)")
    }
    await desk.press("Ctrl-N")
    #expect(desk.distance?.sheet == nil)
  }
}
