import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What a technician with psql tries with reports.
@Suite("Attacks on reports", .clinic)
struct ReportAttackTests {
  static let refused: [SQL] = [
    "update test_reports set findings = 'All well'", "update test_reports set status = 'verified'",
    "update test_reports set generated_by_staff_id = 1",
    "insert into test_reports (organization_id, booking_item_id, pet_id, test_id) values (1, 5, 3, 5)",
    "insert into report_versions (organization_id, report_id, number, generated_at) values (1, 1, 9, now())",
    "update report_versions set findings = 'All well'", "delete from report_versions",
    "update version_results set flag = 'N'", "delete from version_results",
    "update report_deliveries set recipient = 'me'", "select * from report_deliveries",
    "insert into report_deliveries (organization_id, report_id, version_id, client_id, channel, recipient) values (1, 1, 1, 1, 'hand', 'me')",
    "select desk.make_version(r, 'x', '{}', 'first', null, 1) from test_reports r",
    "select desk.settle_deliveries(1, 1)", "select desk.version_old_reports(1)",
    "select desk.hold_report(2, 1)", "insert into test_parameters (organization_id, test_id, name) values (1, 1, 'x')",
  ]

  @Test("The database refuses each of them", arguments: refused)
  func technician(_ statement: SQL) async throws {
    let lab = try await LabReport.begin()
    try await lab.delivered()
    let session = try await BareSession.begin(as: TestClinic.labTechnician)
    let attempt = try await session.attempt(statement)
    if case .done(let result) = attempt {
      // Rows of others are not refused but not there.
      #expect(result.rows.isEmpty && result.affectedRows == 0, "\(statement)")
    }
  }

  @Test("What was released changes by no statement of the owner either")
  func owner() async throws {
    let lab = try await LabReport.begin()
    try await lab.delivered()
    let owner = try await TestDatabase.current.connect(as: .owner)
    for statement: SQL in [
      "update report_versions set findings = 'All well'", "update report_versions set number = 2",
      "update report_versions set verified_by = 1", "update report_versions set withdrawn_at = now()",
      "delete from report_versions", "update version_results set value = 5", "delete from version_results",
      "update report_deliveries set recipient = 'me'", "update report_deliveries set status = 'due'",
      "delete from report_deliveries",
    ] {
      let error = try await #require(throws: PostgresError.self, "\(statement)") {
        _ = try await owner.query(statement)
      }
      #expect(error.code == .custom("LB136"), "\(statement): \(error)")
    }
  }

  @Test("Who sees no phones finds none in the deliveries either")
  func phones() async throws {
    let lab = try await LabReport.begin()
    try await lab.delivered(.whatsapp, to: LabReport.phone)
    let session = try await BareSession.begin(as: TestClinic.labTechnician)
    for relation in [
      "scoped.lab_deliveries", "scoped.report_clients", "test_reports", "report_versions", "status_events",
    ] {
      let found = try await session.run([
        "select count(*) from \(unsafeSQL: relation) t where t::text like '%8023456789%'"
      ])
      #expect(try found[0].onlyRow().decode(at: 0, as: Int.self) == 0, "\(relation)")
    }
  }
}
