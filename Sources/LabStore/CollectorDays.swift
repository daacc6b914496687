package import LabCore
import Postgres

extension Desk {
  /// Reads every active collector with the visits of a day, travel included.
  package func collectorDays(on date: CalendarDate) async throws -> [CollectorDay] {
    let rows = try await query(.lookUp, "select * from desk.collector_day(\(date)::date)").rows
    var order: [StaffID] = []
    var names: [StaffID: (name: String, area: String?)] = [:]
    var stops: [StaffID: [RouteStop]] = [:]
    for row in rows {
      let id: StaffID = try row.decode("staff_id")
      if names[id] == nil {
        order.append(id)
        names[id] = (try row.decode("name"), try row.decode("assigned_area"))
      }
      if let stop = try RouteStop(row) { stops[id, default: []].append(stop) }
    }
    return order.map { id in
      CollectorDay(id: id, name: names[id]?.name ?? "", area: names[id]?.area, stops: stops[id] ?? [])
    }
  }
}

extension RouteStop {
  /// Reads the visit of a row of `desk.collector_day`; nil where the collector has none.
  fileprivate init?(_ row: Row) throws {
    guard let id = try row.decode("booking_id", as: BookingID?.self),
      let start: LocalDateTime = try row.decode("starts_at"),
      let end: LocalDateTime = try row.decode("blocked_until")
    else { return nil }
    self.init(
      id: id, number: try row.decode("booking_number", as: String?.self) ?? "", startsAt: start,
      durationMinutes: start.minutes(to: end), travelBufferMinutes: 0, status: try row.decode("status"),
      area: try row.decode("area"))
  }
}
