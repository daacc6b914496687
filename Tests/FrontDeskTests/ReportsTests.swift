@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// The open work of the lab, driven as a technician would.
@Suite("The lab's home", .clinic)
@MainActor
struct ReportsTests {
  nonisolated static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 50, columns: 160), Size(rows: 20, columns: 60),
  ]

  /// Nala's two tests were collected too: one is rejected, one is to be collected again; Tuffy's report waits for verification.
  private func furnish() async throws {
    let rows = try await Rows.open()
    for statement: SQL in [
      "set session_replication_role = replica",
      "update booking_items set status = 'rejected' where id = 6",
      "update booking_items set status = 'recollect_pending' where id = 7",
      """
      insert into test_reports (organization_id, booking_item_id, pet_id, test_id, status, generated_by_staff_id)
      select i.organization_id, i.id, b.pet_id, i.test_id, 'generated', 6 from booking_items i
      join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id where i.id = 4
      on conflict do nothing
      """,
      "set session_replication_role = origin",
    ] { try await rows.change(statement) }
  }

  private func desk(
    as account: TestClinic.Account = TestClinic.labTechnician, _ size: Size = Size(rows: 24, columns: 80)
  ) async throws -> DeskDriver {
    try await furnish()
    let desk = try await DeskDriver.signedIn(as: account, size: size)
    if desk.place != .reports { await desk.press("F5") }
    return desk.expectPlace(.reports)
  }

  @Test("A technician starts at the open work; there is no way to the bookings, and no phone is shown")
  func home() async throws {
    let desk = try await desk()
    desk.expectLine(containing: "Chloé (Cat)").expectLine(containing: "4 tests, 1 to receive")
    await desk.press("F2")
    desk.expectPlace(.reports).expectMessage("may see bookings")
    await desk.press(.enter)
    desk.expectNoLine(containing: "98450")
  }

  @Test("The open work", arguments: sizes)
  func list(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.labTechnician, size)
    desk.expectGolden("reports-\(size.columns)x\(size.rows)")
  }

  @Test("A test opens with Enter and closes with Esc", arguments: sizes)
  func details(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.labTechnician, size)
    await desk.type("kft").press(.enter)
    desk.expectGolden("report-\(size.columns)x\(size.rows)")
    await desk.press(.escape)
    #expect((desk.app.state.screen as? ReportsScreen)?.isReading == false)
  }

  @Test("Typing finds a test by client, pet, number or sample")
  func filter() async throws {
    let desk = try await desk()
    for text in ["muñoz", "chloe", "000004", "kidney"] {
      await desk.type(text)
      desk.expectLine(containing: "KFT").expectNoLine(containing: "URN ")
      await desk.press("Ctrl-U")
    }
  }

  @Test("Ctrl-S names the next step and takes it: two keys receive a specimen")
  func receiving() async throws {
    let desk = try await desk()
    await desk.type("kft").press("Ctrl-S")
    desk.expectDialog("In the lab: KFT of Chloé").expectLine(containing: "B-000004 · Chloé (Cat) · SST")
    await desk.press(.enter)
    desk.expectDialog(nil).expectMessage("KFT of Chloé: In the lab.")
    let rows = try await Rows.open()
    #expect(try await rows.texts("select status from booking_items where id = 5") == ["processing"])
    await desk.press("Ctrl-S")
    desk.expectDialog(nil).expectMessage("What is in the lab is completed by its report.")
  }

  @Test("A rejected test is asked for again")
  func recollecting() async throws {
    let desk = try await desk()
    await desk.type("lft").press("Ctrl-S", .enter)
    desk.expectMessage("LFT of Nala: To collect again.").expectLine(containing: "To collect again")
  }

  @Test("Rejecting asks for the reason, which stands in the history")
  func rejecting() async throws {
    let desk = try await desk()
    await desk.type("kft").press("Ctrl-X")
    desk.expectGolden("report-reject-80x24")
    await desk.press("Ctrl-S")
    desk.expectMessage("Reason is needed.")
    await desk.type("Clotted").press(.enter)
    desk.expectMessage("Done.").expectLine(containing: "Rejected")
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        "select reason from status_events where machine = 'item' and record_id = 5 and reason is not null"
      ).contains(
        "Clotted"))
  }

  @Test("A technician cannot collect again, and is told who could; reception does it with a reason")
  func collectingAgain() async throws {
    let desk = try await desk()
    await desk.type("urn")
    desk.expectRefused(
      ReportsActions.next.id, "Only Receptionist, Admin or Organisation owner may assign visits to collectors.")
    let reception = try await self.desk(as: TestClinic.receptionist)
    await reception.type("urn").press("Ctrl-S").type("Owner brought it").press(.enter)
    reception.expectMessage("Done.")
    let rows = try await Rows.open()
    #expect(try await rows.texts("select status from booking_items where id = 7") == ["collected"])
  }

  @Test("Reception sees the work and is told who receives specimens")
  func reception() async throws {
    let desk = try await desk(as: TestClinic.receptionist)
    await desk.type("kft").press("Ctrl-S")
    desk.expectDialog(nil).expectMessage("Only Lab technician or Admin may receive and reject specimens.")
    await desk.press("Ctrl-X")
    desk.expectMessage("Only Lab technician or Admin may receive and reject specimens.")
  }

  @Test("A step that was named before another desk changed the test is refused, and the list is read again")
  func stale() async throws {
    let desk = try await desk()
    await desk.type("kft").press("Ctrl-S")
    try await changeElsewhere("update booking_items set status = 'rejected' where id = 5")
    await desk.press(.enter)
    desk.expectMessage("changed in the meantime").expectLine(containing: "Rejected")
  }

  @Test("A change elsewhere shows at once and leaves the selection where it is; what is done leaves the list")
  func live() async throws {
    let desk = try await desk()
    await desk.press(.down)
    #expect(desk.selectedLine?.contains("KFT") == true)
    try await changeElsewhere("update test_reports set status = 'verified' where booking_item_id = 4")
    desk.app.notice(table: "booking_items", id: 4)
    await desk.idle()
    desk.expectNoLine(containing: "Tuffy")
    #expect(desk.selectedLine?.contains("KFT") == true)
    try await changeElsewhere("update booking_items set status = 'cancelled' where id = 5")
    desk.app.notice(table: "booking_items", id: 5)
    await desk.idle()
    desk.expectMessage("no longer open in the lab")
    #expect(desk.selectedLine == nil)
  }

  @Test("Nobody but those who read reports has the tab", arguments: [TestClinic.collector, TestClinic.analyst])
  func others(_ account: TestClinic.Account) async throws {
    let desk = try await DeskDriver.signedIn(as: account)
    desk.expectNoLine(containing: "F5 Reports")
    await desk.press("F5")
    desk.expectMessage("may read reports")
  }
}
