internal import LabCore
internal import Postgres

extension LoadedClinic {
  /// When the collectors work and how much they take, with a day off and a short day in the coming week.
  func hoursStatements() -> [SQL] {
    let collectors = plan.staff(role: "collector").enumerated().map { (rota: CollectorRota(position: $0), staff: $1) }
    let rules = collectors.flatMap { rota, staff in
      Weekday.allCases.filter { $0 != today.adding(days: rota.daysToFreeDay).weekday }.flatMap { day in
        rota.stretches.map { (staff: id("staff", staff), day: day.rawValue, stretch: $0) }
      }
    }
    var statements: [SQL] = [
      """
      update staff set daily_capacity = \(CollectorRota.capacity)
      where organization_id = \(id) and id = any (\(collectors.map { id("staff", $0.staff) })::bigint[])
      """,
      """
      insert into availability_rules (organization_id, staff_id, weekday, starts_at, ends_at, effective_from)
      select \(id), t.staff, t.day, time '00:00' + t.first * interval '1 minute', time '00:00' + t.last * interval '1 minute',
        \(todayText)::date - 900
      from unnest(\(rules.map(\.staff))::bigint[], \(rules.map(\.day))::integer[],
        \(rules.map(\.stretch.fromMinute))::integer[], \(rules.map(\.stretch.untilMinute))::integer[])
        as t (staff, day, first, last)
      """,
    ]
    if let first = collectors.first {
      statements.append(
        """
        insert into availability_exceptions (organization_id, staff_id, day, reason)
        values (\(id), \(id("staff", first.staff)), \(todayText)::date + 3, 'Family wedding')
        """)
    }
    if let second = collectors.dropFirst().first {
      statements.append(
        """
        insert into availability_exceptions (organization_id, staff_id, day, starts_at, ends_at, reason)
        values (\(id), \(id("staff", second.staff)), \(todayText)::date + 5, '06:30', '11:00', 'Driving test')
        """)
    }
    return statements
  }
}
