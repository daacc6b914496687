import LabCore
import LabStore
import Tui
import Words

/// Where a version of the home visit charge stands on a day.
enum DistanceState: Sendable, Equatable {
  case past, inForce, toCome
  /// Withdrawn or replaced after bookings had been charged by it.
  case setAside

  init(_ version: DistanceVersion, on today: CalendarDate) {
    self =
      if !version.counts { .setAside } else if version.pricing.holds(on: today) { .inForce } else {
        version.pricing.effectiveFrom > today ? .toCome : .past
      }
  }

  var displayName: String {
    switch self {
    case .past: "past"
    case .inForce: say("in force")
    case .toCome: say("to come")
    case .setAside: say("set aside")
    }
  }

  var role: Role {
    switch self {
    case .past, .setAside: .textDim
    case .inForce: .textStrong
    case .toCome: .statusPending
    }
  }
}
