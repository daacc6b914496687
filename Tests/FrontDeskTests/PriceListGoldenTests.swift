@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// What the page of tests and prices looks like.
@Suite("The page of tests and prices", .clinic)
@MainActor
struct PriceListGoldenTests {
  private nonisolated static let sizes = [
    Size(rows: 20, columns: 60), Size(rows: 24, columns: 80), Size(rows: 50, columns: 160),
  ]

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  /// A desk with a price to come for a test and a price of a panel; every shown moment is fixed.
  private func desk(_ size: Size) async throws -> DeskDriver {
    let rows = try await Rows.open()
    try await rows.change(
      "update test_prices set created_at = '2025-04-01 08:00Z', set_by = 8 where organization_id = 1")
    try await rows.change(
      "update test_prices set effective_until = '2099-03-31' where organization_id = 1 and test_id = 1")
    try await rows.change(
      """
      insert into test_prices (organization_id, test_id, price, discounted_price, effective_from, set_by, created_at)
      values (1, 1, 50000, 48000, '2099-04-01', 9, '2026-11-20 08:00Z')
      """)
    try await rows.change(
      """
      insert into panel_prices (organization_id, panel_id, price, effective_from, set_by, created_at)
      values (1, 1, 130000, '2025-06-01', 8, '2025-05-01 08:00Z')
      """)
    return try await DeskDriver.signedIn(as: TestClinic.owner, size: size).openPrices()
  }

  @Test("The list", arguments: sizes)
  func list(_ size: Size) async throws {
    try await desk(size).expectGolden(name("prices", size))
  }

  @Test("A test", arguments: sizes)
  func test(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.find("cbc").press(.enter)
    desk.expectGolden(name("prices-test", size))
  }

  @Test("A panel", arguments: sizes.prefix(2))
  func panel(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.find("wellness").press(.enter)
    desk.expectGolden(name("prices-panel", size))
  }

  @Test("A new price", arguments: sizes.prefix(2))
  func newPrice(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.find("cbc").press("Ctrl-T").type("1 feb 2099").press(.enter).type("475")
    desk.expectGolden(name("prices-new-price", size))
  }

  @Test("Editing a test", arguments: sizes)
  func editing(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.find("cbc").press("Ctrl-E")
    desk.expectGolden(name("prices-edit", size))
  }

  @Test("A new test, with a code that is none", arguments: sizes.prefix(2))
  func adding(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.press("Ctrl-N").type("ret").press(.enter).type("Reticulocyte count").press(.enter).type("haem")
    desk.expectGolden(name("prices-add", size))
  }

  @Test("Switching a test off")
  func switchingOff() async throws {
    let desk = try await desk(Self.sizes[1])
    await desk.find("cbc").press("Ctrl-X")
    desk.expectGolden("prices-off-80x24")
  }

  @Test("The categories")
  func categories() async throws {
    let desk = try await desk(Self.sizes[1])
    await desk.find("cbc").press("Ctrl-K")
    desk.expectGolden("prices-categories-80x24")
  }
}
