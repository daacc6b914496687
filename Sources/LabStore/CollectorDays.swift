package import LabCore
import Postgres

/// A collector and the stretches of one day that are taken already, travel included.
package struct CollectorDay: Sendable, Equatable {
  package var staffID: StaffID
  package var name: String
  package var area: String?
  package var busy: [Range<LocalDateTime>]
}

extension Desk {
  /// Reads every active collector with the visits of a day.
  package func collectorDays(on date: CalendarDate) async throws -> [CollectorDay] {
    let rows = try await query(
      .lookUp, "select * from desk.collector_day(\(date)::date) order by name, staff_id, starts_at"
    ).rows
    var days: [CollectorDay] = []
    for row in rows {
      let id: StaffID = try row.decode("staff_id")
      if days.last?.staffID != id {
        days.append(
          CollectorDay(
            staffID: id, name: try row.decode("name"), area: try row.decode("assigned_area"), busy: []))
      }
      if let start: LocalDateTime = try row.decode("starts_at"), let end: LocalDateTime = try row.decode("blocked_until") {
        days[days.count - 1].busy.append(start..<end)
      }
    }
    return days
  }
}
