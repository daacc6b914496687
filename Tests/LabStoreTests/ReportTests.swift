import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// A report from the first word to the client's hand, and what is refused on the way.
@Suite("Reports", .clinic)
struct ReportTests {
  @Test("What is typed is kept whatever it is; a report is generated of what can be read")
  func writing() async throws {
    let lab = try await LabReport.begin()
    var page = try await lab.page()
    #expect(page.report?.version == 1 && page.copy.isEmpty && page.status == .pending)
    #expect(page.parameters.map(\.name) == ["White cells", "Haemoglobin", "Film"])
    #expect(page.parameters.map(\.interval?.text) == ["6 – 17", "12 – 18", nil])
    #expect(page.templates.map(\.title) == ["Normal count", "Haemolysis"])
    var copy = ReportCopy(findings: " Leucopenia.\n", entered: [ParameterID(1): "many", ParameterID(3): " "])
    let saved = try await lab.technician.write(copy, of: LabReport.item, version: 1, isReady: false)
    #expect(saved.status == .pending && saved.version == 2)
    page = try await lab.page()
    #expect(page.copy == ReportCopy(findings: "Leucopenia.", entered: [ParameterID(1): "many"]))
    let refused = await failure {
      _ = try await lab.technician.write(copy, of: LabReport.item, version: 2, isReady: true)
    }
    #expect(refused?.sentence == "White cells: “many” is not a number such as 5.4 or <0.5. Nothing was saved.")
    copy.entered = [ParameterID(1): "1.55"]
    await expectRefused("LB122") {
      _ = try await lab.technician.write(copy, of: LabReport.item, version: 2, isReady: true)
    }
    await expectRefused("LB121") {
      _ = try await lab.technician.write(ReportCopy(findings: " \n"), of: LabReport.item, version: 2, isReady: true)
    }
    copy.entered = [ParameterID(99): "5"]
    await expectRefused("LB122") {
      _ = try await lab.technician.write(copy, of: LabReport.item, version: 2, isReady: true)
    }
    await expectRefused("LB014") {
      _ = try await lab.technician.write(copy, of: LabReport.item, version: 7, isReady: false)
    }
    await expectRefused("LB002") {
      _ = try await lab.admin.write(copy, of: LabReport.item, version: 2, isReady: false)
    }
    await expectRefused("LB016") {
      _ = try await lab.technician.write(copy, of: BookingItemID(5), version: nil, isReady: true)
    }
    #expect(try await lab.generate().status == .generated)
    page = try await lab.page()
    let version = try #require(page.unverified)
    #expect(version.number == 1 && version.author == "Lena Pinto" && version.standing == .unverified)
    #expect(version.results.map(\.text) == ["<1.5", "20.0", "few platelets"])
    #expect(version.results.map(\.flag) == [.veryLow, .high, nil])
    #expect(version.results.map(\.interval?.text) == ["6 – 17", "12 – 18", nil])
    await expectRefused("LB120") {
      _ = try await lab.technician.write(copy, of: LabReport.item, version: page.report?.version, isReady: false)
    }
  }

  @Test("An old item in the lab that has no report gets it with the first word")
  func oldItem() async throws {
    let lab = try await LabReport.begin()
    try await everything().run(script: "delete from test_reports")
    #expect(try await lab.page().report == nil)
    #expect(try await lab.generate().status == .generated)
  }

  @Test("What was generated can be taken back; its number is free again")
  func takingBack() async throws {
    let lab = try await LabReport.begin()
    try await lab.generate()
    try await lab.technician.move(try await lab.step(to: .pending), reason: nil, version: try await lab.head().version)
    var copy = LabReport.copy
    copy.findings = "Severe leucopenia."
    try await lab.generate(copy)
    let page = try await lab.page()
    #expect(page.versions.map(\.number) == [1, 1] && page.versions.map(\.standing) == [.withdrawn, .unverified])
  }

