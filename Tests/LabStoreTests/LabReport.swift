import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The report of the small clinic's blood count that is in the lab: item 4, Tuffy's, with three parameters.
struct LabReport {
  static let item = BookingItemID(4)
  static let phone = "+918023456789"
  let technician: Desk
  let admin: Desk
  let receptionist: Desk

  /// Gives the blood count its parameters: white cells, haemoglobin and the film in words.
  static func begin() async throws -> LabReport {
    let world = try await everything()
    try await world.run(
      script: """
        insert into test_parameters (organization_id, test_id, position, code, name, unit, decimals, kind) values
          (1, 1, 1, 'WBC', 'White cells', '10^9/L', 1, 'numeric'), (1, 1, 2, 'HGB', 'Haemoglobin', 'g/dL', 1, 'numeric'),
          (1, 1, 3, null, 'Film', null, null, 'text');
        insert into reference_intervals (organization_id, parameter_id, species, low, high, critical_low, critical_high)
        values (1, 1, 'Dog', 6, 17, 2, 50), (1, 1, null, 5, 20, null, null), (1, 2, 'dog', 12, 18, null, null),
          (1, 2, 'Cat', 8, 15, null, null);
        insert into report_templates (organization_id, test_id, title, body) values
          (1, 1, 'Normal count', 'Nothing unusual was seen.'), (1, null, 'Haemolysis', 'The sample is haemolytic.');
        """)
    await world.close()
    return LabReport(
      technician: try await signedIn(as: TestClinic.labTechnician), admin: try await signedIn(as: TestClinic.admin),
      receptionist: try await signedIn())
  }

  static let copy = ReportCopy(
    findings: "Leucopenia.",
    entered: [ParameterID(1): "<1.5", ParameterID(2): "20.0", ParameterID(3): "few platelets"])

  func page(at desk: Desk? = nil) async throws -> ReportPage {
    try #require(try await (desk ?? technician).report(of: Self.item))
  }

  func head() async throws -> ReportPage.Head { try #require(try await page().report) }

  /// Writes the report as it stands, and generates it.
  @discardableResult
  func generate(_ copy: ReportCopy = copy) async throws -> WrittenReport {
    try await technician.write(copy, of: Self.item, version: try await page().report?.version, isReady: true)
  }

  func step(to status: ReportStatus) async throws -> Step {
    Step(machine: ReportStatus.machineName, recordID: try await head().id.rawValue, to: status.rawValue)
  }

  /// Lets somebody verify what stands.
  func verify(by desk: Desk? = nil) async throws {
    let head = try await head()
    try await (desk ?? admin).move(try await step(to: .verified), reason: nil, version: head.version)
  }

  /// The consent of the technician to a step of the administrator.
  func consent(to status: ReportStatus) async throws -> Int64 {
    let outcome = try await admin.approve(
      try await step(to: status), phone: TestClinic.labTechnician.phone, password: TestClinic.password)
    guard case .given(let approval, _) = outcome else { throw NotGiven(outcome: outcome) }
    return approval
  }

  private struct NotGiven: Error {
    var outcome: ApprovalOutcome
  }

  /// Lets the administrator amend what stands, with the consent of the technician.
  @discardableResult
  func amend(_ copy: ReportCopy, reason: String = "Wrong unit") async throws -> Int {
    let head = try await head()
    let approval = try await consent(to: .generated)
    return try await admin.amend(head.id, version: head.version, copy, reason: reason, approval: approval)
  }

  /// A key that no form has had.
  static func fresh() -> RequestKey {
    var generator = SystemRandomNumberGenerator()
    return RequestKey(using: &generator)
  }

  func delivery(
    _ channel: DeliveryChannel = .hand, to recipient: String? = nil, key: RequestKey = fresh()
  ) async throws -> DeliveryRequest {
    let head = try await head()
    return DeliveryRequest(key: key, reports: [(head.id, head.version)], channel: channel, recipient: recipient)
  }

  /// Brings the report as far as the client.
  func delivered(_ channel: DeliveryChannel = .hand, to recipient: String? = nil) async throws {
    try await generate()
    try await verify()
    try await receptionist.deliver(try await delivery(channel, to: recipient))
  }
}

/// Expects a call to be refused with one of our own codes.
func expectRefused(
  _ rule: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async {
  let error = await failure(of: body)
  let code: DeskError.Code =
    switch rule {
    case "LB002", "LB003": .notAllowed
    case "LB014": .stale
    default: .rule(constraint: rule)
    }
  #expect(
    error?.code == code, "\(error.map(String.init(describing:)) ?? "not refused")", sourceLocation: sourceLocation)
}
