@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// What the page of the offers looks like.
@Suite("Page of the offers", .clinic)
@MainActor
struct OffersGoldenTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let small = Size(rows: 20, columns: 60)
  nonisolated static let wide = Size(rows: 50, columns: 160)

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  /// A desk at the list, with figures and an offer in each state.
  private func desk(_ size: Size) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner, size: size)
    let rows = try await Rows.open()
    try await rows.change("set session_replication_role = replica")
    try await rows.change(
      """
      insert into offers (organization_id, name, discount_type, discount_value, start_date, end_date, is_active,
        event_tag, description, minimum_order_value, is_stackable) values
        (1, 'Christmas', 'percentage', 1250, '2026-12-20', '2026-12-31', true, 'Christmas', null, null, true),
        (1, 'Monsoon check', 'fixed_amount', 15000, '2026-06-01', '2026-09-15', true, 'Monsoon', null, 80000, false),
        (1, 'Breeders', 'percentage', 800, '2026-01-01', '2026-12-31', false, null, 'Ask Uma first', null, false)
      """)
    try await rows.change(
      """
      insert into booking_discounts (organization_id, booking_id, offer_id, name, amount)
      values (1, 3, 1, 'Welcome', 5000), (1, 4, 1, 'Welcome', 6450), (1, 1, 5, 'Monsoon check', 15000)
      """)
    try await rows.change("update coupons set current_uses = 3 where code = 'THREE'")
    await desk.openOffers()
    return desk
  }

  @Test("The offers", arguments: [usual, small, wide])
  func offers(_ size: Size) async throws {
    let desk = try await desk(size)
    desk.expectGolden(name("offers", size))
  }

  @Test("One offer and its codes", arguments: [usual, small, wide])
  func page(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("welc").press(.enter)
    desk.expectGolden(name("offer", size))
  }

  @Test("Setting up an offer", arguments: [usual, small])
  func adding(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.press("Ctrl-N").type("Diwali").press(.enter).type("12.5%").press(.enter, .enter).type("31/12")
    await desk.press(.enter, .enter).type("cb")
    desk.expectGolden(name("offer-add", size))
  }

  @Test("Issuing codes", arguments: [usual, small])
  func issuing(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.type("welc").press("Ctrl-T").type("diwali-").press(.enter)
    desk.expectGolden(name("offer-issue", size))
  }

  @Test("Switching several offers off")
  func ending() async throws {
    let desk = try await desk(Self.usual)
    await desk.press("Ctrl-B")
    desk.expectGolden("offers-end-80x24")
  }
}
