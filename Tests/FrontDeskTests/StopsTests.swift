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
    desk.expectLine(containing: "[x] SST").expectLine(containing: "[x] Urine").expectDialog(nil)
    await desk.press("Ctrl-S")
    desk.expectMessage("Nala: 2 tubes, ")
    let rows = try await Rows.open()
    #expect(try await rows.texts("select distinct status from booking_items where booking_id = 5") == ["collected"])
    await desk.press("Ctrl-S")
    desk.expectDialog(nil).expectMessage("Nothing of the kind follows “Collected”")
  }

  @Test("The tubes are ticked, and a reason beside one says that it was not obtained", arguments: sizes)
  func collecting(_ size: Size) async throws {
    let desk = try await collector(size)
    let rows = try await Rows.open()
    try await rows.change("update tests set preparation = 'Fasting for 12 hours' where code = 'LFT'")
    await desk.press("Ctrl-S", .enter, "Ctrl-S", .enter, "Ctrl-S", .tab)
    await desk.type("not").press(.enter)
    desk.expectLine(containing: "[ ] Urine").expectLine(containing: "[x] SST")
      .expectLine(containing: "[ ] Fasting for 12 hours? yes/no")
    desk.expectGolden("stop-collect-\(size.columns)x\(size.rows)")
    await desk.press("Ctrl-S")
    desk.expectMessage("Nala: 1 tube, ").expectLine(containing: "Collected")
    #expect(
      try await rows.texts("select status from booking_items where booking_id = 5 order by id")
        == ["collected", "not_obtained"])
    #expect(
      try await rows.texts("select reason from status_events where booking_id = 5 and to_status = 'not_obtained'")
        == ["Nothing came"])
  }

  @Test("Where nothing is ticked the sheet says what that means, and the visit has failed")
  func nothing() async throws {
    let desk = try await collector()
    await desk.press("Ctrl-S", .enter, "Ctrl-S", .enter, "Ctrl-S").type("nothing").press(.enter).type("nothing").press(
      .enter)
    desk.expectLine(containing: "Nothing is ticked: Ctrl-S saves that nothing was obtained")
    await desk.press("Ctrl-S")
    desk.expectMessage("Nala: nothing was obtained; the visit has failed.").expectLine(containing: "Visit failed")
    await desk.press("Ctrl-T")
    desk.expectMessage("Nothing is taken at a stop that is “Visit failed”.")
  }

  @Test("Another desk's change keeps what was typed beside the tubes, and the second Ctrl-S saves it")
  func staleTubes() async throws {
    let desk = try await collector()
    await desk.press("Ctrl-S", .enter, "Ctrl-S", .enter, "Ctrl-S", .tab).type("Spilt")
    let rows = try await Rows.open()
    try await rows.change("update bookings set notes = 'Ring the upper bell' where id = 5")
    await desk.press("Ctrl-S")
    desk.expectMessage("changed in the meantime").expectLine(containing: "Spilt")
    await desk.press("Ctrl-S")
    desk.expectMessage("Nala: 1 tube, ")
  }

  @Test("Ctrl-T notes cash: all that is open, or a part of it, and never more", arguments: sizes)
  func cash(_ size: Size) async throws {
    let desk = try await collector(size)
    await desk.press("Ctrl-T")
    desk.expectGolden("stop-cash-\(size.columns)x\(size.rows)")
    await desk.type("2000").press("Ctrl-S")
    desk.expectMessage("Only ₹1,000.00 is still to be paid.")
    await desk.press("Ctrl-U").type("400").press("Ctrl-S")
    desk.expectMessage("₹400.00 taken. ₹600.00 stays open.")
    await desk.press(.enter)
    desk.expectLine(containing: "₹600.00 of ₹1,000.00")
    await desk.press(.enter, "Ctrl-T", .enter)
    desk.expectMessage("₹600.00 taken. Everything is paid.")
    await desk.press("Ctrl-T")
    desk.expectMessage("Everything is paid.")
    let rows = try await Rows.open()
    #expect(try await rows.count("select sum(amount)::bigint from payment_transactions") == 100_000)
  }

  @Test("Ctrl-W writes the route as a text to be taken along")
  func printed() async throws {
    let desk = try await collector()
    let rows = try await Rows.open()
    try await rows.change("update tests set preparation = 'Fasting for 12 hours' where code = 'LFT'")
    await desk.press("Ctrl-R", "Ctrl-W")
    desk.expectMessage("/home/test/labrador-route-2026-11-21.txt")
    let text = try #require(desk.written["labrador-route-2026-11-21.txt"]).asText
    #expect(
      text == """
        City Vet Lab, Sat 21 Nov 2026
        Route of Ravi Kumar: 1 stop, 1 to go

        1. 12:00  Nala · Dog, Indie · F · 17.5 kg                B-000005 · Assigned
           Thomas D'Souza · +91 98123 45678
           3 Chapel Road
           Directions: https://www.google.com/maps/dir/?api=1&destination=3%20Chapel%20Road
           Ask: [ ] Fasting for 12 hours? yes/no · LFT
           Tubes: 1 × SST (gold) · Serum · 1 ml · LFT
           Tubes: 1 × Urine container · Urine · 5 ml · URN
           Mind: URN: Morning urine, kept cool
           To be paid: ₹1,000.00

        Cash to collect: ₹1,000.00

        """)
  }

  @Test("Alt-W writes the route for a spreadsheet")
  func exported() async throws {
    let desk = try await collector()
    await desk.press("Alt-W")
    desk.expectMessage("/home/test/labrador-route-2026-11-21.csv")
    let text = try #require(desk.written["labrador-route-2026-11-21.csv"]).asText
    let lines = text.split(separator: "\r\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("stop,time,status,booking,client,phone,pet") == true)
    #expect(lines.last?.contains("assigned,B-000005,Thomas D'Souza,'+919812345678,Nala,Dog,3 Chapel Road") == true)
    #expect(lines.last?.contains(",1000.00,INR,") == true)
  }

  @Test("What was collected is listed until it is handed over")
  func openTubes() async throws {
    let desk = try await collector()
    await desk.press("Ctrl-L")
    desk.expectPlace(.tubes).expectLine(containing: "You have no tube to hand over.")
    await desk.press(.escape)
    desk.expectPlace(.stops)
    await desk.press("Ctrl-S", .enter, "Ctrl-S", .enter, "Ctrl-S", "Ctrl-S", "Ctrl-L")
    desk.expectLine(containing: "Yours to hand over").expectLine(containing: "Nala").expectNoLine(containing: "Chloé")
      .expectNoLine(containing: "Meena")
    await desk.press(.escape)
    desk.expectLine(containing: "2 tubes held")
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
