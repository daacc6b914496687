import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Breaks of the clinic and rules of its turnaround times, with the arithmetic written out.
@Suite("Breaks and turnaround times", .clinic)
struct ClinicBreakTests {
  private static let zone: SQL = "(select time_zone from organizations where id = 1)"

  private func save(_ items: [(ClinicSetting, String?, String?)]) async throws -> SettingsOutcome {
    try await signedIn(as: TestClinic.owner).save(
      SettingsChange(items.map { SettingsChange.Item($0.0, from: $0.1, to: $0.2) }))
  }

  /// A test that was received tomorrow at ten by the server's clock, and may take so many hours.
  private func receive(_ world: Connection, hours: Int?, at time: String = "10:00") async throws {
    for statement: SQL in [
      "select desk.plan_lab_days(1, desk.today_in(1) - 31)",
      """
      update lab_tasks set tat_minutes = \(hours.map { $0 * 60 })::integer,
        received_at = (desk.today_in(1) + 1 + \(time)::time) at time zone \(Self.zone),
        running_since = (desk.today_in(1) + 1 + \(time)::time) at time zone \(Self.zone), used_minutes = 0,
        due_at = case when \(hours)::integer is not null then
          desk.lab_time(1, desk.lab_minute(1, (desk.today_in(1) + 1 + \(time)::time) at time zone \(Self.zone))
            + \(hours.map { $0 * 60 })::integer) end
      where id = 4
      """,
    ] { _ = try await world.query(statement) }
  }

  /// When the test is due, in days from tomorrow and the time of the wall clock.
  private func due(_ world: Connection) async throws -> String {
    try await world.texts(
      """
      select coalesce(((due_at at time zone \(Self.zone))::date - desk.today_in(1) - 1)::text
        || ' ' || to_char(due_at at time zone \(Self.zone), 'HH24:MI'), 'never') from lab_tasks where id = 4
      """)[0]
  }

  private func week(_ before: String, _ after: String) -> [(ClinicSetting, String?, String?)] {
    Weekday.allCases.map { (.hours($0), before, after) }
  }

  @Test("A break of an hour moves what is due by an hour; what ends before the break stays")
  func breakMoves() async throws {
    let world = try await everything()
    // Open from 8 to 20: received at 10:00, six hours end at 16:00, and with the hour from 13 to 14 at 17:00.
    try await receive(world, hours: 6)
    #expect(try await due(world) == "0 16:00")
    #expect(try await save(week("08:00-20:00", "08:00-13:00, 14:00-20:00")).testsMoved == 1)
    #expect(try await due(world) == "0 17:00")
    // Three hours from 10:00 end with the stretch, at 13:00.
    try await receive(world, hours: 3)
    #expect(try await due(world) == "0 13:00")
    // Eleven hours: three before the break, six after it, two on the next morning.
    try await receive(world, hours: 11)
    #expect(try await due(world) == "1 10:00")
    // Received within the break, the time begins when it ends.
    try await receive(world, hours: 1, at: "13:20")
    #expect(try await due(world) == "0 15:00")
  }

  @Test("Around the clock every hour counts, and back in the opening hours only those")
  func aroundTheClock() async throws {
    let world = try await everything()
    // 24 hours of work from 10:00 are ten hours of a day, twelve of the next and two of a third; or just a day.
    try await receive(world, hours: 24)
    #expect(try await due(world) == "2 10:00")
    #expect(try await save([(.clock, "false", "true")]).testsMoved == 1)
    #expect(try await due(world) == "1 10:00")
    _ = try await save([(.clock, "true", "false")])
    #expect(try await due(world) == "2 10:00")
  }

  @Test("A test without a time of its own takes the clinic's while it is set, and one of the catalogue never")
  func withoutOwn() async throws {
    let world = try await everything()
    _ = try await world.query("update tests set report_time_hours = null where organization_id = 1 and code = 'CBC'")
    try await receive(world, hours: nil)
    #expect(try await due(world) == "never")
    #expect(try await save([(.defaultHours, nil, "5")]).testsMoved == 1)
    #expect(try await due(world) == "0 15:00")
    _ = try await save([(.defaultHours, "5", "4")])
    #expect(try await due(world) == "0 14:00")
    _ = try await save([(.defaultHours, "4", nil)])
    #expect(try await due(world) == "never")
    // What the catalogue said on receipt stays.
    try await receive(world, hours: 6)
    #expect(try await save([(.defaultHours, nil, "5")]).testsMoved == 0)
    #expect(try await due(world) == "0 16:00")
  }

