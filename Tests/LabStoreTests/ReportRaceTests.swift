import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Two desks that want something of the same report at the same moment.
@Suite("Races for a report", .clinic)
struct ReportRaceTests {
  /// Everything about the report and its item as it was before it was generated.
  private func again() async throws {
    try await everything().run(
      script: """
        begin;
        set local session_replication_role = replica;
        delete from report_deliveries;
        delete from version_results;
        delete from report_versions;
        delete from item_rejections;
        delete from test_reports where booking_item_id = 4;
        update booking_items set status = 'processing' where id = 4;
        update specimens set status = 'received' where booking_id = 3;
        commit
        """)
  }

  private func codes(_ refusals: [DeskError?]) -> [DeskError.Code] { refusals.compactMap { $0?.code } }

  @Test("Of two who verify at once one does")
  func twoVerifiers() async throws {
    let lab = try await LabReport.begin()
    let desks = [lab.admin, try await signedIn(as: TestClinic.admin)]
    for round in 1...8 {
      try await lab.generate()
      let (step, version) = (try await lab.step(to: .verified), try await lab.head().version)
      let refusals = await failures(of: desks) { desk, _ in
        try await patiently { try await desk.move(step, reason: nil, version: version) }
      }
      #expect(codes(refusals) == [.stale], "round \(round)")
      try await again()
    }
  }

  @Test("An amendment and the verification of what was there before it never both hold")
  func verifyAgainstAmend() async throws {
    let lab = try await LabReport.begin()
    for round in 1...6 {
      try await lab.generate()
      try await lab.verify()
      let (head, approval) = (try await lab.head(), try await lab.consent(to: .generated))
      var copy = LabReport.copy
      copy.findings = "Round \(round)"
      let amended = copy
      let deliver = try await lab.delivery()
      let refusals = await failures(of: [lab.admin, lab.receptionist]) { desk, number in
        try await patiently {
          if number == 0 {
            _ = try await desk.amend(head.id, version: head.version, amended, reason: "Wrong", approval: approval)
          } else {
            _ = try await desk.deliver(deliver)
          }
        }
      }
      #expect(codes(refusals) == [.stale], "round \(round)")
      if refusals[0] == nil {
        let step = try await lab.step(to: .verified)
        // Who read the version before the amendment verifies nothing by it.
        await expectRefused("LB014") { try await lab.technician.move(step, reason: nil, version: head.version) }
        #expect(try await lab.page().deliveries == [])
      }
      try await again()
    }
  }

  @Test("A report is not verified of a tube that is rejected at the same moment")
  func verifyAgainstReject() async throws {
    let lab = try await LabReport.begin()
    for round in 1...8 {
      try await lab.generate()
      let (step, version) = (try await lab.step(to: .verified), try await lab.head().version)
      let reject = Step(machine: ItemStatus.machineName, recordID: 4, to: "rejected")
      let refusals = await failures(of: [lab.admin, lab.technician]) { desk, number in
        try await patiently {
          if number == 0 {
            try await desk.move(step, reason: nil, version: version)
          } else {
            try await desk.move(reject, reason: "Clotted")
          }
        }
      }
      #expect(codes(refusals).count == 1, "round \(round)")
      let page = try await lab.page()
      if refusals[0] == nil {
        #expect(page.itemStatus == .completed && page.status == .verified)
      } else {
        #expect(page.itemStatus == .rejected && page.status == .pending)
        #expect(page.versions.map(\.standing) == [.withdrawn])
      }
      try await again()
    }
  }

  @Test("A form that is sent twice at once delivers once")
  func deliverTwice() async throws {
    let lab = try await LabReport.begin()
    let desks = [lab.receptionist, lab.admin]
    for round in 1...8 {
      try await lab.generate()
      try await lab.verify()
      let request = try await lab.delivery(.whatsapp, to: LabReport.phone)
      let refusals = await failures(of: desks) { desk, _ in
        _ = try await patiently { try await desk.deliver(request) }
      }
      #expect(codes(refusals) == [], "round \(round)")
      #expect(try await lab.page().deliveries.count == 1, "round \(round)")
      try await again()
    }
  }
}
