@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// The list of tubes that have not arrived, as reception and the lab see it.
@Suite("Open tubes", .clinic)
@MainActor
struct TubesTests {
  nonisolated static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 50, columns: 160), Size(rows: 20, columns: 60),
  ]

  @Test("Who has which tube, and since when, is two keys away", arguments: sizes)
  func list(_ size: Size) async throws {
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.press("F5", "Ctrl-L")
    desk.expectPlace(.tubes).expectLine(containing: "Meena Das").expectLine(containing: "26-000005")
    desk.expectGolden("tubes-\(size.columns)x\(size.rows)")
    await desk.press(.enter)
    desk.expectPlace(.bookings).expectLine(containing: "B-000004")
  }

  @Test("A tube that arrives leaves the list while somebody looks at it")
  func arrival() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.labTechnician)
    await desk.press("Ctrl-L")
    desk.expectLine(containing: "26-000005")
    let rows = try await Rows.open()
    try await rows.change("update specimens set status = 'received', received_at = now() where booking_id = 4")
    desk.app.notice(table: "specimens", id: 5)
    await desk.idle()
    desk.expectNoLine(containing: "26-000005").expectLine(containing: "Every tube has arrived.")
    await desk.press(.escape)
    desk.expectPlace(.more)
  }
}
