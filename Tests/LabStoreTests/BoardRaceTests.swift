@testable import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Many desks at one board, each on a connection of its own.
@Suite("Board under load", .clinic)
struct BoardRaceTests {
  private static let day = "2026-12-07"
  private static let (ravi, meena) = (StaffID(3), StaffID(4))

  private func monday() throws -> CalendarDate { try #require(CalendarDate(Self.day)) }

  private func desks(_ count: Int) async throws -> [Desk] {
    try await withThrowingTaskGroup(of: Desk.self) { group in
      for _ in 0..<count { group.addTask { try await signedIn() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Puts visits that nobody has taken on the day, at times of their own.
  private func book(_ count: Int, in world: Connection, minutes: SQL, lasting length: SQL = "20") async throws {
    _ = try await world.transaction([
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method)
      select 1, 1, 1, timestamptz '2026-12-07 00:00Z' + \(minutes) * interval '1 minute', 'confirmed', 'home'
      from generate_series(1, \(count)) as n
      """,
      """
      insert into visits (organization_id, booking_id, starts_at, duration_minutes, travel_buffer_minutes, blocked_until)
      select organization_id, id, booking_date, \(length), 5, booking_date + interval '1 minute'
      from bookings where booking_date >= '2026-12-07' and booking_date < '2026-12-08'
      """,
    ])
  }

  /// Does something until nobody is in the way, as people do who press the key again.
  private static func insist(_ body: () async throws -> Void) async -> DeskError? {
    while true {
      let error = await failure(of: body)
      if let error, [.busy, .tooSlow].contains(error.code) { continue }
      return error
    }
  }

  /// Expects every rule to hold on the day, looked at without the functions that hold them.
  private func expectOrder(_ world: Connection, _ comment: Comment) async throws {
    let broken: [(String, SQL)] = [
      (
        "overlap",
        """
        select count(*) from visits a join visits b on b.staff_id = a.staff_id and b.id > a.id
          and tstzrange(a.starts_at, a.blocked_until) && tstzrange(b.starts_at, b.blocked_until)
        where a.status = 'assigned' and b.status = 'assigned'
        """
      ),
      (
        "capacity",
        """
        select count(*) from (select from visits v join staff s on s.id = v.staff_id where v.starts_at >= '2026-12-07'
            and v.status = 'assigned'
          group by s.id, v.starts_at::date, s.daily_capacity having count(*) > s.daily_capacity) k
        """
      ),
      (
        "hours",
        """
        select count(*) from visits v cross join lateral desk.working_day(1, v.staff_id, v.starts_at::date) w
        where v.status = 'assigned' and v.starts_at >= '2026-12-07' and not exists (
          select from unnest(w.starts_at, w.ends_at) as t (s, e)
          where v.starts_at::time >= t.s and v.starts_at + make_interval(mins => v.duration_minutes) <= v.starts_at::date + t.e)
        """
      ),
      (
        "a booking that does not follow its visit",
        """
        select count(*) from bookings b join visits v on v.booking_id = b.id and v.status not in ('cancelled')
        where b.booking_date >= '2026-12-07'
          and (b.status, b.booking_date, b.collection_staff_id) is distinct from (v.status, v.starts_at, v.staff_id)
        """
      ),
    ]
    for (what, statement) in broken {
      #expect(try await world.count(statement) == 0, "\(comment): \(what)")
    }
  }

  /// Expects that the server had to end nobody's circle of waiting.
  private func expectNoDeadlock(_ desks: [Desk], _ world: Connection) async throws {
    for desk in desks { await desk.disconnect() }
    let isQuiet = try await eventually {
      try await world.count(
        "select count(*) from pg_stat_activity where datname = current_database() and usename = 'labrador_desk'") == 0
    }
    #expect(isQuiet)
    #expect(
      try await world.count("select deadlocks from pg_stat_database where datname = current_database()") == 0)
  }

  @Test("16 desks assign 500 visits at once to 12 collectors: no overlap, no deadlock, and no visit is lost")
  func fiveHundred() async throws {
    let world = try await everything()
    _ = try await world.transaction([
      "set local session_replication_role = replica",
      """
      insert into staff (organization_id, name, phone, role, is_active, approved_at)
      select 1, 'Collector ' || n, '+9198222' || lpad(n::text, 5, '0'), 'collector', true, now() from generate_series(4, 12) n
      """,
      "update staff set daily_capacity = case id % 3 when 0 then 20 when 1 then 30 end where role = 'collector'",
      """
      insert into availability_rules (organization_id, staff_id, weekday, starts_at, ends_at, effective_from)
      select 1, id, 1, h.s::time, h.e::time, '2026-01-01' from staff cross join (values ('07:00', '12:30'), ('13:30', '18:00'))
        as h (s, e) where role = 'collector' and organization_id = 1 and id % 2 = 0
      """,
    ])
    try await book(500, in: world, minutes: "(8 * 60 + n * 37 % 600)", lasting: "10 + (id * 7 % 4) * 5")
    let crew = try await desks(16)
    let day = try monday()
    let board = try await patiently { try await crew[0].board(on: day) }
    let visits = board.unassigned
    #expect(visits.count == 500 && board.collectors.count == 12)

    // Each visit is wanted by two desks, whose collectors come in another order.
    let refused = await withTaskGroup(of: [BookingID: Set<String>].self) { group in
      for (number, desk) in crew.enumerated() {
        group.addTask {
          var reasons: [BookingID: Set<String>] = [:]
          for (place, visit) in visits.enumerated() where place % 16 == number || (place + 5) % 16 == number {
            // The first of them tries everybody, the other one is in the way.
            for turn in board.collectors.indices.prefix(place % 16 == number ? 12 : 3) {
              let collector = board.collectors[(place * 5 + number + turn) % board.collectors.count].id
              let error = await Self.insist { try await desk.assign(Assignment(visit, to: collector)) }
              guard let error else { break }
              if error.code == .stale { break }
              reasons[visit.id, default: []].insert("\(error.code)")
            }
          }
          return reasons
        }
      }
      return await group.reduce(into: [BookingID: Set<String>]()) { all, some in
        all.merge(some) { $0.union($1) }
      }
    }

    let (assigned, left) = (
      try await world.count("select count(*) from visits where starts_at >= '2026-12-07' and status = 'assigned'"),
      try await world.texts(
        "select booking_id::text from visits where starts_at >= '2026-12-07' and status = 'confirmed' and staff_id is null"
      )
    )
    #expect(assigned + left.count == 500)
    #expect(assigned > 150, "only \(assigned) were taken")
    let known: Set<String> = Set(
      ["LB091", "LB092", "LB093", "ex_visits_staff_overlap"].map { "\(DeskError.Code.rule(constraint: $0))" })
    #expect(Set(refused.values.joined()).subtracting(known) == [])
    for id in left.compactMap(Int64.init) {
      #expect(refused[BookingID(id)]?.isEmpty == false, "B-\(id) is left without a reason")
    }
    let steps = try await world.count(
      """
      select count(*) from (select booking_id from status_events where machine = 'booking' and to_status = 'assigned'
        and booking_id in (select id from bookings where booking_date >= '2026-12-07') group by 1 having count(*) = 1) k
      """)
    #expect(steps == assigned, "a visit was assigned more than once")
    try await expectOrder(world, "500 visits")
    try await expectNoDeadlock(crew, world)
  }

  @Test("The last place of a day goes to one of many")
  func lastPlace() async throws {
    let world = try await everything()
    let crew = try await desks(8)
    try await book(8 * 3, in: world, minutes: "(8 * 60 + n * 28)")
    let day = try monday()
    let visits = try await patiently { try await crew[0].board(on: day) }.unassigned
    for (round, capacity) in [1, 3, 5].enumerated() {
      _ = try await world.transaction([
        "set local session_replication_role = replica", "update staff set daily_capacity = \(capacity) where id = 3",
      ])
      let outcomes = await failures(of: crew) { desk, number in
        let refused = await Self.insist { try await desk.assign(Assignment(visits[round * 8 + number], to: Self.ravi)) }
        if let refused { throw refused }
      }
      let (taken, full) = (outcomes.count { $0 == nil }, outcomes.count { $0?.code == .rule(constraint: "LB093") })
      // Each round has two places more than the one before, which is full.
      #expect(taken == (round == 0 ? 1 : 2) && full == 8 - taken, "round \(round): \(outcomes)")
    }
    try await expectOrder(world, "the last place")
    try await expectNoDeadlock(crew, world)
  }

  @Test("Routes are planned, visits exchanged, moved and given away at once, and every day stays in order")
  func everythingAtOnce() async throws {
    let world = try await everything()
    let crew = try await desks(8)
    let rounds = Thoroughness.count(usually: 6, thoroughly: 40)
    try await book(16, in: world, minutes: "(8 * 60 + n * 42)")
    let date = try monday()
    for (place, visit) in try await patiently({ try await crew[0].board(on: date) }).unassigned.enumerated() {
      try await crew[0].assign(Assignment(visit, to: place % 2 == 0 ? Self.ravi : Self.meena))
    }
    let outcomes = await failures(of: crew) { desk, number in
      for round in 0..<rounds {
        let board = try await patiently { try await desk.board(on: date) }
        let days = [board[Self.ravi], board[Self.meena]].compactMap(\.self)
        let refused = await Self.insist {
          switch (number + round) % 4 {
          case 0:
            // The stops of a day exchange their times from the ends inwards.
            let stops = days[round % 2].stops
            let changes = zip(stops, stops.reversed()).map { RouteChange(stop: $0, startsAt: $1.startsAt) }
            try await desk.plan(changes, of: days[round % 2].id, on: date)
          case 1:
            guard let first = days[0].stops.first, let second = days[1].stops.last else { return }
            try await desk.swap(first, with: second)
          case 2:
            guard let stop = days[round % 2].stops.dropFirst(number).first else { return }
            try await desk.assign(Assignment(stop, to: days[1 - round % 2].id))
          default:
            guard let stop = days[round % 2].stops.dropFirst(number).first else { return }
            try await desk.reschedule(
              BookingMove(
                id: stop.id, version: stop.version, startsAt: stop.startsAt.adding(minutes: 5), reason: nil))
          }
        }
        if let refused, refused.code != .stale, refused.code != .rule(constraint: "ex_visits_staff_overlap"),
          refused.code != .rule(constraint: "LB094"), refused.code != .rule(constraint: "LB092"),
          refused.code != .rule(constraint: "LB095")
        {
          throw refused
        }
      }
    }
    #expect(outcomes.allSatisfy { $0 == nil }, "\(outcomes)")
    #expect(
      try await world.count("select count(*) from visits where starts_at >= '2026-12-07' and status = 'assigned'") == 16
    )
    try await expectOrder(world, "everything at once")
    try await expectNoDeadlock(crew, world)
  }

  @Test("A visit that is assigned while its collector calls in sick is refused or comes back")
  func sickMeanwhile() async throws {
    let world = try await everything()
    let crew = try await desks(6)
    try await book(5, in: world, minutes: "(8 * 60 + n * 60)")
    let date = try monday()
    for round in 1...4 {
      let visits = try await patiently { try await crew[0].board(on: date) }.unassigned
      #expect(visits.count == 5)
      let outcomes = await failures(of: crew) { desk, number in
        let refused = await Self.insist {
          if number == 5 {
            _ = try await desk.setOff(Self.ravi, on: date, because: "Fever")
          } else {
            try await desk.assign(Assignment(visits[number], to: Self.ravi))
          }
        }
        if let refused { throw refused }
      }
      #expect(outcomes.compactMap(\.self).allSatisfy { $0.code == .rule(constraint: "LB091") }, "\(outcomes)")
      #expect(outcomes[5] == nil)
      #expect(
        try await world.count("select count(*) from visits where staff_id = 3 and starts_at >= '2026-12-07'") == 0,
        "round \(round)")
      _ = try await crew[0].setUsual(Self.ravi, on: date)
    }
    try await expectNoDeadlock(crew, world)
  }

  @Test("A visit that is booked or assigned while its day is closed is refused or asks for another day")
  func closedMeanwhile() async throws {
    let world = try await everything()
    let crew = try await desks(5)
    let admin = try await signedIn(as: TestClinic.admin)
    let date = try monday()
    try await book(3, in: world, minutes: "(12 * 60 + n * 60)")
    for round in 1...4 {
      let form = try await Requests(crew[0]).visit(round, at: "\(Self.day) 09:00:00")
      let visits = try await patiently { try await crew[0].board(on: date) }.unassigned.filter {
        $0.startsAt.time.hour > 12
      }
      let outcomes = await failures(of: crew + [admin]) { desk, number in
        let refused = await Self.insist {
          switch number {
          case 0..<visits.count: try await desk.assign(Assignment(visits[number], to: Self.ravi))
          case 5: _ = try await desk.closeDay(date, name: "Rain")
          case 4: _ = try await desk.confirm(form)
          default: break
          }
        }
        if let refused { throw refused }
      }
      let expected: [DeskError.Code] = [.rule(constraint: "LB090"), .stale]
      #expect(outcomes.compactMap(\.self).allSatisfy { expected.contains($0.code) }, "\(outcomes)")
      #expect(outcomes[5] == nil)
      #expect(
        try await world.count(
          """
          select count(*) from bookings b where b.booking_date >= '2026-12-07' and b.status <> 'cancelled'
            and (b.attention is distinct from 'clinic_closed' or b.collection_staff_id is not null)
          """) == 0, "round \(round)")
      try await admin.openDay(date)
    }
    try await expectNoDeadlock(crew + [admin], world)
  }
}
