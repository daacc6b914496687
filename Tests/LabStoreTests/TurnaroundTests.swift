import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Turnaround times in the minutes in which the laboratory works: one function for lists, details and figures.
///
/// The clinic of these tests is open 9 to 18 from Monday to Friday and 9 to 19 on Saturday; Monday 23 November is a holiday.
@Suite("Working minutes", .clinic)
struct TurnaroundTests {
  private static let plan = """
    {"monday": {"start_time": "09:00", "end_time": "18:00"}, "tuesday": {"start_time": "09:00", "end_time": "18:00"},
     "wednesday": {"start_time": "09:00", "end_time": "18:00"}, "thursday": {"start_time": "09:00", "end_time": "18:00"},
     "friday": {"start_time": "09:00", "end_time": "18:00"}, "saturday": {"start_time": "09:00", "end_time": "19:00"}}
    """
  private static let holiday = #"{"2026-11-23": {"enabled": false, "name": "Founders' day"}}"#

  private func furnish() async throws -> Connection {
    let world = try await everything()
    for statement: SQL in [
      "set session_replication_role = replica",
      """
      update clinic_info set booking_rules = \(Self.plan)::jsonb, booking_exceptions = \(Self.holiday)::jsonb
      where organization_id = 1
      """,
      "set session_replication_role = origin",
      "select desk.plan_lab_days(1, '2026-11-09')",
    ] { _ = try await world.query(statement) }
    return world
  }

  /// A time of the clinic's wall clock, which is the tests' UTC.
  private static let zone: SQL = "(select time_zone from organizations where id = 1)"

  @Test(
    "A time that is allowed ends in the hours of the laboratory",
    arguments: [
      // Saturday evening, half an hour before closing: 30 minutes then, and the rest from Tuesday 9:00 on.
      ("2026-11-21 18:30", 240, "2026-11-24 12:30"),
      // What fits into the day ends on it; what ends with the day ends at closing time.
      ("2026-11-20 10:00", 60, "2026-11-20 11:00"), ("2026-11-20 17:00", 60, "2026-11-20 18:00"),
      // Before opening, in the night and on Sunday the time begins with the next opening.
      ("2026-11-20 07:00", 30, "2026-11-20 09:30"), ("2026-11-20 21:00", 30, "2026-11-21 09:30"),
      ("2026-11-22 12:00", 30, "2026-11-24 09:30"),
      // 24 hours of work are two days of nine hours and six hours of a third.
      ("2026-11-16 09:00", 1440, "2026-11-18 15:00"),
    ])
  func due(_ start: String, _ minutes: Int, _ due: String) async throws {
    let world = try await furnish()
    let found = try await world.texts(
      """
      select to_char(desk.lab_time(1, desk.lab_minute(1, \(start)::timestamp at time zone \(Self.zone)) + \(minutes))
        at time zone \(Self.zone), 'YYYY-MM-DD HH24:MI')
      """)
    #expect(found == [due])
  }

