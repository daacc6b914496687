package import LabCore
import Postgres

/// A report as it stands after something was written.
package struct WrittenReport: Sendable, Equatable {
  package var id: ReportID
  package var version: Int64
  package var status: ReportStatus
}

/// A delivery of one report or several to one place.
package struct DeliveryRequest: Sendable, Equatable {
  package var key: RequestKey
  /// The reports with the versions of their rows that were read.
  package var reports: [(id: ReportID, version: Int64)]
  package var channel: DeliveryChannel
  /// A name, an address of mail, or a phone in international form; nil by hand is the client.
  package var recipient: String?

  package init(
    key: RequestKey, reports: [(id: ReportID, version: Int64)], channel: DeliveryChannel, recipient: String?
  ) {
    self.key = key
    self.reports = reports
    self.channel = channel
    self.recipient = recipient
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.key == right.key && left.channel == right.channel && left.recipient == right.recipient
      && left.reports.map(\.id) == right.reports.map(\.id)
      && left.reports.map(\.version) == right.reports.map(\.version)
  }
}

extension Desk {
  /// Saves what is written about an item, and generates the report where it is ready to be verified.
  ///
  /// `version` is that of the report that was read, nil where there was none. Throws `.stale` where another desk has
  /// written since; `LB121` where there is nothing to generate, `LB122` where a value cannot be read.
  package func write(
    _ copy: ReportCopy, of item: BookingItemID, version: Int64?, isReady: Bool
  ) async throws -> WrittenReport {
    let row = try await query(
      .write,
      """
      select report_id, version, status
      from desk.write_report(\(item), \(version), \(copy.findings), \(copy.json), \(isReady))
      """
    ).onlyRow()
    return WrittenReport(
      id: try row.decode("report_id"), version: try row.decode("version"), status: try row.decode("status"))
  }

  /// Makes the next version of a released report; the one before stays in force until this one is verified. Answers its
  /// number.
  package func amend(
    _ report: ReportID, version: Int64, _ copy: ReportCopy, reason: String, approval: Int64?
  ) async throws -> Int {
    try await query(
      .write,
      """
      select number
      from desk.amend_report(\(report), \(version), \(copy.findings), \(copy.json), \(reason), \(approval))
      """
    ).onlyRow().decode("number")
  }

  /// Notes that verified reports were handed over; the same request again changes nothing. Answers how many of them are
  /// delivered by it.
  @discardableResult
  package func deliver(_ request: DeliveryRequest) async throws -> Int {
    try await query(
      .write,
      """
      select count(*) filter (where status = 'delivered') as delivered
      from desk.deliver(\(request.reports.map(\.id.rawValue))::bigint[], \(request.reports.map(\.version))::bigint[],
        \(request.channel), \(request.recipient), \(request.key)::uuid)
      """
    ).onlyRow().decode("delivered")
  }

  /// Notes that what was due was handed over; answers the status of the report then.
  @discardableResult
  package func handOver(_ delivery: DeliveryID, version: Int64) async throws -> ReportStatus {
    try await query(.write, "select desk.hand_over(\(delivery), \(version)) as status").onlyRow().decode("status")
  }

  /// Notes that the recipient has it.
  package func confirm(_ delivery: DeliveryID, version: Int64) async throws {
    _ = try await query(.write, "select desk.confirm_delivery(\(delivery), \(version))")
  }

  /// Notes why what was due is not delivered; answers the status of the report then.
  @discardableResult
  package func waive(_ delivery: DeliveryID, version: Int64, reason: String) async throws -> ReportStatus {
    try await query(.write, "select desk.waive_delivery(\(delivery), \(version), \(reason)) as status").onlyRow()
      .decode("status")
  }
}

extension ReportCopy {
  /// The results as the database keeps them: by parameter, empty ones left out.
  fileprivate var json: SQL {
    let typed = entered.filter { !$0.value.trimmed.isEmpty }.sorted { $0.key < $1.key }
    return "jsonb_object(\(typed.map(\.key.description))::text[], \(typed.map(\.value))::text[])"
  }
}
