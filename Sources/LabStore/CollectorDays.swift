package import LabCore
import Postgres

extension Desk {
  /// Reads every active collector with the visits of a day, travel included.
  package func collectorDays(on date: CalendarDate) async throws -> [CollectorDay] {
    let rows = try await query(.lookUp, "select * from desk.collector_day(\(date)::date)").rows
    var order: [StaffID] = []
    var names: [StaffID: (name: String, area: String?)] = [:]
    var busy: [StaffID: [BusyInterval]] = [:]
    for row in rows {
      let id: StaffID = try row.decode("staff_id")
      if names[id] == nil {
        order.append(id)
        names[id] = (try row.decode("name"), try row.decode("assigned_area"))
      }
      let start: LocalDateTime? = try row.decode("starts_at")
      let end: LocalDateTime? = try row.decode("blocked_until")
      if let start, let end { busy[id, default: []].append(BusyInterval(from: start, until: end)) }
    }
    return order.map { id in
      CollectorDay(id: id, name: names[id]?.name ?? "", area: names[id]?.area, busy: busy[id] ?? [])
    }
  }
}
