package import LabCore
import Postgres

extension Desk {
  /// Gives a test another price from today or a later day on; the version before it ends the day before.
  package func setPrice(
    of test: TestID, version: Int64, from day: CalendarDate, to price: Money, reduced: Money?
  ) async throws {
    _ = try await query(
      .write, "select desk.set_price(\(test), \(day)::date, \(price), \(reduced)::bigint, \(version))")
  }

  /// Takes the price of a test back before its first day.
  package func withdrawPrice(of test: TestID, version: Int64, from day: CalendarDate) async throws {
    _ = try await query(.write, "select desk.withdraw_price(\(test), \(day)::date, \(version))")
  }

  /// Gives a panel a price of its own from today or a later day on, or with nil none any more.
  package func setPrice(of panel: PanelID, version: Int64, from day: CalendarDate, to price: Money?) async throws {
    _ = try await query(.write, "select desk.set_panel_price(\(panel), \(day)::date, \(price)::bigint, \(version))")
  }

  /// Takes the price of a panel back before its first day.
  package func withdrawPrice(of panel: PanelID, version: Int64, from day: CalendarDate) async throws {
    _ = try await query(.write, "select desk.withdraw_panel_price(\(panel), \(day)::date, \(version))")
  }
}
