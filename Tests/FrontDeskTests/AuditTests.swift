@testable import FrontDesk
import EmbeddedPostgres
import LabCore
import TestSupport
import Postgres
import Testing
import Tui

/// The audit trail as people read it.
@Suite("The audit trail", .clinic)
@MainActor
struct AuditTests {
  /// Signs somebody in over a trail with fixed times and opens the page.
  private func open(
    as account: TestClinic.Account = TestClinic.admin, size: Size = ScreenGoldenTests.usual
  ) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(as: account, size: size)
    try await TestTrail.write(on: TestDatabase.current.connect(as: .superuser))
    await desk.press("F8").type("audit").press(.enter)
    return desk.expectPlace(.audit)
  }

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }
  nonisolated static let wide = Size(rows: 50, columns: 160)

  // MARK: Reading

  @Test("The list", arguments: [ScreenGoldenTests.usual, wide])
  func list(_ size: Size) async throws {
    let desk = try await open(size: size)
    await desk.press(.down, .down, .down, .down)
    desk.expectGolden(name("audit", size))
  }

  @Test("An entry", arguments: [ScreenGoldenTests.usual, Size(rows: 20, columns: 60), wide])
  func entry(_ size: Size) async throws {
    let desk = try await open(size: size)
    await desk.press(.down, .down, .down, .down, .enter, .down)
    desk.expectGolden(name("audit-entry", size))
  }

  @Test("A long value can be walked through to its end at the smallest size")
  func longValue() async throws {
    let desk = try await open(size: Size(rows: 20, columns: 60))
    await desk.press(.down, .down, .down, .down, .enter)
    desk.expectNoLine(containing: "umbrella")
    await desk.press("End")
    desk.expectLine(containing: "umbrella")
  }

  @Test("Left and Right go to the entries beside, Esc back to the list and then to the pages")
  func walk() async throws {
    let desk = try await open()
    await desk.press(.down, .enter)
    desk.expectLine(containing: "Account Ravi Kumar: unlocked").expectLine(containing: "He called from his own number")
    await desk.press(Stroke(.right))
    desk.expectLine(containing: "Account Ravi Kumar: locked").expectLine(containing: "attempts")
    await desk.press(Stroke(.left), Stroke(.left))
    desk.expectLine(containing: "[redacted]")
    await desk.press(.escape)
    desk.expectPlace(.audit).expectLine(containing: "All entries")
    await desk.press(.escape)
    desk.expectPlace(.more)
  }

  @Test("Amounts are shown as money and times as the organisation's")
  func values() async throws {
    let desk = try await open()
    await desk.press(.down, .down, .down, .down, .enter)
    desk.expectLine(containing: "16:30").expectLine(containing: "Ravi Kumar").expectLine(containing: "on the way")
    await desk.press("End")
    desk.expectLine(containing: "₹730.00").expectLine(containing: "₹650.00")
  }

  @Test("The list reads on as its end comes near")
  func readsOn() async throws {
    let desk = try await open()
    desk.expectLine(containing: "1/200+")
    await desk.press("End")
    desk.expectLine(containing: "200/260")
    await desk.press("End")
    desk.expectLine(containing: "260/260")
  }

  @Test("Something that changes meanwhile is told of, and Ctrl-R reads it")
  func changedMeanwhile() async throws {
    let desk = try await open()
    desk.app.notice(table: "pets", id: 1)
    desk.expectMessage("Ctrl-R reads the newest entries")
    await desk.press("Ctrl-R")
    desk.expectMessage("Enter opens an entry")
  }

  // MARK: Filters

  @Test("The filter sheet")
  func sheet() async throws {
    let desk = try await open()
    await desk.press("Ctrl-L").type("uma").press(.enter).type("book")
    desk.expectGolden("audit-filter-80x24")
  }

  @Test("Filters stand above the list, and one key clears them")
  func filter() async throws {
    let desk = try await open()
    await desk.press("Ctrl-L").type("ravi").press(.enter, .tab, .tab).type("lock").press(.enter).type("-1").press(
      "Ctrl-S")
    desk.expectLine(containing: "Filter: by Ravi Kumar · locked · from 20 Nov").expectLine(containing: "1/1")
    await desk.press("Ctrl-L")
    desk.expectLine(containing: "20 Nov 2026")
    await desk.press(.escape, "Ctrl-U")
    desk.expectLine(containing: "All entries").expectLine(containing: "1/200+")
  }

  @Test("A booking is found by the number that the client was told", arguments: ["B-000006", "b6", "6"])
  func bookingNumber(_ number: String) async throws {
    let desk = try await open()
    await desk.press("Ctrl-L", .tab).type("booking").press(.enter).type(number).press("Ctrl-S")
    desk.expectLine(containing: "Filter: booking B-000006").expectLine(containing: "1/3")
  }

  @Test("What does not fit together is marked, and the sheet stays")
  func problems() async throws {
    let desk = try await open()
    await desk.press("Ctrl-L", .tab, .tab).type("12").press("Ctrl-S")
    desk.expectMessage("Choose the kind of record too.")
    await desk.press(.tab).press("Ctrl-U").press(.tab, .tab).type("t").press(.tab).type("-3")
    await desk.press("Ctrl-S")
    desk.expectMessage("The last day lies before the first.")
    await desk.press(.escape)
    desk.expectLine(containing: "All entries")
  }

  @Test("Keys of a field stay with the field while the sheet is open")
  func fieldKeys() async throws {
    let desk = try await open()
    await desk.press("Ctrl-L").type("uma").press(.enter)
    await desk.press("Ctrl-S", "Ctrl-L").type("xyz").press("Ctrl-U").type("asha").press(.enter).press("Ctrl-S")
    desk.expectLine(containing: "Filter: by Asha Rao")
  }

  // MARK: Own entries

  @Test("Who reads only the own entries is told so and is not asked for a person")
  func own() async throws {
    let desk = try await open(as: TestClinic.receptionist)
    desk.expectLine(containing: "Your own entries").expectLine(containing: "Booking B-000006")
    desk.expectNoLine(containing: "Dr Uma Bose")
    await desk.press("Ctrl-L")
    desk.expectNoLine(containing: "│   Person")
    desk.expectGolden("audit-own-80x24")
  }

  @Test("A collector, who sees no bookings, still reads what they did themselves")
  func collector() async throws {
    let desk = try await open(as: TestClinic.collector)
    desk.expectLine(containing: "failed sign-in").expectNoLine(containing: "Dr Uma Bose")
  }

  @Test("The page is not there for those who may not read the trail")
  func analyst() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.analyst)
    await desk.press("F8")
    desk.expectNoLine(containing: "Audit trail")
  }

  // MARK: History of a record

  @Test("The history of a booking opens from its details, and Esc goes back there")
  func history() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.admin)
    try await TestTrail.write(on: TestDatabase.current.connect(as: .superuser))
    await desk.type("misty").press(.enter)
    desk.expectLine(containing: "Booking B-000006")
    await desk.press("Ctrl-G")
    desk.expectPlace(.history).expectLine(containing: "1/3").expectGolden("history-80x24")
    await desk.press(.enter, .escape, .escape)
    desk.expectPlace(.bookings).expectLine(containing: "─ Booking B-000006 ─")
  }

  @Test("The history keeps its record through a filter and its clearing")
  func filteredHistory() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.admin)
    try await TestTrail.write(on: TestDatabase.current.connect(as: .superuser))
    await desk.type("misty").press("Ctrl-G", "Ctrl-L")
    desk.expectNoLine(containing: "Number")
    await desk.type("asha").press(.enter, "Ctrl-S")
    desk.expectLine(containing: "Booking B-000006  Filter: by Asha Rao").expectLine(containing: "1/2")
    await desk.press("Ctrl-U")
    desk.expectLine(containing: "1/3")
  }

  @Test("An entry of the trail leads to the history of its record and back to the trail")
  func fromTrail() async throws {
    let desk = try await open()
    await desk.press(.down, "Ctrl-G")
    desk.expectPlace(.history).expectLine(containing: "Account Ravi Kumar  with their single permissions")
    await desk.press(.escape)
    desk.expectPlace(.audit).expectLine(containing: "2/200+")
  }

  @Test("A history opened again is about the record asked for now")
  func another() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.admin)
    await desk.type("misty").press("Ctrl-G")
    desk.expectLine(containing: "Booking B-000006  with")
    await desk.press(.escape, .backspace, "Ctrl-U").type("nala").press("Ctrl-G")
    desk.expectLine(containing: "Booking B-000005  with")
  }

  @Test("Whoever gains the right to read all does so at once")
  func rights() async throws {
    let desk = try await open(as: TestClinic.receptionist)
    let world = try await TestDatabase.current.connect(as: .superuser)
    _ = try await world.query(
      "insert into permissions (organization_id, user_id, permission) values (1, 1, 'audit.read')")
    desk.app.notice(table: "staff", id: 1)
    await desk.idle()
    desk.expectLine(containing: "All entries").expectLine(containing: "Dr Uma Bose")
  }
}
