@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// A collector's own day, driven as a collector would.
@Suite("The collector's home", .clinic)
@MainActor
struct StopsTests {
  nonisolated static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 50, columns: 160), Size(rows: 20, columns: 60),
  ]

  private func collector(_ size: Size = Size(rows: 24, columns: 80)) async throws -> DeskDriver {
    let rows = try await Rows.open()
    for statement in TestClinic.arriveToday { try await rows.change(statement) }
    try await rows.change(
      """
      update tests set sample_collection_instructions = 'Morning urine, kept cool', preparation = null where code = 'URN'
      """)
    return try await DeskDriver.signedIn(as: TestClinic.collector, size: size)
  }

  @Test("A collector starts at the own stops, and there is no way to the bookings")
  func home() async throws {
    let desk = try await collector()
    desk.expectPlace(.stops).expectLine(containing: "Nala").expectNoLine(containing: "Chloé")
    await desk.press("F2")
    desk.expectPlace(.stops).expectMessage("may see bookings")
  }

  @Test("The stops of the day", arguments: sizes)
  func list(_ size: Size) async throws {
    let desk = try await collector(size)
    desk.expectGolden("stops-\(size.columns)x\(size.rows)")
  }

  @Test("A stop opens with Enter and closes with Enter", arguments: sizes)
  func details(_ size: Size) async throws {
    let desk = try await collector(size)
    await desk.press(.enter)
    desk.expectGolden("stop-\(size.columns)x\(size.rows)")
    await desk.press(.enter)
    #expect((desk.app.state.screen as? StopsScreen)?.isReading == false)
  }

  @Test("Ctrl-S names the next step and takes it: on the way, arrived, collected")
  func steps() async throws {
    let desk = try await collector()
    await desk.press("Ctrl-S")
    desk.expectDialog("On the way: Nala")
    await desk.press(.enter)
    desk.expectDialog(nil).expectMessage("Nala: On the way.")
    await desk.press("Ctrl-S", .enter)
    desk.expectMessage("Nala: Arrived.")
    await desk.press("Ctrl-S")
    desk.expectLine(containing: "₹1,000.00 to be paid").expectLine(containing: "1 × SST")
    desk.expectGolden("stop-collected-question-80x24")
    await desk.press(.enter)
    desk.expectMessage("Nala: Collected.")
    let rows = try await Rows.open()
    #expect(try await rows.texts("select distinct status from booking_items where booking_id = 5") == ["collected"])
    await desk.press("Ctrl-S")
    desk.expectDialog(nil).expectMessage("Nothing of the kind follows “Collected”")
  }

  @Test("Not yet changes nothing")
  func notYet() async throws {
    let desk = try await collector()
    await desk.press("Ctrl-S", "n")
    desk.expectDialog(nil).expectLine(containing: "Assigned")
  }

  @Test("Nobody there asks for a reason, which stands in the history")
  func setback() async throws {
    let desk = try await collector()
    await desk.press("Ctrl-X")
    desk.expectGolden("stop-setback-80x24")
    await desk.press(.enter)
    desk.expectMessage("Reason is needed.")
    await desk.type("Rang twice").press("Ctrl-S")
    desk.expectMessage("Nala: Nobody there.").expectLine(containing: "Nobody there")
    let rows = try await Rows.open()
    #expect(
      try await rows.texts("select reason from status_events where booking_id = 5 and to_status = 'no_show'")
        .contains("Rang twice"))
  }

  @Test("A step that was named before another desk changed the booking is refused, and the list is read again")
  func stale() async throws {
    let desk = try await collector()
    await desk.press("Ctrl-S")
    let rows = try await Rows.open()
    try await rows.change("update bookings set notes = 'Ring the upper bell' where id = 5")
    await desk.press(.enter)
    desk.expectMessage("changed in the meantime").expectLine(containing: "Assigned")
    await desk.press(.enter)
    desk.expectLine(containing: "Ring the upper bell")
  }

  @Test("A visit that is given to somebody else leaves the list and says so")
  func reassigned() async throws {
    let desk = try await collector()
    let rows = try await Rows.open()
    try await rows.change(
      "update visits set staff_id = (select id from staff where name = 'Meena Das') where booking_id = 5")
    desk.app.notice(table: "visits", id: 5)
    await desk.idle()
    desk.expectNoLine(containing: "Nala").expectLine(containing: "No stops for you today.")
      .expectMessage("no longer yours")
  }
}
