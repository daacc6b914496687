@testable import FrontDesk
import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// Booking for a pet that died, deciding about visits of one, and the reports of a pet.
@Suite("Guarded bookings", .clinic)
@MainActor
struct GuardedBookingTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let sizes = [usual, Size(rows: 20, columns: 60), Size(rows: 50, columns: 160)]

  /// Takes a booking for Rex, who died, up to and including Ctrl-S.
  private func rex(_ size: Size = usual) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.press("Ctrl-N").type("rex").press(.enter)
    desk.expectFocus(.pet).expectProblem(.pet, "Rex has died.")
    #expect(desk.intake?.form.pick(.pet) == nil)
    await desk.type("rex").press(.enter)
    desk.expectPicks(.pet, ["Rex"])
    await desk.go(to: .tests).type("cbc").press(.enter, "Ctrl-S")
    return desk
  }

  @Test("A pet that died is booked with a reason, which stands with the booking", arguments: sizes)
  func reason(_ size: Size) async throws {
    let desk = try await rex(size)
    desk.expectLine(containing: "Book all the same?")
    desk.expectGolden("guard-reason-\(size.columns)x\(size.rows)")
    await desk.press(.enter)
    #expect(try await Rows.open().count("select count(*) from bookings where request_key is not null") == 0)
    await desk.type("Histology of the kept sample").press(.enter)
    desk.expectConfirmed()
    #expect(
      try await Rows.open().texts("select guard_reason from bookings where request_key is not null")
        == ["Histology of the kept sample"])
  }

  @Test("Esc leaves the question and keeps the booking; another pet needs no reason")
  func otherPet() async throws {
    let desk = try await rex()
    await desk.press(.escape)
    desk.expectNoLine(containing: "Book all the same?").expectPicks(.tests, ["CBC"])
    await desk.go(to: .pet).press("Ctrl-E", "Ctrl-U").type("nala").press(.enter, "Ctrl-S")
    desk.expectConfirmed()
    #expect(
      try await Rows.open().texts("select coalesce(guard_reason, 'none') from bookings where request_key is not null")
        == ["none"])
  }

  @Test("A pet that dies while it is being booked is asked about at the next Ctrl-S")
  func meanwhile() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    try await Rows.open().change("update pets set is_deceased = true where name = 'Bruno'")
    await desk.press("Ctrl-S")
    desk.expectProblem(.pet, "Bruno is deceased")
    await desk.press("Ctrl-S")
    desk.expectLine(containing: "Book all the same?")
    await desk.type("Sample is here").press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("Visits of a pet that died are marked in the list and in the booking until somebody decides", arguments: sizes)
  func attention(_ size: Size) async throws {
    let rows = try await Rows.open()
    try await rows.change("update pets set is_deceased = true, deceased_on = '2026-11-20' where name = 'Nala'")
    try await rows.change("update status_events set created_at = '2026-11-21 08:00Z' where booking_id = 5")
    let desk = try await DeskDriver.signedIn(size: size)
    desk.expectLine(containing: "1 to decide")
    await desk.type("nala")
    desk.expectMessage("Nala has died.").expectGolden("attention-list-\(size.columns)x\(size.rows)")
    await desk.press(.enter)
    desk.expectLine(containing: "Decide")
    await desk.press("Ctrl-D").type("Sample is at the clinic")
    desk.expectGolden("attention-settle-\(size.columns)x\(size.rows)")
    await desk.press(.enter)
    desk.expectMessage("The booking stays as it is.").expectNoLine(containing: "Decide")
    #expect(try await rows.count("select count(*) from bookings where attention is not null") == 0)
    #expect(
      try await rows.texts(
        "select reason from audit_logs where entity_type = 'bookings' and entity_id = 5 order by id desc limit 1")
        == ["Sample is at the clinic"])
  }

  @Test("The collector is told before the way is made for nothing")
  func collector() async throws {
    let rows = try await Rows.open()
    for statement in TestClinic.arriveToday { try await rows.change(statement) }
    try await rows.change("update pets set is_deceased = true where name = 'Nala'")
    let desk = try await DeskDriver.signedIn(as: TestClinic.collector)
    desk.expectLine(containing: "! Assigned").expectMessage("Nala has died. Call the desk before you go.")
    await desk.press(.enter)
    desk.expectLine(containing: "Ask first")
  }

  @Test("The reports of a pet, newest first, and back to the open work", arguments: sizes)
  func reports(_ size: Size) async throws {
    // The clocks of the laboratory run by the server's, which is on another day.
    let rows = try await Rows.open()
    for statement: SQL in [
      "set session_replication_role = replica",
      """
      update lab_tasks set received_at = '2026-11-20 10:00Z', running_since = null, due_at = null, used_minutes = 120,
        finished_at = case when finished_at is not null then timestamptz '2026-11-20 12:00Z' end
      """,
      "set session_replication_role = origin",
    ] { try await rows.change(statement) }
    let driver = try await DeskDriver.signedIn(as: TestClinic.labTechnician, size: size)
    let profile = try #require(driver.app.state.workspace?.profile)
    let query = LabTaskQuery.pet(PetID(7))
    var screen = ReportsScreen(
      profile, now: try #require(LocalDateTime("2026-11-21 10:05:00")),
      makeKey: {
        var generator = SystemRandomNumberGenerator()
        return RequestKey(using: &generator)
      })
    #expect(screen.update(.handed(.reports(query, of: "Reports of Tuffy"))).isEmpty)
    guard case .work(.lab(.list(query)), _)? = screen.update(.shown).first else {
      Issue.record("the pet's reports are not asked for")
      return
    }
    let desk = Desk(target: try TestDatabase.current.target(as: .desk), applicationName: "tests")
    let who = TestClinic.labTechnician
    _ = try await desk.signIn(slug: who.slug, phone: who.phone, password: who.password, origin: "test")
    let work = try await desk.workList(query)
    #expect(work.tasks.map(\.bookingNumber) == ["B-000003", "B-000002"])
    // An answer to another question is not this list's.
    _ = screen.update(.answer(.lab(.list(.view(.open), WorkList()))))
    #expect(!screen.isLoaded)
    _ = screen.update(.answer(.lab(.list(query, work))))
    var canvas = Canvas(size: size)
    screen.draw(on: &canvas, in: Rect(row: 0, column: 0, rows: size.rows, columns: size.columns))
    expectGolden(CanvasSnapshot(canvas).description, named: "reports-of-pet-\(size.columns)x\(size.rows)")
    guard case .work(.lab(.list(.view(.open, _, _))), _)? = screen.update(.key(KeyPress(.escape))).first else {
      Issue.record("Esc does not lead back to the open work")
      return
    }
    await desk.disconnect()
  }
}
