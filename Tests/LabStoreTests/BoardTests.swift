@testable import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The board of a day and what is done on it.
@Suite("Board", .clinic)
struct BoardTests {
  private static let (ravi, meena, farid) = (StaffID(3), StaffID(4), StaffID(5))
  private static let (nala, misty) = (BookingID(5), BookingID(6))

  private func saturday() throws -> CalendarDate { try #require(CalendarDate("2026-11-21")) }
  private func at(_ time: String) throws -> LocalDateTime { try #require(LocalDateTime("2026-11-21 \(time):00")) }
  private func board(_ desk: Desk) async throws -> DayBoard { try await desk.board(on: try saturday()) }

  private func stop(_ id: BookingID, _ desk: Desk) async throws -> RouteStop {
    let board = try await board(desk)
    return try #require((board.unassigned + board.collectors.flatMap(\.stops)).first { $0.id == id })
  }

  /// Nala at noon and Misty at three, both Ravi's.
  private func route(_ desk: Desk) async throws -> CollectorDay {
    try await desk.assign(Assignment(try await stop(Self.misty, desk), to: Self.ravi))
    return try #require(try await board(desk)[Self.ravi])
  }

  private func coming(_ stop: RouteStop, at time: String) throws -> RouteChange {
    RouteChange(stop: stop, startsAt: try at(time))
  }

  @Test("The board of a day: collectors with hours and stops, what nobody has taken, and how many others there are")
  func reading() async throws {
    let desk = try await signedIn()
    let board = try await board(desk)
    #expect(board.collectors.map(\.name) == ["Farid Ali", "Meena Das", "Ravi Kumar"])
    #expect(board.closure == nil && board.clinic == GeoPoint(latitude: 12.9752, longitude: 77.6050))
    let ravi = try #require(board[Self.ravi])
    #expect(ravi.area == "Indiranagar, Domlur" && ravi.isActive && ravi.capacity == nil)
    #expect(ravi.working == .working([TimeStretch(fromMinute: 480, untilMinute: 1200)]))
    let nala = try #require(ravi.stops.first)
    #expect(
      nala
        == RouteStop(
          id: Self.nala, number: "B-000005", version: nala.version, startsAt: try at("12:00"), status: .assigned,
          petName: "Nala", clientName: "Thomas D'Souza"))
    #expect(board[Self.meena]?.stops.map(\.status) == [.collected])
    #expect(board.unassigned.map(\.number) == ["B-000006"])
    // Tuffy walked in, and Kavya Nair's visit was cancelled.
    #expect(board.others == 2)
    #expect(try await desk.collectorDays(on: try saturday()) == board.collectors)
  }

  @Test("A visit is assigned, moved with it in one step, and taken back with a reason")
  func assigning() async throws {
    let desk = try await signedIn()
    try await desk.assign(Assignment(try await stop(Self.misty, desk), to: Self.farid, at: try at("15:30")))
    var misty = try await stop(Self.misty, desk)
    #expect(misty.status == .assigned && misty.note == nil)
    #expect(try misty.startsAt == at("15:30"))
    #expect(try await board(desk)[Self.farid]?.stops == [misty])
    try await desk.assign(Assignment(misty, to: nil, reason: "The client asked for a woman"))
    misty = try await stop(Self.misty, desk)
    #expect(misty.status == .confirmed && misty.note == "The client asked for a woman")
    try await desk.assign(Assignment(misty, to: Self.meena))
    #expect(try await stop(Self.misty, desk).note == nil)
    let trail = try await everything().texts(
      "select to_status from status_events where booking_id = 6 and machine = 'booking' order by id")
    #expect(trail.suffix(3) == ["assigned", "confirmed", "assigned"])
  }

  @Test("A change by another desk is noticed, whatever is done")
  func stale() async throws {
    let desk = try await signedIn()
    let day = try await route(desk)
    var (nala, misty) = (day.stops[0], day.stops[1])
    nala.version -= 1
    misty.version -= 1
    #expect(await failure { try await desk.assign(Assignment(nala, to: Self.meena)) }?.code == .stale)
    #expect(await failure { try await desk.swap(nala, with: misty) }?.code == .stale)
    #expect(await failure { try await desk.pin(nala, true) }?.code == .stale)
    let refused = await failure {
      try await desk.plan(
        [coming(day.stops[0], at: "13:00"), coming(misty, at: "16:00")], of: Self.ravi, on: saturday())
    }
    #expect(refused == DeskError(.stale, "B-000006 was changed in the meantime. Nothing was saved."))
    #expect(try await board(desk)[Self.ravi] == day)
  }

  @Test("Two visits exchange their collectors and keep their times, even where neither has room for both")
  func swapping() async throws {
    let desk = try await signedIn()
    let world = try await everything()
    _ = try await world.transaction([
      "set local session_replication_role = replica",
      "update staff set daily_capacity = case id when 3 then 1 when 4 then 2 end where role = 'collector'",
    ])
    try await desk.assign(Assignment(try await stop(Self.misty, desk), to: Self.meena, at: try at("12:20")))
    let (nala, misty) = (try await stop(Self.nala, desk), try await stop(Self.misty, desk))
    try await desk.swap(nala, with: misty)
    let board = try await board(desk)
    #expect(board[Self.ravi]?.stops.map(\.id) == [Self.misty])
    #expect(board[Self.meena]?.stops.map(\.id) == [BookingID(4), Self.nala])
    #expect(try await stop(Self.nala, desk).startsAt == nala.startsAt)
    // Ravi ends his day at half past twelve: Misty's visit, which is his now, would be too late for him anyway.
    let (a, b) = (try await stop(Self.nala, desk), try await stop(Self.misty, desk))
    _ = try await world.query(
      """
      insert into availability_exceptions (organization_id, staff_id, day, starts_at, ends_at)
      values (1, 3, '2026-11-21', '08:00', '12:25')
      """)
    #expect(await failure { try await desk.swap(a, with: b) }?.code == .rule(constraint: "LB092"))
    #expect(await failure { try await desk.swap(a, with: a) }?.code == .rule(constraint: "LB095"))
    try await desk.assign(Assignment(b, to: nil))
    let back = try await stop(Self.misty, desk)
    #expect(await failure { try await desk.swap(a, with: back) }?.code == .rule(constraint: "LB095"))
  }

  @Test("A route exchanges times in one statement, all of it or nothing")
  func planning() async throws {
    let desk = try await signedIn()
    var day = try await route(desk)
    let moved = try await desk.plan(
      [coming(day.stops[0], at: "15:00"), coming(day.stops[1], at: "12:00")], of: Self.ravi, on: try saturday())
    #expect(moved == 2)
    day = try #require(try await board(desk)[Self.ravi])
    #expect(day.stops.map(\.id) == [Self.misty, Self.nala])
    #expect(try await desk.plan([coming(day.stops[0], at: "12:00")], of: Self.ravi, on: try saturday()) == 0)
    // One that would do and one that would not.
    for (time, code) in [("12:20", "ex_visits_staff_overlap"), ("19:45", "LB092")] {
      let refused = await failure {
        try await desk.plan(
          [coming(day.stops[0], at: "12:10"), coming(day.stops[1], at: time)], of: Self.ravi, on: saturday())
      }
      #expect(refused?.code == .rule(constraint: code), "\(time)")
    }
    #expect(try await board(desk)[Self.ravi] == day)
    let first = day.stops[0]
    #expect(
      await failure { try await desk.plan([coming(first, at: "13:00")], of: Self.meena, on: saturday()) }
        == DeskError(.rule(constraint: "LB094"), "B-000006 is not on this route. Nothing was saved."))
    let twice = await failure {
      try await desk.plan([coming(first, at: "13:00"), coming(first, at: "14:00")], of: Self.ravi, on: saturday())
    }
    #expect(twice?.code == .rule(constraint: "LB094"))
    var unknown = first
    unknown.id = BookingID(99)
    #expect(
      await failure { try await desk.plan([coming(unknown, at: "13:00")], of: Self.ravi, on: saturday()) }?.code
        == .rule(constraint: "LB007"))
    let sunday = RouteChange(stop: first, startsAt: first.startsAt.adding(minutes: 1440))
    #expect(
      await failure { try await desk.plan([sunday], of: Self.ravi, on: saturday()) }?.code == .rule(constraint: "LB094")
    )
  }

  @Test("What is promised or begun keeps its time")
  func fixedTimes() async throws {
    let desk = try await signedIn()
    let day = try await route(desk)
    try await desk.pin(day.stops[1], true)
    let misty = try await stop(Self.misty, desk)
    #expect(misty.isPinned)
    let promised = DeskError(
      .rule(constraint: "LB096"),
      "The time of B-000006 is promised. Nothing was saved. Agree on another one with the client and reschedule it.")
    #expect(
      await failure { try await desk.plan([coming(misty, at: "16:00")], of: Self.ravi, on: saturday()) } == promised)
    #expect(
      await failure { try await desk.assign(Assignment(misty, to: Self.meena, at: at("16:00"))) }?.code
        == .rule(constraint: "LB096"))
    try await desk.assign(Assignment(misty, to: Self.meena))
    #expect(try await stop(Self.misty, desk).isPinned)
    let session = try await BareSession.begin()
    try await session.run(["select desk.move('booking', 5, 'en_route', 'He rang from the road')"])
    let nala = try await stop(Self.nala, desk)
    #expect(
      await failure { try await desk.plan([coming(nala, at: "13:00")], of: Self.ravi, on: saturday()) }
        == DeskError(
          .rule(constraint: "LB021"), "A visit that is en route cannot be moved to another time. Nothing was saved."))
    #expect(try await desk.plan([coming(nala, at: "12:00")], of: Self.ravi, on: try saturday()) == 0)
    #expect(
      await failure { try await desk.assign(Assignment(nala, to: Self.meena)) }?.code == .rule(constraint: "LB010"))
    // The client agrees: rescheduling moves what is promised.
    let agreed = try await stop(Self.misty, desk)
    try await desk.reschedule(
      BookingMove(id: agreed.id, version: agreed.version, startsAt: try at("16:00"), reason: nil))
    #expect(try await stop(Self.misty, desk).startsAt == at("16:00"))
  }

  @Test("A collector who calls in sick gives the day back with the reason, also what is under way")
  func sick() async throws {
    let desk = try await signedIn()
    _ = try await route(desk)
    let session = try await BareSession.begin()
    try await session.run(["select desk.move('booking', 5, 'en_route', 'He rang from the road')"])
    #expect(try await desk.setOff(Self.ravi, on: try saturday(), because: "Fever") == 2)
    let board = try await board(desk)
    #expect(board[Self.ravi]?.working == .off(reason: "Fever") && board[Self.ravi]?.stops == [])
    #expect(board.unassigned.map(\.id) == [Self.nala, Self.misty])
    #expect(board.unassigned.map(\.note) == Array(repeating: "Ravi Kumar is off: Fever", count: 2))
  }

  @Test("Other hours bring back only what lies outside them")
  func shorterDay() async throws {
    let desk = try await signedIn()
    _ = try await route(desk)
    let short = SpecialDay(
      day: try saturday(), stretches: try StretchShorthand.parse("8-12:30"), reason: "Exam in the afternoon")
    #expect(try await desk.set(short, of: Self.ravi) == 1)
    let board = try await board(desk)
    #expect(board[Self.ravi]?.stops.map(\.id) == [Self.nala])
    #expect(board.unassigned.map(\.note) == ["Ravi Kumar works 08:00–12:30: Exam in the afternoon"])
  }

  @Test("A collector who is deactivated gives everything back, with who and why")
  func deactivated() async throws {
    let desk = try await signedIn()
    _ = try await route(desk)
    let admin = try await signedIn(as: TestClinic.admin)
    #expect(try await admin.setActive(Self.ravi, false, reason: "Moved to Pune") == 2)
    let board = try await board(desk)
    #expect(board[Self.ravi] == nil)
    #expect(board.unassigned.map(\.note) == Array(repeating: "Ravi Kumar no longer collects: Moved to Pune", count: 2))
    #expect(
      await failure { try await desk.assign(Assignment(board.unassigned[0], to: Self.ravi)) }?.code
        == .rule(constraint: "LB020"))
  }

  @Test("Closing a day asks for another one for every visit, and takes the collectors off")
  func closing() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    try await desk.pin(try await stop(Self.nala, desk), true)
    // Tuffy's sample is at the lab, and Chloé's is collected: those are over.
    #expect(try await admin.closeDay(try saturday(), name: "Diwali") == 2)
    var board = try await board(desk)
    #expect(board.closure == "Diwali" && board[Self.ravi]?.stops == [])
    #expect(board.unassigned.map(\.note) == ["The clinic is closed: Diwali", nil])
    #expect(try await desk.booking(Self.nala).attention == .clinicClosed)
    let nala = try #require(board.unassigned.first)
    // Another day settles it, and the reason stays until somebody takes the visit.
    try await desk.reschedule(
      BookingMove(id: nala.id, version: nala.version, startsAt: nala.startsAt.adding(minutes: 1440), reason: nil))
    #expect(try await desk.booking(Self.nala).attention == nil)
    #expect(try await desk.booking(Self.misty).attention == .clinicClosed)
    // A death outweighs it, and is taken back to it.
    let cat = try #require(try await desk.readClient(ClientID(2)).pets.first)
    _ = try await desk.mark(cat, as: .inactive(reason: "Moved"))
    #expect(try await desk.booking(Self.misty).attention == .petInactive)
    _ = try await desk.mark(try #require(try await desk.readClient(ClientID(2)).pets.first), as: .active)
    #expect(try await desk.booking(Self.misty).attention == .clinicClosed)
    try await admin.openDay(try saturday())
    #expect(try await desk.booking(Self.misty).attention == nil)
    board = try await self.board(desk)
    #expect(board.closure == nil && board.unassigned.map(\.id) == [Self.misty])
  }

  @Test("Neither an older view of the world nor a session that ends in the middle is a way round")
  func tricks() async throws {
    let world = try await everything()
    _ = try await world.transaction([
      "set local session_replication_role = replica", "update staff set daily_capacity = 1 where id = 4",
    ])
    let session = try await BareSession.begin()
    let parting = try await session.attempt(
      "update visits set staff_id = 4 where booking_id = 5 returning set_config('labrador.session', '', true)")
    #expect(parting.refusal == .custom("LB093"))
    let later = try await session.attempt(
      """
      update visits set starts_at = starts_at + interval '1 minute' where set_config('labrador.session', '', true) = ''
        and booking_id = 5
      """)
    #expect(later.refusal != nil || later.affectedRows == 0)
    _ = try await session.connection.query(
      "set session characteristics as transaction isolation level repeatable read")
    #expect(try await session.attempt("select desk.assign(6, 3)").refusal == .custom("LB098"))
  }

  @Test("Nobody met: the booking, its coupon and its history stay for another attempt")
  func anotherAttempt() async throws {
    let desk = try await signedIn()
    let world = try await everything()
    let form = try await Requests(desk).visit(
      1, ["PCR"], at: "2026-11-21 10:00:00", collector: Self.ravi, coupon: "FLAT200")
    guard case .confirmed(let booking) = try await desk.confirm(form) else {
      Issue.record("The form was not confirmed.")
      return
    }
    func coupon() async throws -> [String] {
      try await world.texts(
        """
        select concat_ws(' ', r.id, r.status, r.discount_amount, r.redemption_date, c.current_uses)
        from coupon_redemptions r join coupons c on c.id = r.coupon_id where r.booking_id = \(booking.id)
        """)
    }
    let used = try await coupon()
    #expect(used.count == 1)
    let session = try await BareSession.begin()
    let attempts: [(String, String)] = [("no_show", "2026-11-21 16:00:00"), ("failed_visit", "2026-11-21 18:00:00")]
    for (number, (outcome, next)) in attempts.enumerated() {
      var steps: [SQL] = ["select desk.move('booking', \(booking.id), \(outcome), 'Nobody opened')"]
      if outcome == "failed_visit" {
        steps = ["en_route", "arrived"].map { "select desk.move('booking', \(booking.id), \($0), 'By phone')" } + steps
      }
      try await session.run(steps)
      let standing = try await desk.booking(booking.id)
      try await desk.reschedule(
        BookingMove(
          id: booking.id, version: standing.version, startsAt: try #require(LocalDateTime(next)), reason: nil))
      #expect(try await desk.booking(booking.id).status == .confirmed)
      #expect(try await coupon() == used, "attempt \(number + 2)")
      try await desk.assign(Assignment(try await stop(booking.id, desk), to: Self.ravi))
    }
    #expect(
      try await world.texts(
        "select concat_ws(' ', attempt, status) from visits where booking_id = \(booking.id) order by 1")
        == ["1 no_show", "2 failed_visit", "3 assigned"])
    let trail = try await world.texts(
      "select to_status from status_events where booking_id = \(booking.id) and machine = 'booking' order by id")
    #expect(
      trail == [
        "confirmed", "assigned", "no_show", "confirmed", "assigned", "en_route", "arrived", "failed_visit", "confirmed",
        "assigned",
      ])
    #expect(try await coupon() == used)
  }
}
