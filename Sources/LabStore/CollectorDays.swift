package import LabCore
import Postgres

extension Desk {
  /// Reads every active collector, and whoever else has visits that day, with hours, capacity and visits of the day.
  package func collectorDays(on date: CalendarDate) async throws -> [CollectorDay] {
    let results = try await transaction(.lookUp, [CollectorDay.statement(on: date), RouteStop.statement(on: date)])
    return try CollectorDay.all(roster: results[0], stops: results[1])
  }
}

extension CollectorDay {
  /// The collectors of a day with their hours.
  static func statement(on date: CalendarDate) -> SQL { "select * from desk.roster_day(\(date)::date)" }

  /// Puts the hours of a day and its visits together, collectors in the order of their names.
  static func all(roster: QueryResult, stops: QueryResult) throws -> [CollectorDay] {
    var taken: [StaffID: [RouteStop]] = [:]
    for row in stops.rows {
      guard let collector = try row.decode("staff_id", as: StaffID?.self) else { continue }
      let stop = try RouteStop(row)
      if stop.belongsToDay { taken[collector, default: []].append(stop) }
    }
    return try roster.rows.map { row in
      let id: StaffID = try row.decode("staff_id")
      return CollectorDay(
        id: id, name: try row.decode("name"), area: try row.decode("assigned_area"),
        isActive: try row.decode("is_active"), working: try WorkingDay(row), capacity: try row.decode("daily_capacity"),
        stops: taken[id] ?? [])
    }
  }
}

extension WorkingDay {
  /// Reads what a day is for a collector.
  fileprivate init(_ row: Row) throws {
    let reason: String? = try row.decode("reason")
    switch try row.decode("kind", as: String.self) {
    case "closed": self = .closed(reason: reason)
    case "off": self = .off(reason: reason)
    default:
      self = .working(
        TimeStretch.all(from: try row.decode("from_minutes"), until: try row.decode("until_minutes")))
    }
  }
}

extension TimeStretch {
  /// Pairs minutes since midnight; what would end before it begins is left out.
  static func all(from: [Int], until: [Int]) -> [TimeStretch] {
    zip(from, until).compactMap { from, until in
      (0..<until).contains(from) && until <= wholeDay.untilMinute
        ? TimeStretch(fromMinute: from, untilMinute: until) : nil
    }.joined
  }

  /// The beginnings and the ends as PostgreSQL reads times of day, `24:00` included.
  static func stored(_ stretches: [TimeStretch]) -> (starts: [String], ends: [String]) {
    (stretches.map { clock($0.fromMinute) }, stretches.map { clock($0.untilMinute) })
  }

  private static func clock(_ minute: Int) -> String { "\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)" }
}

extension RouteStop {
  /// Every visit of a day, with its collector where it has one.
  static func statement(on date: CalendarDate) -> SQL {
    """
    select v.staff_id, v.collection_method, b.id, coalesce(b.booking_number, b.id::text) as number, b.version,
      v.starts_at at time zone o.time_zone as starts_at, v.duration_minutes, v.travel_buffer_minutes, v.status,
      v.is_pinned, b.collection_latitude as latitude, b.collection_longitude as longitude, b.collection_area as area,
      coalesce(p.name, '') as pet_name, coalesce(u.full_name, '') as client_name, v.returned_reason
    from visits v
    join organizations o on o.id = v.organization_id
    join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
    left join users u on u.organization_id = b.organization_id and u.id = b.user_id
    left join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
    where v.organization_id = (select desk.organization_id())
      and v.starts_at >= \(date)::date::timestamp at time zone o.time_zone
      and v.starts_at < (\(date)::date + 1)::timestamp at time zone o.time_zone
    order by v.starts_at, b.id
    """
  }

  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), number: try row.decode("number"), version: try row.decode("version"),
      startsAt: try row.decode("starts_at"), durationMinutes: try row.decode("duration_minutes"),
      travelBufferMinutes: try row.decode("travel_buffer_minutes"), status: try row.decode("status"),
      isPinned: try row.decode("is_pinned"), point: try GeoPoint(row), area: try row.decode("area"),
      petName: try row.decode("pet_name"), clientName: try row.decode("client_name"),
      note: try row.decode("returned_reason"))
  }

  /// Whether it counts for the day of its collector: it takes time, or the pet was met.
  var belongsToDay: Bool { takesTime || [.collected, .atLab, .closed].contains(status) }
}
