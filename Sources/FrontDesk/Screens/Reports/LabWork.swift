package import LabCore
package import LabStore

/// What the work list reads and saves.
package enum LabWork: Sendable {
  case list(LabTaskQuery)
  /// Receives the tubes of these numbers.
  case receive([String])
  case reject(Rejection)
  case batch(BatchStep)
  /// Reads the reports of several tests, for whoever verifies them together.
  case read([BookingItemID])
}

/// What it came to.
package enum LabAnswer: Sendable {
  case list(LabTaskQuery, WorkList)
  case received([TubeReceipt])
  /// So many tests were rejected.
  case rejected(Rejection, Int)
  case batch(BatchStep, [BatchOutcome])
  case read([ReportPage])
}

extension LabWork {
  func perform(on desk: Desk) async throws -> LabAnswer {
    switch self {
    case .list(let query): .list(query, try await desk.workList(query))
    case .receive(let numbers): .received(try await desk.receive(numbers))
    case .reject(let rejection): .rejected(rejection, try await desk.reject(rejection))
    case .batch(let step): .batch(step, try await desk.move(step))
    case .read(let items): .read(try await pages(of: items, on: desk))
    }
  }

  private func pages(of items: [BookingItemID], on desk: Desk) async throws -> [ReportPage] {
    var pages: [ReportPage] = []
    for item in items {
      if let page = try await desk.report(of: item) { pages.append(page) }
    }
    return pages
  }
}