  @Test("A Saturday-evening sample across a holiday is due at the same minute everywhere")
  func everywhere() async throws {
    let world = try await furnish()
    let at: SQL = "timestamp '2026-11-21 18:30' at time zone \(Self.zone)"
    _ = try await world.query(
      "update lab_tasks set tat_minutes = 240, received_at = \(at), running_since = \(at), due_at = null where id = 4")
    _ = try await world.query("select desk.put_task(1, 4)")
    // The list and the details are one value.
    let desk = try await signedIn(as: TestClinic.labTechnician)
    let listed = try #require(try await desk.workList(.view(.stage(.work))).tasks.first)
    #expect(listed.turnaround.dueAt?.description == "2026-11-24 12:30:00")
    #expect(listed.turnaround.sentence.contains("24 Nov 2026 12:30"))
    let ofPet = try #require(try await desk.workList(.pet(PetID(7))).tasks.first)
    #expect(ofPet.turnaround == listed.turnaround)
    // Figures measure by the same minutes: verified at that moment, exactly the allowed time is used.
    let used = try await world.count(
      "select desk.working_minutes(1, received_at, due_at)::integer from lab_tasks where id = 4")
    #expect(used == 240)
    #expect(
      try await world.count(
        "select desk.working_minutes(1, received_at, due_at + interval '1 minute')::integer from lab_tasks where id = 4"
      )
        == 241)
  }

  @Test("Minutes between any two moments are those that a walk through the hours counts")
  func walk() async throws {
    let world = try await furnish()
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<60 {
      let from = Int.random(in: 0..<(14 * 1440), using: &generator)
      let until = from + Int.random(in: 0..<(6 * 1440), using: &generator)
      let found = try await world.count(
        """
        select desk.working_minutes(1, (timestamp '2026-11-09' + make_interval(mins => \(from))) at time zone \(Self.zone),
          (timestamp '2026-11-09' + make_interval(mins => \(until))) at time zone \(Self.zone))::integer
        """)
      // Minute by minute: Monday 9 November is day 0, the holiday day 14.
      let walked = (from..<until).count { minute in
        let (day, time) = (minute / 1440, minute % 1440)
        guard day % 7 != 6, day != 14 else { return false }
        return time >= 540 && time < (day % 7 == 5 ? 1140 : 1080)
      }
      #expect(found == walked, "from \(from) until \(until)")
    }
  }

  @Test("A holiday that is declared later moves what is due, and days that are past stay as they were")
  func holidays() async throws {
    let world = try await everything()
    _ = try await world.query("update lab_tasks set running_since = now(), received_at = now() where id = 4")
    _ = try await world.query("select desk.put_task(1, 4)")
    let before = try await world.texts("select due_at::text from lab_tasks where id = 4")
    let past = try await world.texts(
      "select string_agg(d::text, ',' order by day) from lab_days d where organization_id = 1 and day < desk.today_in(1)"
    )
    // Today and the whole week after it are closed from now on.
    _ = try await world.query(
      """
      update clinic_info set booking_exceptions = (select jsonb_object_agg(to_char(desk.today_in(1) + d, 'YYYY-MM-DD'),
        '{"enabled": false}'::jsonb) from generate_series(0, 6) d) where organization_id = 1
      """)
    #expect(
      try await world.count(
        """
        select count(*) from lab_tasks where id = 4 and due_at > \(before[0])::timestamptz
          and (due_at at time zone \(Self.zone))::date >= desk.today_in(1) + 7
        """) == 1)
    #expect(
      try await world.texts(
        "select string_agg(d::text, ',' order by day) from lab_days d where organization_id = 1 and day < desk.today_in(1)"
      )
        == past)
  }

  @Test("The clock stands still while another tube is waited for, and goes on with what was used")
  func pauses() async throws {
    let world = try await furnish()
    let desk = try await signedIn(as: TestClinic.labTechnician)
    // 100 minutes were used when the tube was rejected and another one asked for.
    let start: SQL = "desk.lab_time(1, desk.lab_minute(1, now()) - 100)"
    _ = try await world.query("update lab_tasks set received_at = \(start), running_since = \(start) where id = 4")
    let item = try #require(try await desk.workList().tasks.first { $0.testCode == "CBC" })
    _ = try await desk.reject(
      Rejection(item: item.id, version: item.version, reason: .haemolysed, note: "", isWholeTube: true))
    try await desk.move(
      Step(machine: "item", recordID: item.id.rawValue, to: "recollect_pending"), reason: nil)
    let paused = try #require(try await desk.workList().tasks.first { $0.testCode == "CBC" })
    #expect(paused.turnaround.shortWords == "paused")
    #expect((100...102).contains(paused.turnaround.usedMinutes))
    #expect(paused.turnaround.dueAt == nil)
    try await signedIn().move(
      Step(machine: "item", recordID: item.id.rawValue, to: "collected"), reason: "The owner brought it")
    let tube = try #require(try await desk.workList().tasks.first { $0.testCode == "CBC" }?.tubes.last)
    #expect(try await desk.receive([tube.number]).map(\.outcome) == [.received])
    let running = try #require(try await desk.workList().tasks.first { $0.testCode == "CBC" })
    #expect(running.turnaround.isRunning)
    // 360 minutes are allowed, so 260 are left but for what ran since.
    #expect((255...260).contains(try #require(running.turnaround.minutesLeft)))
  }

  @Test("Without a turnaround time, or with none of zero hours, nothing is ever overdue")
  func without() async throws {
    let world = try await TestDatabase.current.connect(as: .owner)
    for hours in ["null", "0"] {
      _ = try await world.query("update tests set report_time_hours = \(unsafeSQL: hours) where code = 'KFT'")
      _ = try await world.query("update booking_items set status = 'processing' where id = 5")
      _ = try await world.query(
        "update lab_tasks set received_at = now() - interval '9 days', running_since = now() - interval '9 days' where id = 5"
      )
      _ = try await world.query("select desk.put_task(1, 5)")
      let desk = try await signedIn(as: TestClinic.labTechnician)
      let task = try #require(try await desk.workList().tasks.first { $0.testCode == "KFT" })
      #expect(task.turnaround.allowedMinutes == nil)
      #expect(!task.turnaround.isOverdue)
      #expect(try await desk.workList(.view(.overdue)).tasks.allSatisfy { $0.testCode != "KFT" })
      _ = try await world.query("update booking_items set status = 'rejected' where id = 5")
      _ = try await world.query("update booking_items set status = 'recollect_pending' where id = 5")
      _ = try await world.query("update booking_items set status = 'collected' where id = 5")
      _ = try await world.query("update lab_tasks set received_at = null, running_since = null where id = 5")
    }
  }
}
