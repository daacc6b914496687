import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The rules that a visit of a desk obeys: open days, hours of its collector, and how much they take.
@Suite("Hours of collectors", .clinic)
struct RosterTests {
  private static let ravi = StaffID(3)
  private static let meena = StaffID(4)
  /// A visit that nobody has taken, on Saturday 21 November 2026 at 15:00 for half an hour.
  private static let misty = BookingID(6)
  private static let saturday = "2026-11-21"

  private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
  private func moment(_ text: String) throws -> LocalDateTime { try #require(LocalDateTime(text + ":00")) }

  private func hours(_ text: String) throws -> [TimeStretch] { try StretchShorthand.parse(text) }

  /// Tries to give Misty's visit to a collector, and answers with what refused it.
  private func refusal(_ collector: StaffID?, at time: String? = nil, by desk: Desk) async -> DeskError? {
    await failure {
      try await desk.assign(
        Assignment(id: Self.misty, version: nil, collector: collector, startsAt: try time.map(moment)))
    }
  }

  /// Gives a collector the same hours on weekdays from a day on that lies before every visit.
  @discardableResult
  private func plan(
    _ week: [Weekday: String], capacity: Int? = nil, for collector: StaffID = ravi, by admin: Desk
  ) async throws -> Int {
    let from = try day("2026-11-01")
    let before = try #require(try await admin.availability(from: from).first { $0.id == collector })
    return try await admin.save(
      WeekChange(before, from: from, week: WeekPlan(try week.mapValues(hours)), capacity: capacity))
  }

  @Test("Without a plan the clinic's hours hold, up to their last minute")
  func clinicHours() async throws {
    let desk = try await signedIn()
    for (time, isRefused) in [("07:59", true), ("08:00", false), ("19:30", false), ("19:31", true)] {
      let error = await refusal(Self.ravi, at: "\(Self.saturday) \(time)", by: desk)
      #expect((error != nil) == isRefused, "\(time): \(String(describing: error))")
    }
    #expect(
      await refusal(Self.ravi, at: "\(Self.saturday) 19:31", by: desk)
        == DeskError(
          .rule(constraint: "LB092"),
          "Ravi Kumar works 08:00–20:00 on Saturday 21 November 2026, not 19:31–20:01. Nothing was saved. "
            + "Choose another time or collector."))
  }

