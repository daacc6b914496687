package import LabCore
import Postgres

/// The hours of a collector as those see them who plan: the week, single days, and how many visits a day.
package struct CollectorHours: Sendable, Equatable, Identifiable {
  package var id: StaffID
  package var name: String
  package var area: String?
  /// The plan that holds on the day from which it was read; nil where the clinic's hours hold.
  package var week: WeekPlan?
  /// The first day of a plan that is still to come, and the plan.
  package var coming: (from: CalendarDate, week: WeekPlan)?
  /// Visits a day; nil is without limit.
  package var capacity: Int?
  /// Days off and days with other hours from the day on from which it was read, in their order.
  package var days: [SpecialDay]
  /// Stands for what was read: whoever saves another week says it.
  package var seen: [Int64]

  package static func == (left: Self, right: Self) -> Bool {
    (left.id, left.name, left.area, left.week, left.capacity) == (
      right.id, right.name, right.area, right.week, right.capacity
    )
      && left.coming?.from == right.coming?.from && left.coming?.week == right.coming?.week
      && left.days == right.days && left.seen == right.seen
  }
}

/// A day on which a collector is off or works other hours than the week says.
package struct SpecialDay: Sendable, Hashable {
  package var day: CalendarDate
  /// Empty for a day off.
  package var stretches: [TimeStretch]
  package var reason: String?

  package init(day: CalendarDate, stretches: [TimeStretch] = [], reason: String? = nil) {
    self.day = day
    self.stretches = stretches
    self.reason = reason
  }

  package var working: WorkingDay { stretches.isEmpty ? .off(reason: reason) : .working(stretches) }
}

/// Another week for a collector from a day on.
package struct WeekChange: Sendable, Equatable {
  package var collector: StaffID
  package var from: CalendarDate
  /// Nil lets the clinic's hours hold.
  package var week: WeekPlan?
  package var capacity: Int?
  /// What was read.
  package var before: CollectorHours

  package init(_ before: CollectorHours, from: CalendarDate, week: WeekPlan?, capacity: Int?) {
    collector = before.id
    self.from = from
    self.week = week
    self.capacity = capacity
    self.before = before
  }
}

extension Desk {
  /// Reads the hours of every active collector from a day on, in one round trip.
  package func availability(from day: CalendarDate) async throws -> [CollectorHours] {
    let results = try await transaction(
      .lookUp,
      [
        """
        select id, name, assigned_area, daily_capacity from staff
        where organization_id = (select desk.organization_id()) and role = 'collector' and is_active
        order by name, id
        """,
        """
        select id, staff_id, weekday, extract(epoch from starts_at)::integer / 60 as from_minute,
          extract(epoch from ends_at)::integer / 60 as until_minute, effective_from
        from availability_rules
        where organization_id = (select desk.organization_id())
          and coalesce(effective_until, 'infinity') >= \(day)::date
        order by staff_id, effective_from, weekday, starts_at
        """,
        """
        select staff_id, day, array_remove(array_agg(extract(epoch from starts_at)::integer / 60 order by starts_at), null)
          as from_minutes, array_remove(array_agg(extract(epoch from ends_at)::integer / 60 order by starts_at), null)
          as until_minutes, max(reason) as reason
        from availability_exceptions
        where organization_id = (select desk.organization_id()) and day >= \(day)::date
        group by staff_id, day order by staff_id, day
        """,
      ])
    let rules = try Dictionary(grouping: results[1].rows.map(Rule.init), by: \.collector)
    let days = try Dictionary(
      grouping: results[2].rows.map { (collector: try $0.decode("staff_id") as StaffID, day: try SpecialDay($0)) },
      by: \.collector)
    return try results[0].rows.map { row in
      let id: StaffID = try row.decode("id")
      let plans = Dictionary(grouping: rules[id] ?? [], by: \.from)
      let coming = plans.keys.filter { $0 > day }.min()
      return CollectorHours(
        id: id, name: try row.decode("name"), area: try row.decode("assigned_area"),
        week: plans.first { $0.key <= day }.map { WeekPlan($0.value) },
        coming: coming.flatMap { from in plans[from].map { (from, WeekPlan($0)) } },
        capacity: try row.decode("daily_capacity"), days: days[id]?.map(\.day) ?? [],
        seen: (rules[id] ?? []).map(\.id).sorted())
    }
  }