  @Test("Days that are past stay as they were, whatever changes")
  func past() async throws {
    let world = try await everything()
    let days: SQL = """
      select string_agg(d::text, ',' order by d.opens_at) from lab_days d where organization_id = 1 and day < desk.today_in(1)
      """
    _ = try await world.query("select desk.plan_lab_days(1, desk.today_in(1) - 31)")
    let before = try await world.texts(days)
    _ = try await save(week("08:00-20:00", "07:00-12:00, 13:00-19:00, 20:00-24:00"))
    _ = try await save([(.clock, "false", "true")])
    #expect(try await world.texts(days) == before)
    // Three stretches a day where the hours count, one where the clock does.
    let stretches: SQL = "select count(*) from lab_days where organization_id = 1 and day = desk.today_in(1) + 2"
    #expect(try await world.count(stretches) == 1)
    _ = try await save([(.clock, "true", "false")])
    #expect(try await world.count(stretches) == 3)
  }

  @Test("What is due within the minutes that the clinic names is due soon")
  func soon() async throws {
    let world = try await everything()
    let lab = try await signedIn(as: TestClinic.labTechnician)
    _ = try await save([(.clock, "false", "true")])
    _ = try await world.query(
      """
      update lab_tasks set received_at = now() - interval '1 hour', running_since = now() - interval '1 hour',
        used_minutes = 0, tat_minutes = 150,
        due_at = desk.lab_time(1, desk.lab_minute(1, now() - interval '1 hour') + 150) where id = 4
      """)
    // 90 minutes are left.
    for (minutes, before, isSoon) in [(60, nil, false), (120, "60", true), (0, "120", false)] as [(Int, String?, Bool)]
    {
      if let before { _ = try await save([(.dueSoon, before, "\(minutes)")]) }
      let task = try #require(try await lab.workList().tasks.first { $0.testCode == "CBC" })
      #expect(task.turnaround.isDueSoon == isSoon, "\(minutes)")
      #expect(task.turnaround.shortWords.hasSuffix(isSoon ? "soon" : "left"))
      #expect(task.turnaround.sentence.hasPrefix("Due soon: ") == isSoon)
    }
  }

  // MARK: Visits

  @Test("A break is no time for a collector without a plan, and the shelf knows it")
  func visits() async throws {
    let world = try await everything()
    _ = try await save(week("08:00-20:00", "08:00-13:00, 14:00-20:00"))
    let working = try await world.texts(
      "select array_to_string(starts_at, ' ') || ' ' || array_to_string(ends_at, ' ') from desk.working_day(1, 3, '2026-11-23')"
    )
    #expect(working == ["08:00:00 14:00:00 13:00:00 20:00:00"])
    let hours = try #require(try await signedIn().readShelf().clinic.hours)
    let monday = try #require(CalendarDate("2026-11-23"))
    #expect(hours.hours(on: monday).text == "08:00–13:00 14:00–20:00")
    #expect(!hours.isOpen(at: try #require(LocalDateTime("2026-11-23 13:30:00"))))
  }

  @Test("Visits that a change leaves outside are counted; a day of rest takes them from their collectors")
  func counted() async throws {
    let world = try await everything()
    // Two visits tomorrow at noon and at three, one of them with a collector.
    for (booking, time) in [(5, "12:00"), (6, "15:00")] {
      _ = try await world.query("set session_replication_role = replica")
      _ = try await world.query(
        """
        update visits set starts_at = (desk.today_in(1) + 1 + \(time)::time) at time zone \(Self.zone),
          blocked_until = (desk.today_in(1) + 1 + \(time)::time) at time zone \(Self.zone) + interval '30 minutes'
        where booking_id = \(booking)
        """)
      _ = try await world.query(
        "update bookings set booking_date = (select starts_at from visits where booking_id = \(booking)) where id = \(booking)"
      )
    }
    _ = try await world.query("set session_replication_role = origin")
    #expect(try await save(week("08:00-20:00", "08:00-11:00, 13:00-20:00")).visitsOutside == 1)
    #expect(try await save(week("08:00-11:00, 13:00-20:00", "08:00-20:00")).visitsOutside == 0)
    let weekday = try await world.count("select extract(isodow from desk.today_in(1) + 1)::integer")
    let day = try #require(Weekday(rawValue: weekday))
    let outcome = try await save([(.hours(day), "08:00-20:00", "off")])
    #expect(outcome.visitsOutside == 0 && outcome.visitsReturned == 1 && outcome.bookingsAsking == 2)
    #expect(try await save([(.hours(day), "off", "08:00-20:00")]).bookingsAsking == -2)
  }
}
