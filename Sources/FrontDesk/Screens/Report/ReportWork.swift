package import LabCore
package import LabStore

/// What the page of a report reads and saves.
package enum ReportWork: Sendable {
  case read(BookingItemID)
  case write(BookingItemID, ReportCopy, version: Int64?, isReady: Bool)
  case amend(Amendment)
  case deliver(DeliveryRequest)
  case handOver(ReportDelivery)
  case confirm(ReportDelivery)
  case waive(ReportDelivery, reason: String)
  /// Writes the report to a file of that name.
  case export(text: String, name: String)
}

/// A new version of a released report with what the database asks for it.
package struct Amendment: Sendable, Equatable {
  package var report: ReportID
  package var version: Int64
  package var copy: ReportCopy
  package var reason: String
  package var colleague: StepWork.Colleague
}

/// What it came to.
package enum ReportAnswer: Sendable {
  case page(BookingItemID, ReportPage?)
  case written(BookingItemID, WrittenReport, isReady: Bool)
  /// The version of this number waits to be verified; a colleague consented.
  case amended(ReportID, number: Int, by: String)
  /// The colleague's consent was not given.
  case unconsented(ReportID, ApprovalOutcome)
  case delivered(DeliveryRequest)
  case handedOver(ReportDelivery, ReportStatus)
  case confirmed(ReportDelivery)
  case waived(ReportDelivery, ReportStatus)
  /// The report lies in a file.
  case exported(path: String)
}

extension ReportWork {
  func perform(on desk: Desk, writeFile: Workroom.FileWriter) async throws -> ReportAnswer {
    switch self {
    case .read(let item): return .page(item, try await desk.report(of: item))
    case .write(let item, let copy, let version, let isReady):
      return .written(
        item, try await desk.write(copy, of: item, version: version, isReady: isReady), isReady: isReady)
    case .amend(let amendment):
      let step = Step(
        machine: ReportStatus.machineName, recordID: amendment.report.rawValue, to: ReportStatus.generated.storedName)
      let outcome = try await desk.approve(
        step, phone: amendment.colleague.phone, password: amendment.colleague.password)
      guard case .given(let approval, let name) = outcome else { return .unconsented(amendment.report, outcome) }
      let number = try await desk.amend(
        amendment.report, version: amendment.version, amendment.copy, reason: amendment.reason, approval: approval)
      return .amended(amendment.report, number: number, by: name)
    case .deliver(let request):
      try await desk.deliver(request)
      return .delivered(request)
    case .handOver(let delivery):
      return .handedOver(delivery, try await desk.handOver(delivery.id, version: delivery.version))
    case .confirm(let delivery):
      try await desk.confirm(delivery.id, version: delivery.version)
      return .confirmed(delivery)
    case .waive(let delivery, let reason):
      return .waived(delivery, try await desk.waive(delivery.id, version: delivery.version, reason: reason))
    case .export(let text, let name): return .exported(path: try writeFile(name, Array(text.utf8)))
    }
  }
}