  @Test("A second person verifies the version that was read, while its test is processed and its booking stands")
  func verifying() async throws {
    let lab = try await LabReport.begin()
    try await lab.generate()
    await expectRefused("LB015") { try await lab.verify(by: lab.technician) }
    let step = try await lab.step(to: .verified)
    await expectRefused("LB014") { try await lab.admin.move(step, reason: nil) }
    await expectRefused("LB014") { try await lab.admin.move(step, reason: nil, version: 1) }
    let world = try await everything()
    let guards: [(String, SQL, SQL)] = [
      (
        "LB123", "update booking_items set status = 'rejected' where id = 4",
        "update booking_items set status = 'processing' where id = 4"
      ),
      (
        "LB124", "update bookings set status = 'cancelled' where id = 3",
        "update bookings set status = 'at_lab' where id = 3"
      ),
      (
        "LB125",
        """
        insert into billing_records (organization_id, booking_id, user_id, base_amount, final_amount, billing_date, status,
          invoice_number, invoice_date)
        select 1, 3, user_id, 1, 1, current_date, 'credited', 'INV/1', now() from bookings where id = 3
        """, "delete from billing_records"
      ),
    ]
    for (code, spoil, mend) in guards {
      _ = try await world.transaction(["set local session_replication_role = replica", spoil])
      await expectRefused(code) { try await lab.verify() }
      _ = try await world.transaction(["set local session_replication_role = replica", mend])
    }
    try await lab.verify()
    let page = try await lab.page()
    #expect(page.status == .verified && page.itemStatus == .completed)
    #expect(page.inForce?.verifier == "Dr Uma Bose" && page.due == [])
  }

  @Test("A report goes out once for each form, to several places, and is confirmed")
  func delivering() async throws {
    let lab = try await LabReport.begin()
    try await lab.generate()
    await expectRefused("LB129") { try await lab.receptionist.deliver(try await lab.delivery()) }
    try await lab.verify()
    let whatsApp = try await lab.delivery(.whatsapp, to: LabReport.phone)
    await expectRefused("LB131") { try await lab.technician.deliver(whatsApp) }
    await expectRefused("LB130") { try await lab.receptionist.deliver(try await lab.delivery(.email)) }
    await expectRefused("ck_report_deliveries_recipient") {
      try await lab.receptionist.deliver(try await lab.delivery(.whatsapp, to: "98450 12345"))
    }
    #expect(try await lab.receptionist.deliver(whatsApp) == 1)
    #expect(try await lab.receptionist.deliver(whatsApp) == 1)
    var other = whatsApp
    other.recipient = "+919845012345"
    await expectRefused("LB132") { try await lab.receptionist.deliver(other) }
    #expect(try await lab.technician.deliver(try await lab.delivery()) == 1)
    var page = try await lab.page(at: lab.receptionist)
    #expect(page.status == .delivered)
    #expect(page.deliveries.map(\.recipient) == [LabReport.phone, "Meera Iyer"])
    #expect(page.deliveries.map(\.handedOverBy) == ["Asha Rao", "Lena Pinto"])
    #expect(page.client.phones.map(\.e164) == [LabReport.phone])
    #expect(try await lab.page().deliveries.map(\.recipient) == [nil, "Meera Iyer"])
    #expect(try await lab.page().client.phones == [])
    let first = page.deliveries[0]
    await expectRefused("LB014") { try await lab.receptionist.confirm(first.id, version: 7) }
    await expectRefused("LB133") { try await lab.receptionist.waive(first.id, version: first.version, reason: "x") }
    try await lab.receptionist.confirm(first.id, version: first.version)
    page = try await lab.page()
    #expect(page.deliveries.map(\.status) == [.confirmed, .handedOver])
  }