  /// Gives a collector another week from a day on, and answers how many assigned visits now lie outside it.
  ///
  /// Refused as `.stale` where the hours are no longer what was read; needs `staff.manage`.
  package func save(_ change: WeekChange) async throws -> Int {
    let stretches = (change.week?.days ?? [:]).sorted { $0.key.rawValue < $1.key.rawValue }
      .flatMap { day, stretches in stretches.map { (day.rawValue, $0) } }
    let (starts, ends) = TimeStretch.stored(stretches.map(\.1))
    return try await query(
      .write,
      """
      select desk.set_week(\(change.collector), \(change.from)::date, \(stretches.map(\.0))::integer[],
        \(starts)::time[], \(ends)::time[], \(change.capacity)::integer, \(change.before.seen)::bigint[],
        \(change.before.capacity)::integer)
      """
    ).onlyRow().decode(at: 0)
  }

  /// Says that a collector is off or works other hours on a day, and answers how many visits came back by it.
  ///
  /// Needs `visits.assign`; a day off needs a reason (`LB004`).
  package func set(_ special: SpecialDay, of collector: StaffID) async throws -> Int {
    if special.stretches.isEmpty { return try await setOff(collector, on: special.day, because: special.reason ?? "") }
    let (starts, ends) = TimeStretch.stored(special.stretches)
    return try await query(
      .write,
      """
      select desk.set_hours(\(collector), \(special.day)::date, \(starts)::time[], \(ends)::time[], \(special.reason))
      """
    ).onlyRow().decode(at: 0)
  }

  /// Takes a collector off a day: the open visits of the day come back with the reason. Answers how many.
  package func setOff(_ collector: StaffID, on day: CalendarDate, because reason: String) async throws -> Int {
    try await query(.write, "select desk.set_off(\(collector), \(day)::date, \(reason))").onlyRow().decode(at: 0)
  }

  /// Lets the week hold again on a day, and answers how many visits came back because they lie outside it.
  package func setUsual(_ collector: StaffID, on day: CalendarDate) async throws -> Int {
    try await query(.write, "select desk.set_usual(\(collector), \(day)::date)").onlyRow().decode(at: 0)
  }

  /// Closes the clinic on a day: assigned visits come back, and all of the day ask for another day. Answers how many.
  ///
  /// Needs `clinic.write`, because it moves every collector and client of the day.
  package func closeDay(_ day: CalendarDate, name: String?) async throws -> Int {
    try await query(.write, "select desk.close_day(\(day)::date, \(name))").onlyRow().decode(at: 0)
  }

  /// Takes back what was said of a day of the clinic, so that its week holds again, or opens it for other hours.
  package func openDay(_ day: CalendarDate, for hours: [TimeStretch] = [], name: String? = nil) async throws {
    let (starts, ends) = TimeStretch.stored(hours)
    _ = try await query(.write, "select desk.open_day(\(day)::date, \(starts)::time[], \(ends)::time[], \(name))")
  }
}

/// One stretch of a weekly plan as it is stored.
private struct Rule {
  var id: Int64
  var collector: StaffID
  var weekday: Int
  var from: CalendarDate
  var stretch: TimeStretch?

  init(_ row: Row) throws {
    id = try row.decode("id")
    collector = try row.decode("staff_id")
    weekday = try row.decode("weekday")
    from = try row.decode("effective_from")
    stretch = TimeStretch.all(from: [try row.decode("from_minute")], until: [try row.decode("until_minute")]).first
  }
}

extension WeekPlan {
  fileprivate init(_ rules: [Rule]) {
    self.init()
    for rule in rules {
      guard let day = Weekday(rawValue: rule.weekday), let stretch = rule.stretch else { continue }
      days[day, default: []].append(stretch)
    }
  }
}

extension SpecialDay {
  fileprivate init(_ row: Row) throws {
    self.init(
      day: try row.decode("day"),
      stretches: TimeStretch.all(from: try row.decode("from_minutes"), until: try row.decode("until_minutes")),
      reason: try row.decode("reason"))
  }
}
