import LabCore
import LabStore
import Postgres

/// Figures of a year in which a clinic had 100,000 bookings with two tests each: volume, money, turnaround and rounds.
struct FiguresBenchmark: Benchmark {
  private static let queries: [(name: String, measure: Measure, grouping: FigureGrouping)] = [
    ("figures of 100,000, bookings by area", .bookings, .area),
    ("figures of 100,000, gross by test", .gross, .test),
    ("figures of 100,000, turnaround by test", .turnaround, .test),
    ("figures of 100,000, rejections by week", .rejections, .week),
    ("figures of 100,000, no-shows by collector", .noShows, .collector),
  ]

  var names: [String] { Self.queries.map(\.name) }

  func run(on stand: Stand) async throws {
    guard names.contains(where: stand.wants) else { return }
    // A clinic of its own, so that nobody else measures among these rows.
    let clinic = try await BenchClinic.open()
    try await clinic.administer(Self.rows)
    let owner = try clinic.account(.organizationOwner)
    let desk = try clinic.unusedDesk()
    _ = try await desk.signIn(slug: owner.organization, phone: owner.phone, password: owner.password, origin: "bench")
    guard let first = CalendarDate("2020-01-01") else { return }
    for (name, measure, grouping) in Self.queries {
      try await stand.row(name) {
        let query = FigureQuery(measure, by: grouping, from: first, until: first.adding(days: 366))
        let sample = try await stand.meter.measure(least: 10) { _ in _ = try await desk.figures(query, in: .all) }
        return ResultRow(name, sample, in: .milliseconds)
      }
    }
    await desk.disconnect()
    try await clinic.close()
  }

  /// The year 2020, long before anything of the demo, as a replica writes it.
  private static let rows: [SQL] = [
    "set session_replication_role = replica",
    """
    insert into bookings (organization_id, id, booking_number, user_id, pet_id, booking_date, status, collection_method,
      collection_staff_id, collection_area, estimated_distance_m, subtotal, total, created_at)
    select o.id, 10000000 + n, 'Y-' || n, p.user_id, p.id, at, case when n % 40 = 0 then 'no_show' else 'closed' end,
      case when n % 2 = 0 then 'home' else 'walk_in' end, case when n % 2 = 0 then c.id end,
      case when n % 2 = 0 then 'Area ' || n % 30 end, 5000, 90000, 90000, at
    from (select min(id) as id from organizations) o
    cross join lateral (select array_agg(id order by id) as pets from pets where organization_id = o.id) a
    cross join lateral (select array_agg(id order by id) as staff from staff
      where organization_id = o.id and role = 'collector') s
    cross join generate_series(1, 100000) n
    cross join lateral (select timestamptz '2020-01-01 00:00Z' + n * interval '5 minutes' as at) t
    join pets p on p.organization_id = o.id and p.id = a.pets[1 + n % cardinality(a.pets)]
    join staff c on c.organization_id = o.id and c.id = s.staff[1 + n % cardinality(s.staff)]
    """,
    """
    insert into booking_items (organization_id, id, booking_id, test_id, unit_price, discount, status)
    select b.organization_id, b.id * 2 + k, b.id, t.tests[1 + (b.id * 7 + k * 13) % cardinality(t.tests)], 45000, 0, 'completed'
    from bookings b
    cross join (select array_agg(id order by id) as tests from tests
      where organization_id = (select min(id) from organizations)) t
    cross join generate_series(0, 1) k
    where b.id > 10000000
    """,
    """
    insert into visits (organization_id, booking_id, collection_method, staff_id, starts_at, blocked_until, status)
    select organization_id, id, collection_method, collection_staff_id, booking_date, booking_date + interval '30 minutes', status
    from bookings where id > 10000000
    """,
    """
    insert into specimens (organization_id, id, accession_number, booking_id, pet_id, status, collected_at, collected_by, received_at)
    select organization_id, id, '20-' || id, id, pet_id, case when id % 150 = 0 then 'rejected' else 'received' end, booking_date,
      collection_staff_id, booking_date + interval '1 hour'
    from bookings where id > 10000000 and status = 'closed'
    """,
    """
    insert into lab_tasks (organization_id, id, booking_id, stage, tat_minutes, received_at, used_minutes, finished_at, words)
    select i.organization_id, i.id, b.id, 'done', 720, b.booking_date, (i.id * 37) % 900, b.booking_date + interval '9 hours', ''
    from booking_items i join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
    where b.id > 10000000 and b.status = 'closed'
    """,
    "set session_replication_role = origin",
    "analyze bookings", "analyze booking_items", "analyze visits", "analyze specimens", "analyze lab_tasks",
  ]
}
