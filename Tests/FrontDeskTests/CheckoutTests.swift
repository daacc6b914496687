@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

@Suite("The checkout preview", .clinic)
@MainActor
struct CheckoutTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let small = Size(rows: 20, columns: 60)
  nonisolated static let wide = Size(rows: 50, columns: 160)

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  private func checkout(_ desk: DeskDriver) -> CheckoutScreen? { desk.app.state.screen as? CheckoutScreen }

  /// Bruno's blood count and liver test, at his home.
  private func fill(_ desk: DeskDriver) async {
    await desk.press("F6").type("bruno").press(.enter).type("cbc").press(.enter).type("lft").press(.enter)
  }

  private func go(_ desk: DeskDriver, to field: CheckoutField) async {
    for _ in 0..<8 where checkout(desk)?.form.focus != field { await desk.press(.tab) }
    #expect(checkout(desk)?.form.focus == field)
  }

  @Test(
    "Two codes side by side, the best one and every rule; nothing is stored by looking",
    arguments: [usual, small, wide])
  func comparing(_ size: Size) async throws {
    let desk = try await DeskDriver.signedIn(size: size)
    let rows = try await Rows.open()
    let before = try await rows.written()
    await fill(desk)
    await go(desk, to: .code)
    await desk.type("welcome10").press(.tab).type("flat200").press(.enter)
    // 450 + 600 = 1,050; 10 % is 105, the fixed amount 200; 5.1 km: 50 + 2.1 × 15 = 81.50.
    let preview = try #require(checkout(desk)?.preview)
    #expect(preview.without.quote.total.minorUnits == 113_150)
    #expect(preview.ways.map(\.code) == ["WELCOME10", "FLAT200"])
    #expect(preview.ways.map(\.quote.total.minorUnits) == [102_650, 93_150])
    #expect(preview.cheapest.code == "FLAT200")
    #expect(preview.suggestions.map(\.code) == ["FLAT200", "WELCOME10"])
    desk.expectGolden(name("checkout", size))
    #expect(try await rows.written() == before)
  }

  @Test("What is missing for a code is said, and a code that fails names its rule")
  func nearMiss() async throws {
    let desk = try await DeskDriver.signedIn(size: Self.wide)
    await desk.press("F6").type("bruno").press(.enter).type("cbc").press(.enter)
    desk.expectLine(containing: "₹550 more qualifies for FLAT200, “Two hundred off”.")
    desk.expectLine(containing: "Best code for Priya Sharma: WELCOME10, “Welcome”, takes ₹45 off.")
    await go(desk, to: .code)
    await desk.type("ended").press(.tab)
    desk.expectLine(containing: "ENDED: The coupon ended on")
    await desk.type("nosuch")
    desk.expectNoLine(containing: "NOSUCH:")
    await desk.press(.enter).press("Shift-Tab")
    desk.expectLine(containing: "NOSUCH: There is no coupon “NOSUCH”")
  }

  @Test("One key takes the cart to the intake at the same price, and back with what was changed there")
  func thereAndBack() async throws {
    let desk = try await DeskDriver.signedIn()
    await fill(desk)
    await desk.press("Ctrl-T")
    let total = try #require(checkout(desk)?.preview?.cheapest.quote.total)
    await desk.press("Alt-Q")
    desk.expectPlace(.bookings).expectField(.client, "Priya Sharma").expectField(.pet, "Bruno")
    desk.expectField(.coupon, "FLAT200")
    #expect(desk.intake?.quote?.total == total)
    await desk.go(to: .tests).type("kft").press(.enter).press("Alt-Q")
    desk.expectPlace(.checkout)
    #expect(checkout(desk)?.form.picks(.tests).map(\.title) == ["CBC", "LFT", "KFT"])
    #expect(checkout(desk)?.preview?.ways.map(\.quote.total.minorUnits) == [148_150])
    await desk.press("Alt-Q").press("Ctrl-S")
    desk.expectConfirmed().expectLine(containing: "₹1,481.50")
  }

  @Test("A home visit stays one, though the client came to the clinic the last time")
  func keepsTheWay() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F6").type("tuffy").press(.enter).type("cbc").press(.enter)
    await go(desk, to: .distance)
    await desk.type("9").press(.enter).press("Alt-Q")
    desk.expectPlace(.bookings).expectField(.distance, "9 km")
    #expect(desk.intake?.isWalkIn == false)
  }

  @Test("Another client's open booking is not overwritten unasked")
  func anotherClient() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("tuffy").press(.enter).type("urn").press(.enter)
    await fill(desk)
    await desk.press("Alt-Q")
    desk.expectDialog("Another booking is open")
    await desk.type("s")
    desk.expectField(.client, "Meera Iyer")
    await desk.press("F6", "Alt-Q").type("d")
    desk.expectField(.client, "Priya Sharma")
    #expect(desk.intake?.form.picks(.tests).map(\.title) == ["CBC", "LFT"])
  }

  @Test("A price that another desk changes shows at once")
  func changedElsewhere() async throws {
    let desk = try await DeskDriver.signedIn()
    await fill(desk)
    try await changeElsewhere("update offers set discount_value = 30000 where name = 'Two hundred off'")
    desk.app.notice(table: "shelf", id: 0)
    await desk.idle()
    #expect(checkout(desk)?.preview?.suggestions.first?.discount.minorUnits == 30_000)
  }
}
