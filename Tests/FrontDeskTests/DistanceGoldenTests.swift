@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// What the page of the home visit charge looks like.
@Suite("The page of the home visit charge", .clinic)
@MainActor
struct DistanceGoldenTests {
  private nonisolated static let sizes = [
    Size(rows: 20, columns: 60), Size(rows: 24, columns: 80), Size(rows: 50, columns: 160),
  ]

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  /// A desk with a version that has passed, one in force, one to come and one set aside; every shown moment is fixed.
  private func desk(_ size: Size) async throws -> DeskDriver {
    try await DistanceTests.visits()
    try await changeElsewhere(
      """
      update distance_pricing_configs set created_at = '2020-01-01 08:00Z', updated_by_admin_id = 8,
        effective_until = '2025-12-31' where organization_id = 1
      """)
    try await changeElsewhere(
      """
      insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km,
        effective_from, effective_until, is_active, updated_by_admin_id, created_at) values
        (1, 5500, 1550, 2.5, '2026-01-01', '2099-03-31', true, 9, '2025-12-20 08:00Z'),
        (1, 6000, 1600, 2, '2099-04-01', null, true, 9, '2026-11-20 08:00Z'),
        (1, 90000, 1600, 2, '2026-06-01', null, false, 9, '2026-05-20 08:00Z')
      """)
    try await changeElsewhere(
      """
      update bookings set distance_pricing_config_id = (select id from distance_pricing_configs where base_charge = 90000)
      where organization_id = 1 and estimated_distance_m = 12400
      """)
    return try await DeskDriver.signedIn(as: TestClinic.owner, size: size).openDistance()
  }

  @Test("The versions", arguments: sizes)
  func versions(_ size: Size) async throws {
    try await desk(size).expectGolden(name("distance", size))
  }

  @Test("A new charge", arguments: sizes)
  func new(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.press("Ctrl-N").type("1 feb 2099").press(.enter).type("70")
    desk.expectGolden(name("distance-new", size))
  }

  @Test("The question before it is saved", arguments: sizes.prefix(2))
  func question(_ size: Size) async throws {
    let desk = try await desk(size)
    await desk.press("Ctrl-N").type("1 feb 2099").press(.enter).type("70").press("Ctrl-S")
    desk.expectGolden(name("distance-question", size))
  }
}
