package import LabCore
package import LabStore

/// What is asked of the database on the page of the home visit charge.
package enum DistanceWork: Sendable {
  case read
  case readWays(from: CalendarDate, to: CalendarDate)
  case set(DistanceRates, from: CalendarDate, version: Int64)
  case withdraw(DistancePricingID, from: CalendarDate, version: Int64)
}

/// What it came to.
package enum DistanceAnswer: Sendable {
  case versions(DistanceVersions)
  case ways(ChargedWays)
  case set(DistancePricingID, from: CalendarDate)
  case withdrew(CalendarDate)
}

extension DistanceWork {
  func perform(on desk: Desk) async throws -> DistanceAnswer {
    switch self {
    case .read: return .versions(try await desk.distanceVersions())
    case .readWays(let first, let last): return .ways(try await desk.chargedWays(from: first, to: last))
    case .set(let rates, let day, let version):
      return .set(try await desk.setDistancePricing(rates, from: day, version: version), from: day)
    case .withdraw(let id, let day, let version):
      try await desk.withdrawDistancePricing(id, version: version)
      return .withdrew(day)
    }
  }
}