  @Test("An amendment needs reason, consent and something new; the old version holds until the new one is verified")
  func amending() async throws {
    let lab = try await LabReport.begin()
    try await lab.delivered(.whatsapp, to: LabReport.phone)
    try await lab.receptionist.deliver(try await lab.delivery())
    var copy = LabReport.copy
    copy.entered[ParameterID(1)] = "15"
    let head = try await lab.head()
    await expectRefused("LB005") {
      _ = try await lab.admin.amend(head.id, version: head.version, copy, reason: "Wrong unit", approval: nil)
    }
    await expectRefused("LB004") {
      _ = try await lab.admin.amend(head.id, version: head.version, copy, reason: " ", approval: nil)
    }
    await expectRefused("LB002") {
      _ = try await lab.receptionist.amend(head.id, version: head.version, copy, reason: "Wrong unit", approval: nil)
    }
    let approval = try await lab.consent(to: .generated)
    await expectRefused("LB127") {
      _ = try await lab.admin.amend(
        head.id, version: head.version, LabReport.copy, reason: "Wrong unit", approval: approval)
    }
    await expectRefused("LB126") {
      try await lab.admin.move(
        try await lab.step(to: .generated), reason: "Wrong unit", approval: approval, version: head.version)
    }
    let number = try await lab.admin.amend(
      head.id, version: head.version, copy, reason: "Wrong unit", approval: approval)
    #expect(number == 2)
    var page = try await lab.page()
    #expect(
      page.inForce?.number == 1 && page.unverified?.reason == "Wrong unit" && page.copy.entered[ParameterID(1)] == "15")
    await expectRefused("LB129") { try await lab.receptionist.deliver(try await lab.delivery()) }
    await expectRefused("LB015") { try await lab.verify() }
    try await lab.verify(by: lab.technician)
    page = try await lab.page(at: lab.receptionist)
    #expect(page.versions.map(\.standing) == [.superseded, .inForce] && page.inForce?.kind == .amendment)
    #expect(page.due.map(\.recipient) == ["Meera Iyer", LabReport.phone] && page.due.map(\.number) == [2, 2])
    await expectRefused("LB135") { try await lab.receptionist.move(try await lab.step(to: .delivered), reason: nil) }
    await expectRefused("LB131") {
      _ = try await lab.technician.handOver(page.due[1].id, version: page.due[1].version)
    }
    #expect(try await lab.receptionist.handOver(page.due[1].id, version: page.due[1].version) == .verified)
    await expectRefused("LB004") {
      try await lab.receptionist.waive(page.due[0].id, version: page.due[0].version, reason: " ")
    }
    #expect(
      try await lab.receptionist.waive(page.due[0].id, version: page.due[0].version, reason: "Moved away")
        == .delivered)
  }

  @Test("What is due is handed over by delivering to the same place; a newer version takes its place")
  func dueAgain() async throws {
    let lab = try await LabReport.begin()
    try await lab.delivered()
    var copy = LabReport.copy
    for (round, value) in ["15", "16"].enumerated() {
      copy.entered[ParameterID(1)] = value
      #expect(try await lab.amend(copy) == round + 2)
      try await lab.verify(by: lab.technician)
    }
    var page = try await lab.page()
    #expect(page.deliveries.map(\.status) == [.handedOver, .waived, .due])
    #expect(try await lab.technician.deliver(try await lab.delivery()) == 1)
    page = try await lab.page()
    #expect(page.deliveries.map(\.status) == [.handedOver, .waived, .handedOver] && page.status == .delivered)
  }

  @Test("An amendment that is taken back goes on under the reason it had")
  func amendmentTakenBack() async throws {
    let lab = try await LabReport.begin()
    try await lab.delivered()
    var copy = LabReport.copy
    copy.findings = "Mild leucopenia."
    try await lab.amend(copy)
    try await lab.technician.move(try await lab.step(to: .pending), reason: nil, version: try await lab.head().version)
    copy.findings = "Moderate leucopenia."
    try await lab.generate(copy)
    let page = try await lab.page()
    #expect(page.inForce?.number == 1)
    #expect(
      page.unverified?.number == 2 && page.unverified?.kind == .amendment && page.unverified?.reason == "Wrong unit")
  }

  @Test("A retraction marks every released version and is told to everybody who has one")
  func retracting() async throws {
    let lab = try await LabReport.begin()
    try await lab.delivered(.whatsapp, to: LabReport.phone)
    let approval = try await lab.consent(to: .retracted)
    try await lab.admin.move(
      try await lab.step(to: .retracted), reason: "Another pet", approval: approval,
      version: try await lab.head().version)
    let page = try await lab.page(at: lab.receptionist)
    #expect(page.status == .retracted && page.inForce == nil && page.versions.map(\.standing) == [.retracted])
    #expect(page.due.map(\.kind) == [.retraction] && page.itemStatus == .processing)
    let due = try #require(page.due.first)
    #expect(try await lab.receptionist.handOver(due.id, version: due.version) == .retracted)
  }

  @Test("The reports of a panel go out together; what is cancelled or was not obtained is not waited for")
  func panels() async throws {
    let lab = try await LabReport.begin()
    try await lab.generate()
    try await lab.verify()
    let world = try await everything()
    try await world.run(
      script: """
        set session_replication_role = replica;
        insert into booking_items (organization_id, booking_id, test_id, unit_price, status) values
          (1, 3, 4, 1, 'collected'), (1, 3, 5, 1, 'cancelled');
        insert into test_batch_groups (organization_id, booking_id, batch_name, panel_id) values (1, 3, 'Wellness', 1);
        update test_reports set batch_group_id = (select max(id) from test_batch_groups);
        set session_replication_role = origin;
        """)
    let error = await failure { try await lab.receptionist.deliver(try await lab.delivery()) }
    #expect(error?.code == .rule(constraint: "LB128"))
    #expect(
      error?.sentence == "The reports of a panel go out together, and LFT is not verified yet. Nothing was saved.")
    await expectRefused("LB128") { try await lab.receptionist.move(try await lab.step(to: .delivered), reason: nil) }
    let page = try await lab.page()
    #expect(page.siblings.map(\.testCode) == ["LFT", "KFT"] && page.siblings.map(\.isOpen) == [true, false])
    try await world.run(
      script: """
        set session_replication_role = replica;
        update booking_items set status = 'not_obtained' where test_id = 4 and booking_id = 3;
        set session_replication_role = origin;
        """)
    #expect(try await lab.receptionist.deliver(try await lab.delivery()) == 1)
  }

  @Test("By itself the step to delivered is by hand to the client")
  func plainStep() async throws {
    let lab = try await LabReport.begin()
    try await lab.generate()
    try await lab.verify()
    try await lab.technician.move(try await lab.step(to: .delivered), reason: nil)
    let page = try await lab.page()
    #expect(page.deliveries.map(\.channel) == [.hand] && page.deliveries.map(\.recipient) == ["Meera Iyer"])
  }

  @Test("The marks of the database are those of the program")
  func flags() async throws {
    let values = ["1", "2", "4", "6", "8", "9"]
    let bounds: [[String?]] = [
      [nil, "3", "6", nil], ["2", "3", "6", "8"], [nil, "3", nil, nil], [nil, nil, "6", nil], ["2", nil, nil, "8"],
      [nil, nil, nil, nil],
    ]
    let world = try await everything()
    for bound in bounds {
      let numbers = bound.map { $0.flatMap { ResultNumber($0) } }
      let interval = ReferenceInterval(
        low: numbers[1], high: numbers[2], criticalLow: numbers[0], criticalHigh: numbers[3])
      for value in values {
        for comparator in ["", "<", ">"] {
          let stored = try await world.texts(
            """
            select coalesce(desk.result_flag(\(value)::numeric, nullif(\(comparator), ''), \(bound[1])::numeric,
              \(bound[2])::numeric, \(bound[0])::numeric, \(bound[3])::numeric), '-')
            """)
          let flag = interval.flag(
            of: try #require(ResultNumber(value)), ResultValue.Comparator(rawValue: comparator))
          #expect(stored == [flag?.rawValue ?? "-"], "\(comparator)\(value) in \(bound)")
        }
      }
    }
  }
}