  @Test("A plan has its breaks, and a weekday that it leaves out is free")
  func weeklyPlan() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    try await plan([.saturday: "7-13, 14-18", .monday: "9-12"], by: admin)
    let times = [
      ("06:59", true), ("07:00", false), ("12:30", false), ("12:31", true), ("13:15", true), ("13:59", true),
      ("14:00", false), ("17:30", false), ("17:31", true),
    ]
    // Nala's visit at noon is another's, so that only the hours object.
    try await desk.assign(Assignment(id: BookingID(5), version: nil, collector: Self.meena))
    for (time, isRefused) in times {
      let error = await refusal(Self.ravi, at: "\(Self.saturday) \(time)", by: desk)
      #expect((error?.code == .rule(constraint: "LB092")) == isRefused, "\(time): \(String(describing: error))")
    }
    #expect(
      await refusal(Self.ravi, at: "2026-11-22 10:00", by: desk)?.sentence
        == "Ravi Kumar does not work on Sundays. Nothing was saved. Choose another collector or day.")
    #expect(
      await refusal(Self.ravi, at: "2026-11-22 10:00", by: desk)?.code == .rule(constraint: "LB091"))
    #expect(await refusal(Self.ravi, at: "2026-11-23 11:30", by: desk) == nil)
    // Nobody's visit may stand at any time of an open day.
    #expect(await refusal(nil, at: "2026-11-22 03:00", by: desk) == nil)
  }

  @Test("What is said of a day beats the plan: off with its reason, other hours, and the plan again")
  func exceptions() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    try await plan([.monday: "7-13"], by: admin)
    let monday = try day("2026-11-23")
    #expect(try await desk.setOff(Self.ravi, on: monday, because: "Sick") == 0)
    #expect(
      await refusal(Self.ravi, at: "2026-11-23 10:00", by: desk)
        == DeskError(
          .rule(constraint: "LB091"),
          "Ravi Kumar is off on Monday 23 November 2026 (Sick). Nothing was saved. Choose another collector or day."))
    #expect(
      try await desk.set(SpecialDay(day: monday, stretches: try hours("16-20"), reason: "Dentist"), of: Self.ravi) == 0)
    #expect(await refusal(Self.ravi, at: "2026-11-23 10:00", by: desk)?.code == .rule(constraint: "LB092"))
    #expect(await refusal(Self.ravi, at: "2026-11-23 19:30", by: desk) == nil)
    #expect(try await desk.setUsual(Self.ravi, on: monday) == 1)
    #expect(await refusal(Self.ravi, at: "2026-11-23 19:30", by: desk)?.code == .rule(constraint: "LB092"))
    #expect(await refusal(Self.ravi, at: "2026-11-23 10:00", by: desk) == nil)
    let seen = try #require(try await desk.availability(from: monday).first { $0.id == Self.ravi })
    #expect(seen.days == [] && seen.week?.text == "Mon 07:00–13:00")
  }

  @Test("A closed day beats the plan and what is said of a collector's day, for whoever it is")
  func closedDay() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    let monday = try day("2026-11-23")
    try await plan([.monday: "7-13"], by: admin)
    _ = try await desk.set(SpecialDay(day: monday, stretches: try hours("7-20")), of: Self.ravi)
    #expect(try await admin.closeDay(monday, name: "Diwali") == 0)
    let closed = DeskError(
      .rule(constraint: "LB090"),
      "The clinic is closed on Monday 23 November 2026 (Diwali). Nothing was saved. Choose another day.")
    #expect(await refusal(Self.ravi, at: "2026-11-23 10:00", by: desk) == closed)
    #expect(await refusal(nil, at: "2026-11-23 10:00", by: desk) == closed)
    #expect(try await desk.board(on: monday).closure == "Diwali")
    #expect(
      try await desk.collectorDays(on: monday).map(\.working) == Array(repeating: .closed(reason: "Diwali"), count: 3))
    try await admin.openDay(monday)
    #expect(await refusal(Self.ravi, at: "2026-11-23 10:00", by: desk) == nil)
  }

  @Test("The shelf knows the plan of the clinic, and so does the day of whoever has no plan")
  func clinicPlan() async throws {
    let (desk, world) = (try await signedIn(), try await everything())
    _ = try await world.query(
      """
      update clinic_info set booking_rules = '{"monday": {"start_time": "07:30", "end_time": "19:00"},
          "saturday": {"enabled": true, "start_time": "08:00", "end_time": "12:00"}, "tuesday": {}, "sunday": {"enabled": false}}',
        booking_exceptions = '{"2026-11-22": {"enabled": true, "start_time": "10:00", "end_time": "11:00", "name": "Camp"},
          "2026-11-23": {"enabled": false, "name": "Diwali"}, "2026-02-30": {"enabled": false}, "soon": 1,
          "2026-11-30": {"name": "Fair", "start_time": "9am"}}'
      where organization_id = 1
      """)
    let hours = try #require(try await desk.readShelf().clinic.hours)
    let expected = [
      "2026-11-16": "07:30–19:00", "2026-11-17": "08:00–20:00", "2026-11-18": "closed", "2026-11-21": "08:00–12:00",
      "2026-11-22": "10:00–11:00", "2026-11-29": "closed", "2026-11-23": "closed", "2026-11-30": "07:30–19:00",
    ]
    for (date, words) in expected {
      #expect(hours.hours(on: try day(date)).text == words, "\(date)")
      let worked = try await desk.collectorDays(on: try day(date))[0].working
      let text = worked.stretches.map(\.text).joined()
      #expect(text == (words == "closed" ? "" : words), "\(date)")
      if case .closed = worked { #expect(words == "closed", "\(date)") } else { #expect(words != "closed", "\(date)") }
    }
    #expect(hours.exceptions.count == 3)
    #expect(try hours.exceptions[day("2026-11-23")]?.name == "Diwali")
    #expect(await refusal(Self.meena, at: "2026-11-22 10:31", by: desk)?.code == .rule(constraint: "LB092"))
    #expect(await refusal(Self.meena, at: "2026-11-22 10:30", by: desk) == nil)
  }

  @Test("No more visits a day than agreed, those that are done included; what leaves makes room")
  func capacity() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    // Chloé was collected by Meena this morning.
    try await plan([.saturday: "7-20"], capacity: 1, for: Self.meena, by: admin)
    let full = DeskError(
      .rule(constraint: "LB093"),
      "Meena Das takes at most 1 visit a day, and Saturday 21 November 2026 is full. Nothing was saved. "
        + "Choose another collector or day.")
    #expect(await refusal(Self.meena, by: desk) == full)
    try await plan([.saturday: "7-20"], capacity: 2, for: Self.meena, by: admin)
    #expect(await refusal(Self.meena, by: desk) == nil)
    #expect(await refusal(Self.meena, at: "\(Self.saturday) 16:00", by: desk) == nil)
    let nala = Assignment(id: BookingID(5), version: nil, collector: Self.meena)
    #expect(await failure { try await desk.assign(nala) }?.code == .rule(constraint: "LB093"))
    #expect(await refusal(nil, by: desk) == nil)
    #expect(await failure { try await desk.assign(nala) } == nil)
  }

  @Test("Of several reasons the one is given that cannot be helped: closed, off, hours, taken, full")
  func order() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    let (saturday, noon) = (try day(Self.saturday), "\(Self.saturday) 12:10")
    try await plan([.saturday: "7-12, 15-20"], capacity: 1, by: admin)
    // Everything stands against it: the clinic is closed, Ravi is off, it is his break, he is busy, and he has his visit.
    let world = try await everything()
    let closed = #"{"2026-11-21": {"enabled": false}}"#
    _ = try await world.transaction([
      "set local session_replication_role = replica",
      "update clinic_info set booking_exceptions = \(closed)::jsonb where organization_id = 1",
      """
      insert into availability_exceptions (organization_id, staff_id, day, reason)
      values (1, 3, \(saturday)::date, 'Sick')
      """,
    ])
    #expect(
      await refusal(Self.ravi, at: noon, by: desk)?.sentence
        == "The clinic is closed on Saturday 21 November 2026. Nothing was saved. Choose another day.")
    _ = try await world.transaction([
      "set local session_replication_role = replica", "update clinic_info set booking_exceptions = '{}'",
    ])
    #expect(await refusal(Self.ravi, at: noon, by: desk)?.code == .rule(constraint: "LB091"))
    _ = try await world.query("delete from availability_exceptions")
    #expect(await refusal(Self.ravi, at: noon, by: desk)?.code == .rule(constraint: "LB092"))
    try await plan([.saturday: "7-20"], capacity: 1, by: admin)
    #expect(await refusal(Self.ravi, at: noon, by: desk)?.code == .rule(constraint: "ex_visits_staff_overlap"))
    #expect(await refusal(Self.ravi, at: "\(Self.saturday) 15:00", by: desk)?.code == .rule(constraint: "LB093"))
    try await plan([.saturday: "7-20"], by: admin)
    #expect(await refusal(Self.ravi, at: "\(Self.saturday) 15:00", by: desk) == nil)
  }

  @Test("A form that was filled in before its day was closed is refused kindly, and goes with another day")
  func draftBeforeClosing() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    var form = try await Requests(desk).visit(1, at: "2026-11-23 09:00:00", collector: Self.ravi)
    _ = try await admin.closeDay(try day("2026-11-23"), name: "Diwali")
    let refused = await failure { _ = try await desk.confirm(form) }
    #expect(refused?.code == .rule(constraint: "LB090"))
    form.draft.collectorID = nil
    #expect(await failure { _ = try await desk.confirm(form) }?.code == .rule(constraint: "LB090"))
    #expect(try await everything().count("select count(*) from request_log") == 0)
    form.draft.startsAt = try moment("2026-11-24 09:00")
    guard case .confirmed = try await desk.confirm(form) else {
      Issue.record("The form was not confirmed on another day.")
      return
    }
  }

  @Test("Nobody walks in on a closed day")
  func walkIn() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    let today = try #require(
      CalendarDate(try await everything().texts("select (now() at time zone 'UTC')::date::text")[0]))
    var form = try await Requests(desk).visit(1, at: "\(today) 09:00:00")
    form.draft.collection = .walkIn
    form.accepted = quote(
      try await desk.readShelf().catalogue.expand(form.draft.cart).lines, offers: try await desk.readShelf().offers,
      coupon: nil, uses: [], journey: .walkIn, taxes: .none, in: try await desk.profile().currency,
      at: LocalDateTime(today, .midnight))
    _ = try await admin.closeDay(today, name: nil)
    let refused = await failure { _ = try await desk.confirm(form) }
    #expect(refused?.code == .rule(constraint: "LB090"), "\(String(describing: refused))")
  }

  @Test("Rescheduling obeys the same rules and leaves everything as it was when refused")
  func rescheduling() async throws {
    let (desk, admin) = (try await signedIn(), try await signedIn(as: TestClinic.admin))
    try await plan([.saturday: "7-18", .monday: "7-13"], capacity: 5, by: admin)
    _ = try await admin.closeDay(try day("2026-11-24"), name: "Diwali")
    let before = try await desk.booking(BookingID(5))
    for (time, code) in [
      ("2026-11-24 10:00", "LB090"), ("2026-11-25 10:00", "LB091"), ("2026-11-23 12:45", "LB092"),
    ] {
      let move = BookingMove(id: before.id, version: before.version, startsAt: try moment(time), reason: nil)
      #expect(await failure { try await desk.reschedule(move) }?.code == .rule(constraint: code), "\(time)")
    }
    #expect(try await desk.booking(BookingID(5)) == before)
    try await desk.reschedule(
      BookingMove(id: before.id, version: before.version, startsAt: try moment("2026-11-23 12:30"), reason: nil))
    let after = try await desk.booking(BookingID(5))
    #expect(after.status == .assigned)
    #expect(try after.startsAt == moment("2026-11-23 12:30"))
  }

  @Test("A plan is saved over what was read and over nothing else")
  func staleWeek() async throws {
    let admin = try await signedIn(as: TestClinic.admin)
    let from = try day("2026-11-01")
    let read = try #require(try await admin.availability(from: from).first { $0.id == Self.ravi })
    #expect(read.week == nil && read.capacity == nil)
    let change = WeekChange(read, from: from, week: WeekPlan([.monday: try hours("7-13")]), capacity: 9)
    #expect(try await admin.save(change) == 1, "Nala's visit on Saturday lies outside now")
    #expect(await failure { _ = try await admin.save(change) }?.code == .stale)
    let later = try #require(try await admin.availability(from: try day("2026-12-01")).first { $0.id == Self.ravi })
    _ = try await admin.save(
      WeekChange(later, from: try day("2026-12-01"), week: WeekPlan([.monday: try hours("8-9")]), capacity: 9))
    let both = try #require(try await admin.availability(from: from).first { $0.id == Self.ravi })
    #expect(both.week?.text == "Mon 07:00–13:00" && both.coming?.week.text == "Mon 08:00–09:00")
    #expect(try both.coming?.from == day("2026-12-01"))
    #expect(both.capacity == 9)
    _ = try await admin.save(WeekChange(both, from: from, week: nil, capacity: nil))
    let none = try #require(try await admin.availability(from: from).first { $0.id == Self.ravi })
    #expect(none.week == nil && none.coming == nil && none.capacity == nil && none.seen == [])
  }

  @Test(
    "Whoever assigns says what a day is like; the week is for whoever manages staff, closing for the clinic's owner")
  func permissions() async throws {
    let desk = try await signedIn()
    let from = try day("2026-11-01")
    let read = try #require(try await desk.availability(from: from).first)
    #expect(
      await failure { _ = try await desk.save(WeekChange(read, from: from, week: nil, capacity: 3)) }?.code
        == .notAllowed)
    #expect(await failure { _ = try await desk.closeDay(from, name: nil) }?.code == .notAllowed)
    #expect(await failure { try await desk.openDay(from) }?.code == .notAllowed)
    let technician = try await signedIn(as: TestClinic.labTechnician)
    #expect(await failure { _ = try await technician.setOff(Self.ravi, on: from, because: "x") }?.code == .notAllowed)
    #expect(
      await failure { _ = try await desk.setOff(Self.ravi, on: from, because: " ") }?.code == .rule(constraint: "LB004")
    )
    #expect(
      await failure { _ = try await desk.setOff(StaffID(1), on: from, because: "x") }?.code
        == .rule(constraint: "LB099"))
    let overlapping = SpecialDay(
      day: from,
      stretches: [TimeStretch(fromMinute: 60, untilMinute: 120), TimeStretch(fromMinute: 90, untilMinute: 180)])
    #expect(
      await failure { _ = try await desk.set(overlapping, of: Self.ravi) }?.code
        == .rule(constraint: "ex_availability_exceptions_overlap"))
  }
}
