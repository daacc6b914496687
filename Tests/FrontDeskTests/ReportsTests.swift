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

  /// Nala's two tests were collected too: one is rejected, one is to be collected again. Tuffy's report, by Lena Pinto, waits
  /// for verification and is four hours late: the clock of the laboratory stands still where it was on the evening before.
  static func furnish() async throws {
    let rows = try await Rows.open()
    for statement: SQL in [
      "set session_replication_role = replica",
      "update booking_items set status = 'rejected' where id = 6",
      "update booking_items set status = 'recollect_pending' where id = 7",
      "delete from lab_tasks", "select desk.fill_lab_tasks(1)", "delete from lab_days",
      """
      insert into lab_days (organization_id, day, opens_at, closes_at, minutes_before)
      values (1, '2026-11-20', '2026-11-20 08:00Z', '2026-11-20 20:00Z', 0),
        (1, '2099-01-01', '2099-01-01 08:00Z', '2099-01-01 20:00Z', 720)
      """,
      """
      update lab_tasks set received_at = '2026-11-20 10:00Z', running_since = '2026-11-20 10:00Z',
        due_at = '2026-11-20 16:00Z' where id = 4
      """,
      "set session_replication_role = origin",
    ] { try await rows.change(statement) }
    try await changeElsewhere(
      """
      update test_reports set status = 'generated', generated_by_staff_id = 6, generated_at = '2026-11-20 15:00Z',
        findings = 'Nothing remarkable.' where booking_item_id = 4 and status = 'pending'
      """)
  }

  private func desk(
    as account: TestClinic.Account = TestClinic.labTechnician, _ size: Size = Size(rows: 24, columns: 80)
  ) async throws -> DeskDriver {
    try await Self.furnish()
    let desk = try await DeskDriver.signedIn(as: account, size: size)
    if desk.place != .reports { await desk.press("F5") }
    return desk.expectPlace(.reports)
  }

  private func texts(_ statement: SQL) async throws -> [String] { try await Rows.open().texts(statement) }

  @Test("A technician starts at the open work; there is no way to the bookings, and no phone is shown")
  func home() async throws {
    let desk = try await desk()
    desk.expectLine(containing: "Chloé (Cat)").expectLine(
      containing: "[Open 4] Overdue 1 Receive 1 Do 0 Verify 1 Deliver 0 Recollect 2")
    await desk.press("F2")
    desk.expectPlace(.reports).expectMessage("may see bookings")
    await desk.press(.enter)
    desk.expectNoLine(containing: "98450")
  }

  @Test("The open work, first what is due first, with the time that is left in words", arguments: sizes)
  func list(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.labTechnician, size)
    desk.expectLine(containing: "late 4 h").expectGolden("reports-\(size.columns)x\(size.rows)")
  }

  @Test("A test opens with Enter and closes with Esc", arguments: sizes)
  func details(_ size: Size) async throws {
    let desk = try await desk(as: TestClinic.labTechnician, size)
    await desk.type("kft").press(.enter)
    desk.expectGolden("report-\(size.columns)x\(size.rows)")
    await desk.press(.escape)
    #expect((desk.app.state.screen as? ReportsScreen)?.isReading == false)
  }

  @Test("Typing finds a test by client, pet, number, sample or collector")
  func filter() async throws {
    let desk = try await desk()
    for text in ["muñoz", "chloe", "B-000004", "kidney", "meena"] {
      await desk.type(text)
      desk.expectLine(containing: "KFT").expectNoLine(containing: "URN ")
      await desk.press("Ctrl-U")
    }
    await desk.type("nobody")
    desk.expectLine(containing: "Nothing matches.")
  }

  @Test("Tab goes through the views, and what was typed goes on filtering")
  func views() async throws {
    let desk = try await desk()
    await desk.press(.tab)
    desk.expectLine(containing: "[Overdue 1]").expectLine(containing: "CBC").expectNoLine(containing: "KFT")
    await desk.press(.tab)
    desk.expectLine(containing: "[Receive 1]").expectLine(containing: "KFT").expectNoLine(containing: "CBC")
    await desk.type("tuffy")
    desk.expectLine(containing: "Nothing matches.")
    await desk.press(.backTab)
    desk.expectLine(containing: "[Overdue 1]").expectLine(containing: "CBC")
  }

  @Test("Ctrl-S names the tube and receives it: two keys, and the test is in the lab")
  func receiving() async throws {
    let desk = try await desk()
    await desk.type("kft").press("Ctrl-S")
    desk.expectDialog("Receive: KFT of Chloé").expectLine(containing: "B-000004 · Chloé (Cat) · SST")
    await desk.press(.enter)
    desk.expectDialog(nil).expectMessage("Received, the last of B-000004.")
    #expect(try await texts("select status from booking_items where id = 5") == ["processing"])
    #expect(try await texts("select status from bookings where id = 4") == ["at_lab"])
  }

  @Test("Tubes are received in a burst by their numbers, and each says what came of it")
  func burst() async throws {
    let desk = try await desk()
    let number = try await texts(
      """
      select accession_number from specimens s join specimen_items l on l.specimen_id = s.id where l.booking_item_id = 5
      """)[0]
    await desk.press("Ctrl-N")
    desk.expectMessage("Scan the label")
    // A scanner ends with Enter; nobody waits for the answer.
    await desk.type("99-000999").press(.enter).type(number).press(.enter).type(number).press(.enter)
    desk.expectGolden("reports-receive-80x24")
    desk.expectLine(containing: "1 tube received").expectLine(containing: "Refused: no tube has this number")
    desk.expectLine(containing: "Was received before")
    await desk.press(.escape)
    desk.expectLine(containing: "[Open 4]").expectLine(containing: "Receive 0")
  }

  @Test("A rejected test is asked for again")
  func recollecting() async throws {
    let desk = try await desk()
    await desk.type("lft").press("Ctrl-S", .enter)
    desk.expectMessage("LFT of Nala: To collect again.").expectLine(containing: "To collect again")
  }

  @Test("Rejecting asks for a reason of the list, which stands in the history")
  func rejecting() async throws {
    let desk = try await desk()
    await desk.type("kft").press("Ctrl-X")
    desk.expectGolden("report-reject-80x24")
    await desk.press("Ctrl-S")
    desk.expectMessage("Reason is needed.")
    await desk.type("clot").press(.enter).type("in the neck").press("Ctrl-S")
    desk.expectMessage("Rejected: 1 test.").expectLine(containing: "Rejected")
    #expect(
      try await texts(
        "select reason from status_events where machine = 'item' and record_id = 5 and reason is not null"
      )
      .contains("Clotted: in the neck"))
    #expect(try await texts("select code from item_rejections where booking_item_id = 5") == ["RC"])
  }

  @Test("Another reason wants words, and what was typed stays")
  func otherReason() async throws {
    let desk = try await desk()
    await desk.type("kft").press("Ctrl-X").type("another").press(.enter).press("Ctrl-S")
    desk.expectMessage("Another reason says which.")
    await desk.type("It smells").press("Ctrl-S")
    desk.expectMessage("Rejected: 1 test.")
    #expect(try await texts("select note from item_rejections where booking_item_id = 5") == ["It smells"])
  }

  @Test("A technician cannot collect again, and is told who could; reception does it with a reason")
  func collectingAgain() async throws {
    let desk = try await desk()
    await desk.type("urn")
    desk.expectRefused(
      ReportsActions.next.id, "Only Receptionist, Admin or Organisation owner may assign visits to collectors.")
    let reception = try await self.desk(as: TestClinic.receptionist)
    reception.expectLine(containing: "[Deliver 0]")
    await reception.press(.tab, .tab).type("urn").press("Ctrl-S").type("Owner brought it").press(.enter)
    reception.expectMessage("Done.")
    #expect(try await texts("select status from booking_items where id = 7") == ["collected"])
  }

  @Test("Reception sees the work and is told who receives specimens")
  func reception() async throws {
    let desk = try await desk(as: TestClinic.receptionist)
    await desk.press(.tab, .tab).type("kft").press("Ctrl-S")
    desk.expectDialog(nil).expectMessage("Only Lab technician or Admin may receive and reject specimens.")
    await desk.press("Ctrl-X")
    desk.expectMessage("Only Lab technician or Admin may receive and reject specimens.")
  }

  @Test("A rejection that was named before another desk changed the test is refused; pressed again, it goes")
  func stale() async throws {
    let desk = try await desk()
    await desk.type("kft").press("Ctrl-X").type("clot").press(.enter)
    try await changeElsewhere("update booking_items set status = 'processing' where id = 5")
    await desk.press("Ctrl-S")
    desk.expectMessage("changed in the meantime")
    await desk.press("Ctrl-S")
    desk.expectMessage("Rejected: 1 test.")
  }

  @Test("A change elsewhere shows at once and leaves the selection where it is; what is done leaves the list")
  func live() async throws {
    let desk = try await desk()
    await desk.press(.down)
    #expect(desk.selectedLine?.contains("KFT") == true)
    try await changeElsewhere("update test_reports set findings = 'Nothing remarkable' where booking_item_id = 4")
    for status in ["verified", "delivered"] {
      try await changeElsewhere("update test_reports set status = \(status) where booking_item_id = 4")
    }
    desk.app.notice(table: "lab_tasks", id: 4)
    await desk.idle()
    desk.expectNoLine(containing: "Tuffy")
    #expect(desk.selectedLine?.contains("KFT") == true)
    try await changeElsewhere("update booking_items set status = 'cancelled' where id = 5")
    desk.app.notice(table: "lab_tasks", id: 5)
    await desk.idle()
    desk.expectMessage("no longer in this view")
    #expect(desk.selectedLine == nil)
  }

  @Test("Marked tests take a step together; each is done or refused with its reason, and what was refused stays marked")
  func batch() async throws {
    let desk = try await desk()
    // Two rejected tests; another desk is faster with one of them.
    try await changeElsewhere("update booking_items set status = 'rejected' where id = 5")
    desk.app.notice(table: "lab_tasks", id: 5)
    await desk.idle()
    await desk.type("lft").press("Ctrl-T").press("Ctrl-U").type("kft").press("Ctrl-T").press("Ctrl-U")
    desk.expectMessage("2 tests marked.")
    await desk.press("Ctrl-S")
    desk.expectDialog("Ask for another tube: 2 tests")
    try await changeElsewhere("update booking_items set status = 'recollect_pending' where id = 6")
    await desk.press(.enter)
    desk.expectGolden("reports-batch-80x24").expectMessage("1 done, 1 refused")
    desk.expectLine(containing: "refused: This item was changed in the")
    await desk.press(.enter)
    desk.expectMessage("1 test marked.")
    #expect(
      try await texts(
        "select count(*)::text from status_events where batch_key is not null and to_status = 'recollect_pending'")
        == ["1"])
    await desk.press(.escape)
    desk.expectMessage("Enter opens it")
  }

  @Test("Reports are verified together by somebody who has read them, and nobody's own findings are among them")
  func verifyingTogether() async throws {
    let lab = try await desk()
    // Alone and inside a batch, the author is told so.
    await lab.press("Ctrl-S")
    lab.expectMessage("Nobody verifies their own findings; a colleague has to do it.")
    await lab.press("Ctrl-T").press("Ctrl-S")
    lab.expectLine(containing: "Verify 1 report").expectLine(containing: "Nothing remarkable.")
    await lab.press("Ctrl-S")
    lab.expectMessage("0 done, 1 refused").expectLine(containing: "obody verifies their own findings")
    #expect(try await texts("select status from test_reports where booking_item_id = 4") == ["generated"])
    let admin = try await DeskDriver.signedIn(as: TestClinic.admin)
    await admin.press("F5").type("cbc").press("Ctrl-T").press("Ctrl-S")
    admin.expectLine(containing: "Nothing remarkable.")
    await admin.press("Ctrl-S")
    admin.expectMessage("Verified: 1 test.")
    #expect(try await texts("select status from test_reports where booking_item_id = 4") == ["verified"])
  }

  @Test("Tests at different stages take no step together")
  func mixedBatch() async throws {
    let desk = try await desk()
    await desk.press("Ctrl-A")
    desk.expectMessage("4 tests marked. The marked tests are at different stages")
    desk.expectRefused(ReportsActions.next.id, "The marked tests are at different stages; mark those of one stage.")
  }

  @Test("Nobody but those who read reports has the tab", arguments: [TestClinic.collector, TestClinic.analyst])
  func others(_ account: TestClinic.Account) async throws {
    let desk = try await DeskDriver.signedIn(as: account)
    desk.expectNoLine(containing: "F5 Reports")
    await desk.press("F5")
    desk.expectMessage("may read reports")
  }
}
