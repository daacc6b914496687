import EmbeddedPostgres
@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// One report, driven as technician, second person and reception would: Tuffy's blood count, item 4.
@Suite("The page of a report", .clinic)
@MainActor
struct ReportPageTests {
  nonisolated static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 50, columns: 160), Size(rows: 20, columns: 60),
  ]

  private func furnish() async throws {
    let rows = try await Rows.open()
    for statement: SQL in [
      """
      insert into test_parameters (organization_id, test_id, position, code, name, unit, decimals, kind) values
        (1, 1, 1, 'WBC', 'White cells', '10^9/L', 1, 'numeric'), (1, 1, 2, 'HGB', 'Haemoglobin', 'g/dL', 1, 'numeric'),
        (1, 1, 3, null, 'Film', null, null, 'text')
      """,
      """
      insert into reference_intervals (organization_id, parameter_id, species, low, high, critical_low, critical_high)
      values (1, 1, 'Dog', 6, 17, 2, 50), (1, 2, 'Dog', 12, 18, null, null)
      """,
      """
      insert into report_templates (organization_id, test_id, title, body) values
        (1, 1, 'Normal count', 'Nothing unusual was seen.'), (1, null, 'Haemolysis', 'The sample is haemolytic.')
      """,
    ] { try await rows.change(statement) }
  }

  /// Sets every time that the server made to the day of the tests.
  private func settleTimes() async throws {
    let rows = try await Rows.open()
    for statement: SQL in [
      "set session_replication_role = replica",
      """
      update report_versions set generated_at = '2026-11-21 09:40Z',
        verified_at = case when verified_at is not null then '2026-11-21 09:50Z'::timestamptz end,
        superseded_at = case when superseded_at is not null then '2026-11-21 10:00Z'::timestamptz end
      """,
      """
      update report_deliveries set created_at = '2026-11-21 09:55Z',
        handed_over_at = case when handed_over_at is not null then '2026-11-21 09:55Z'::timestamptz end
      """,
      "update status_events set created_at = '2026-11-21 09:30Z'",
      "update specimens set collected_at = '2026-11-21 09:05Z', received_at = '2026-11-21 09:20Z' where booking_id = 3",
      "update lab_tasks set due_at = null, running_since = null",
      "set session_replication_role = origin",
    ] { try await rows.change(statement) }
  }

  private func desk(
    as account: TestClinic.Account = TestClinic.labTechnician, _ size: Size = Size(rows: 24, columns: 80)
  ) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(as: account, size: size)
    await open(desk)
    return desk
  }

  /// Opens the report from the list, as Ctrl-S does there.
  private func open(_ desk: DeskDriver) async {
    if desk.place != .reports { await desk.press("F5") }
    await desk.type("tuffy").press("Ctrl-S")
    desk.expectPlace(.report)
  }

  /// Lets the technician write and generate the report.
  private func generated() async throws -> DeskDriver {
    try await furnish()
    let desk = try await desk()
    await desk.type("<1.5").press(.tab).type("14.2").press(.tab).type("few platelets").press("Ctrl-T")
    await desk.type("norm").press(.enter).press("Ctrl-S")
    desk.expectMessage("generated. A colleague verifies it.")
    return desk
  }

  @Test("The form opens from the list, marks results while they are typed and fetches a template")
  func writing() async throws {
    try await furnish()
    let desk = try await desk()
    desk.expectLine(containing: "Report: CBC of Tuffy (Dog)").expectLine(containing: "6 – 17")
    await desk.type("<1.5")
    desk.expectLine(containing: "LL very low")
    await desk.press(.tab).type("many").press(.tab)
    desk.expectLine(containing: "is not a number")
    await desk.press("Ctrl-S")
    desk.expectMessage("“many” is not a number such as 5.4 or <0.5.")
    await desk.press("Ctrl-U").type("20").press("Ctrl-T").type("haem").press(.enter)
    desk.expectLine(containing: "The sample is haemolytic.").expectLine(containing: "H high")
    await desk.press("Ctrl-O")
    desk.expectMessage("CBC of Tuffy: saved for later.")
    await desk.press(.escape)
    desk.expectLine(containing: "*** DRAFT: being written ***").expectLine(containing: "LL very low")
    await desk.press("Ctrl-S", "Ctrl-T", .tab).type(" x").press(.escape)
    desk.expectLine(containing: "This is not saved yet")
    await desk.type("s").press("Ctrl-S")
    desk.expectMessage("generated. A colleague verifies it.").expectLine(containing: "*** NOT VERIFIED YET ***")
  }

  @Test("The form", arguments: sizes)
  func form(_ size: Size) async throws {
    try await furnish()
    let desk = try await desk(as: TestClinic.labTechnician, size)
    await desk.type("<1.5").press(.tab).type("14.2")
    desk.expectGolden("report-form-\(size.columns)x\(size.rows)")
  }

  @Test("Nobody verifies their own report; a colleague does so with three keys from the list and sees what they verify")
  func verifying() async throws {
    let technician = try await generated()
    await technician.press("Ctrl-S")
    technician.expectMessage("nobody verifies their own findings")
    let admin = try await DeskDriver.signedIn(as: TestClinic.admin)
    await admin.press("F5").type("tuffy")
    let before = admin.keystrokes
    await admin.press("Ctrl-S")
    admin.expectPlace(.report).expectLine(containing: "<1.5")
    await admin.press("Ctrl-S").type("y")
    admin.expectMessage("CBC of Tuffy: verified.")
    #expect(admin.keystrokes - before <= 4)
  }

  @Test("A verified report goes out by WhatsApp with a link that says nothing of the findings", arguments: sizes)
  func delivering(_ size: Size) async throws {
    _ = try await generated()
    let admin = try await desk(as: TestClinic.admin)
    await admin.press("Ctrl-S").type("y")
    let reception = try await desk(as: TestClinic.receptionist, size)
    reception.expectLine(containing: "Deliver: CBC of Tuffy")
    await reception.press("Ctrl-U").type("what").press(.enter)
    reception.expectLine(containing: "https://wa.me/918023456789?text=Dear")
    // Where there is room beside the sheet, the report shows times of the server.
    if size.columns < 160 { reception.expectGolden("report-deliver-\(size.columns)x\(size.rows)") }
    await reception.press("Alt-O")
    #expect(reception.report?.delivery?.code?.link == reception.report?.delivery?.link)
    reception.expectGolden("report-code-\(size.columns)x\(size.rows)")
    await reception.press(.escape)
    reception.expectLine(containing: "Deliver: CBC of Tuffy")
    await reception.press("Ctrl-S")
    reception.expectMessage("CBC of Tuffy: handed over by WhatsApp.")
    await reception.press("Ctrl-G")
    reception.expectDialog("Who has said that it came? CBC of Tuffy")
    await reception.type("1")
    reception.expectMessage("confirmed by +918023456789")
  }

  @Test(
    "An amendment asks for reason and colleague, holds nothing back, and is due to who had the old one",
    arguments: sizes)
  func amending(_ size: Size) async throws {
    let technician = try await generated()
    let admin = try await desk(as: TestClinic.admin, size)
    await admin.press("Ctrl-S").type("y").press("Ctrl-S").press("Ctrl-S")
    admin.expectMessage("handed over by hand")
    await admin.press("Ctrl-E").press("Ctrl-U").type("15").press("Ctrl-S")
    await admin.type("Wrong unit").press(.tab).type(TestClinic.labTechnician.phone).press(.tab).type("wrong").press(
      .enter)
    admin.expectMessage("The colleague's phone or password is not right.")
    await admin.type(TestClinic.password).press(.enter)
    admin.expectMessage("version 2 waits to be verified, with the consent of Lena Pinto")
    await technician.press("Ctrl-R").press("Ctrl-S").type("y")
    technician.expectMessage("CBC of Tuffy: verified.")
    try await settleTimes()
    await admin.press("Ctrl-R")
    admin.expectMessage("Ctrl-S hands over version 2, which is due.")
    admin.expectGolden("report-amended-\(size.columns)x\(size.rows)")
    await admin.press("Alt-Up")
    admin.expectGolden("report-superseded-\(size.columns)x\(size.rows)")
    await admin.press("Ctrl-W")
    let file = try #require(admin.written["R-000001-version-1.txt"]).asText
    #expect(file.contains("*** SUPERSEDED by version 2: do not use this version ***"))
    await admin.press("Ctrl-S").press("Ctrl-S")
    admin.expectMessage("It is delivered.")
  }

  @Test("A retraction asks for reason and colleague, and its notice is due")
  func retracting() async throws {
    _ = try await generated()
    let admin = try await desk(as: TestClinic.admin)
    await admin.press("Ctrl-S").type("y").press("Ctrl-S").press("Ctrl-S").press("Ctrl-X")
    await admin.type("Another pet").press(.tab).type(TestClinic.labTechnician.phone).press(.tab)
    await admin.type(TestClinic.password).press(.enter)
    admin.expectLine(containing: "*** RETRACTED: do not use this report ***")
    await admin.press("Ctrl-V").type("Was told by phone").press(.enter)
    admin.expectMessage("noted as not delivered")
  }

  @Test("What another desk changes while the form is open is said, and nothing typed is lost")
  func otherDesk() async throws {
    try await furnish()
    let desk = try await desk()
    await desk.type("5")
    let other = Desk(target: try TestDatabase.current.target(as: .desk), applicationName: "tests")
    _ = try await other.signIn(
      slug: TestClinic.slug, phone: TestClinic.labTechnician.phone, password: TestClinic.password, origin: "test")
    let page = try #require(try await other.report(of: BookingItemID(4)))
    let written = try await other.write(
      ReportCopy(findings: "From elsewhere"), of: BookingItemID(4), version: page.report?.version, isReady: false)
    desk.app.notice(table: "test_reports", id: written.id.rawValue)
    await desk.app.idle()
    desk.expectMessage("Another desk has changed this report meanwhile")
    await desk.press("Ctrl-S")
    desk.expectMessage("Saving again replaces what they wrote.").expectLine(containing: "White cells")
    await desk.press("Ctrl-S")
    desk.expectMessage("generated. A colleague verifies it.")
  }
}
