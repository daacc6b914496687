/// Where one attempt to meet the pet stands; the booking's status follows it.
package enum VisitStatus: String, StatusMachine {
  case planned, assigned
  case enRoute = "en_route"
  case arrived, collected
  case noShow = "no_show"
  case failedVisit = "failed_visit"
  case cancelled

  package static let machineName = "visit"

  package var displayName: String {
    switch self {
    case .planned: "Planned"
    case .assigned: "Assigned"
    case .enRoute: "On the way"
    case .arrived: "Arrived"
    case .collected: "Collected"
    case .noShow: "Nobody there"
    case .failedVisit: "Visit failed"
    case .cancelled: "Cancelled"
    }
  }

  /// Says that the visit still takes its collector's time.
  package var isActive: Bool {
    switch self {
    case .planned, .assigned, .enRoute, .arrived: true
    case .collected, .noShow, .failedVisit, .cancelled: false
    }
  }

  package static let moves: [StatusMove<VisitStatus>] = [
    StatusMove(.planned, .assigned, .visitsAssign),
    StatusMove(.assigned, .planned, .visitsAssign),
    StatusMove(.planned, .arrived, .bookingsWrite),
    StatusMove(.assigned, .enRoute, .visitsProgress, ownRows: true),
    StatusMove(.assigned, .enRoute, .visitsAssign, reason: true),
    StatusMove(.enRoute, .arrived, .visitsProgress, ownRows: true),
    StatusMove(.enRoute, .arrived, .visitsAssign, reason: true),
    StatusMove(.arrived, .collected, .visitsProgress, ownRows: true),
    StatusMove(.arrived, .collected, .visitsAssign, reason: true),
    StatusMove(.assigned, .noShow, .visitsProgress, ownRows: true, reason: true),
    StatusMove(.assigned, .noShow, .visitsAssign, reason: true),
    StatusMove(.enRoute, .noShow, .visitsProgress, ownRows: true, reason: true),
    StatusMove(.enRoute, .noShow, .visitsAssign, reason: true),
    StatusMove(.arrived, .failedVisit, .visitsProgress, ownRows: true, reason: true),
    StatusMove(.arrived, .failedVisit, .visitsAssign, reason: true),
    StatusMove(.planned, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.assigned, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.enRoute, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.arrived, .cancelled, .bookingsCancel, reason: true),
  ]
}
