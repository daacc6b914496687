@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// The collectors' day as whoever assigns it works with it, by keys.
@Suite("The board", .clinic)
@MainActor
struct BoardTests {
  nonisolated static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 50, columns: 160), Size(rows: 20, columns: 60),
  ]

  private func board(
    _ size: Size = Size(rows: 24, columns: 80), as account: TestClinic.Account = TestClinic.receptionist
  ) async throws -> DeskDriver {
    try await changeElsewhere("update bookings set collection_area = 'Indiranagar' where id = 6")
    let desk = try await DeskDriver.signedIn(as: account, size: size)
    await desk.press("F4")
    desk.expectPlace(.board).expectLine(containing: "Misty")
    return desk
  }

  /// Time, collector and pin of the latest visit of a booking.
  private func visit(_ booking: Int64) async throws -> String? {
    try await Rows.open().texts(
      """
      select concat_ws(' ', to_char(v.starts_at at time zone 'UTC', 'HH24:MI'), v.status, s.name,
        case when v.is_pinned then 'promised' end)
      from visits v left join staff s on s.organization_id = v.organization_id and s.id = v.staff_id
      where v.organization_id = 1 and v.booking_id = \(booking) order by v.attempt desc limit 1
      """
    ).first
  }

  @Test("Every visit stands under its collector, and first what nobody has", arguments: sizes)
  func list(_ size: Size) async throws {
    try await board(size).expectGolden("board-\(size.columns)x\(size.rows)")
  }

  @Test("Who could take a visit, when, and why the others cannot", arguments: sizes)
  func places(_ size: Size) async throws {
    try await Rows.open().change(
      """
      insert into availability_rules (organization_id, staff_id, weekday, starts_at, ends_at, effective_from)
      select 1, id, 6, '08:00', '14:00', '2020-01-01' from staff where name = 'Farid Ali'
      """)
    let desk = try await board(size)
    await desk.press(.enter)
    desk.expectGolden("board-places-\(size.columns)x\(size.rows)")
    await desk.press(.escape)
    desk.expectNoLine(containing: "Who takes")
  }

  @Test("One key gives a visit to the best, two choose from the places")
  func giving() async throws {
    let desk = try await board()
    await desk.press("Ctrl-S")
    desk.expectMessage("Misty: Farid Ali 15:00.")
    #expect(try await visit(6) == "15:00 assigned Farid Ali")
    await desk.press("Ctrl-S")
    desk.expectMessage("Misty is with the best already: Farid Ali 15:00.")
    await desk.press(.enter).type("ravi").press(.enter)
    desk.expectMessage("Misty: Ravi Kumar 15:00.")
    #expect(try await visit(6) == "15:00 assigned Ravi Kumar")
  }

  @Test("An area can be talked round, and is asked about")
  func area() async throws {
    let desk = try await board()
    await desk.press(.enter).type("meena").press(.enter)
    desk.expectDialog("Meena Das takes Misty?").expectLine(
      containing: "Meena Das works in Jayanagar, not in Indiranagar.")
    await desk.press("n")
    #expect(try await visit(6) == "15:00 confirmed")
    await desk.press(.enter).type("meena").press(.enter, "y")
    desk.expectMessage("outside the usual area")
    #expect(try await visit(6) == "15:00 assigned Meena Das")
  }

  @Test("A row that is moved exchanges its time with its neighbour; a promised one keeps it")
  func moving() async throws {
    let desk = try await board()
    await desk.press(.enter).type("ravi").press(.enter, "Alt-Up")
    desk.expectMessage("Misty 15:00 → 12:00, Nala 12:00 → 15:00.")
    #expect(try await [visit(5), visit(6)] == ["15:00 assigned Ravi Kumar", "12:00 assigned Ravi Kumar"])
    await desk.press("Alt-Up")
    desk.expectMessage("Misty is the first that can be moved.")
    await desk.press("Ctrl-T")
    desk.expectMessage("Misty is promised at 12:00.").expectLine(containing: "12:00=")
    await desk.press("Alt-Down")
    desk.expectMessage("Misty is promised at 12:00; take the promise back first.")
    await desk.press("Ctrl-T", "Alt-Down")
    desk.expectMessage("Nala 15:00 → 12:00, Misty 12:00 → 15:00.")
    #expect(try await [visit(5), visit(6)] == ["12:00 assigned Ravi Kumar", "15:00 assigned Ravi Kumar"])
  }

  @Test("Two visits change their collectors and keep their times")
  func swapping() async throws {
    let desk = try await board()
    await desk.press("Ctrl-S").type("nala").press("Ctrl-O")
    desk.expectGolden("board-swap-80x24")
    await desk.press(.enter)
    desk.expectMessage("Nala is Farid Ali’s and Misty Ravi Kumar’s now.")
    #expect(try await [visit(5), visit(6)] == ["12:00 assigned Farid Ali", "15:00 assigned Ravi Kumar"])
  }

  @Test("Taking back is asked; a visit that has begun comes back with a reason")
  func takingBack() async throws {
    let desk = try await board()
    await desk.type("nala").press("Ctrl-X")
    desk.expectDialog("Take back Nala?")
    await desk.press("s")
    #expect(try await visit(5) == "12:00 assigned Ravi Kumar")
    await desk.press("Ctrl-X", "t")
    desk.expectMessage("Nala at 12:00 is nobody’s now.")
    #expect(try await visit(5) == "12:00 confirmed")
    let rows = try await Rows.open()
    for statement: SQL in [
      "set session_replication_role = replica",
      "update visits set status = 'en_route', staff_id = 3 where booking_id = 5",
      "update bookings set status = 'en_route', collection_staff_id = 3 where id = 5",
      "set session_replication_role = origin",
    ] {
      try await rows.change(statement)
    }
    await desk.press("Ctrl-R", "Ctrl-X").press("Ctrl-S")
    desk.expectMessage("Reason is needed.")
    await desk.type("Puncture").press(.enter)
    desk.expectMessage("The visit came back.")
    #expect(try await visit(5) == "12:00 confirmed")
  }

  @Test("A collector who is off gives the day back, with the reason", arguments: sizes)
  func dayOff(_ size: Size) async throws {
    let desk = try await board(size)
    await desk.type("ravi k").press("Ctrl-E")
    desk.expectLine(containing: "1 visit will be nobody’s again: 12:00 Nala.")
    await desk.type("sick").press(.enter)
    desk.expectMessage("Ravi Kumar is off on Sat 21 Nov 2026; 1 visit came back.")
    #expect(try await visit(5) == "12:00 confirmed")
    await desk.press("Ctrl-U").type("nala")
    desk.expectMessage("Nala came back: Ravi Kumar").expectGolden("board-day-off-\(size.columns)x\(size.rows)")
    await desk.press(.enter).type("ravi")
    desk.expectMessage("Ravi Kumar is off on Sat 21 Nov: sick.")
  }

  @Test("The way of a collector is drawn, and the places of what nobody has")
  func map() async throws {
    try await changeElsewhere(
      "update bookings set collection_latitude = 12.9609, collection_longitude = 77.6387 where id = 5")
    let desk = try await board()
    await desk.type("nala").press("Ctrl-K")
    desk.expectGolden("board-map-80x24")
    await desk.press(.escape)
    desk.expectLine(containing: "Nala")
  }

  @Test("Another desk's change appears at once, and the selection stays with its visit")
  func live() async throws {
    let desk = try await board()
    await desk.type("nala")
    try await changeElsewhere("update visits set starts_at = '2026-11-21 13:30Z' where booking_id = 5")
    desk.app.notice(table: "visits", id: 5)
    await desk.idle()
    desk.expectLine(containing: "13:30").expectMessage("Enter shows who else can take Nala")
  }

  @Test("When the selected visit is gone nothing is selected, and no key acts on its neighbour")
  func vanished() async throws {
    let desk = try await board()
    await desk.press(.down, .down, .down, .down, .down)
    desk.expectMessage("Enter shows who else can take Nala")
    try await changeElsewhere("update visits set starts_at = '2026-11-23 12:00Z' where booking_id = 5")
    desk.app.notice(table: "visits", id: 5)
    await desk.idle()
    desk.expectMessage("The selected visit is no longer on this day.")
    desk.app.notice(table: "bookings", id: 5)
    await desk.idle()
    await desk.press("Ctrl-S")
    #expect(try await visit(6) == "15:00 confirmed")
  }

  @Test("What another desk changed meanwhile is refused, and shown as it is now")
  func stale() async throws {
    let desk = try await board()
    try await changeElsewhere("update bookings set notes = 'Ring twice' where id = 6")
    await desk.press("Ctrl-S")
    desk.expectMessage("changed in the meantime")
    #expect(try await visit(6) == "15:00 confirmed")
    await desk.press("Ctrl-S")
    desk.expectMessage("Misty: Farid Ali 15:00.")
  }

  @Test("Other days are a key away, and the booking is one too")
  func days() async throws {
    let desk = try await board()
    await desk.press("Alt-Right")
    desk.expectLine(containing: "Sun 22 Nov 2026").expectLine(containing: "0 visits")
    await desk.press("Alt-Home").type("nala").press("Ctrl-L")
    desk.expectPlace(.bookings).expectLine(containing: "B-000005")
    await desk.press("F4")
    desk.expectPlace(.board)
  }

  @Test("Whoever assigns nothing has no board")
  func refused() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.analyst)
    await desk.press("F4")
    desk.expectPlace(.numbers).expectMessage("may assign visits to collectors")
  }
}
