import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Ways round the rules of reports that a review has found, each closed in the database.
@Suite("Ways round a report", .clinic)
struct ReportGuardTests {
  @Test("Whoever wrote of the findings does not verify them, though a colleague pressed the key that generated them")
  func authorByAnotherHand() async throws {
    let lab = try await LabReport.begin()
    let world = try await everything()
    _ = try await world.query(
      "insert into permissions (organization_id, user_id, permission) values (1, 8, 'reports.enter')")
    _ = try await lab.technician.write(
      LabReport.copy, of: LabReport.item, version: try await lab.head().version, isReady: false)
    try await lab.admin.move(try await lab.step(to: .generated), reason: nil)
    await expectRefused("LB015") { try await lab.verify(by: lab.technician) }
    await expectRefused("LB015") { try await lab.verify(by: lab.admin) }
  }

  @Test("What was found in a rejected tube is not the beginning of what is said of the next one")
  func rejectedTube() async throws {
    let lab = try await LabReport.begin()
    try await lab.generate()
    let task = try #require(try await lab.technician.workList().tasks.first { $0.id == LabReport.item })
    _ = try await lab.technician.reject(
      Rejection(item: task.id, version: task.version, reason: .haemolysed, note: "", isWholeTube: true))
    try await lab.technician.move(
      Step(machine: "item", recordID: task.id.rawValue, to: "recollect_pending"), reason: nil)
    try await lab.receptionist.move(
      Step(machine: "item", recordID: task.id.rawValue, to: "collected"), reason: "The owner brought it")
    let tube = try #require(
      try await lab.technician.workList().tasks.first { $0.id == LabReport.item }?.tubes.last?.number)
    #expect(try await lab.technician.receive([tube]).map(\.outcome) == [.received])
    let page = try await lab.page()
    #expect(page.status == .pending && page.copy.isEmpty)
    // What was said of the old tube stays readable among the versions.
    #expect(page.versions.map(\.findings) == ["Leucopenia."])
    let step = try await lab.step(to: .generated)
    await expectRefused("LB121") { try await lab.technician.move(step, reason: nil) }
  }

  @Test("A panel's group stays with its booking")
  func panelGroup() async throws {
    let world = try await everything()
    _ = try await world.query("insert into test_batch_groups (organization_id, booking_id, panel_id) values (1, 5, 1)")
    let session = try await BareSession.begin(as: TestClinic.receptionist)
    guard case .refused(let error) = try await session.attempt("update test_batch_groups set booking_id = 4") else {
      Issue.record("the group was moved to another booking")
      return
    }
    #expect(error.code == .custom("LB012"))
  }

  @Test("Work that was open before there was a work list has its time since the receipt")
  func oldWork() async throws {
    let world = try await everything()
    _ = try await world.query("set session_replication_role = replica")
    _ = try await world.query("delete from lab_tasks")
    _ = try await world.query("delete from test_reports")
    _ = try await world.query(
      """
      update specimens set collected_at = now() - interval '9 days', received_at = now() - interval '8 days'
      where id in (select specimen_id from specimen_items where booking_item_id = 4)
      """)
    _ = try await world.query("set session_replication_role = origin")
    _ = try await world.query("select desk.fill_lab_tasks(1)")
    #expect(
      try await world.count(
        """
        select count(*) from lab_tasks where id = 4 and running_since < now() - interval '7 days' and due_at < now()
        """) == 1)
    #expect(try await world.count("select count(*) from test_reports where booking_item_id = 4") == 1)
  }

  @Test("A refunded booking is no work any more")
  func refunded() async throws {
    let world = try await everything()
    _ = try await world.query("set session_replication_role = replica")
    _ = try await world.query(
      """
      insert into billing_records (organization_id, booking_id, user_id, base_amount, final_amount, billing_date, status,
        invoice_number, invoice_date, paid_date)
      select 1, 3, user_id, 1, 1, current_date, 'paid', 'INV/9', now(), now() from bookings where id = 3
      """)
    _ = try await world.query("set session_replication_role = origin")
    let owner = try await TestDatabase.current.connect(as: .owner)
    _ = try await owner.query("update billing_records set status = 'credited' where booking_id = 3")
    #expect(
      try await world.texts("select stage || coalesce(due_at::text, '') from lab_tasks where id = 4") == ["done"])
  }
}
