/// Where one attempt to meet the pet stands; it moves as a booking does, and the booking's status follows it.
package enum VisitStatus: String, StatusMachine {
  case confirmed, assigned
  case enRoute = "en_route"
  case arrived, collected
  case atLab = "at_lab"
  case closed, cancelled
  case noShow = "no_show"
  case failedVisit = "failed_visit"

  /// The booking's machine: the database keeps one table for both.
  package static let machineName = BookingStatus.machineName

  /// The same state of the booking.
  package var booking: BookingStatus {
    switch self {
    case .confirmed: .confirmed
    case .assigned: .assigned
    case .enRoute: .enRoute
    case .arrived: .arrived
    case .collected: .collected
    case .atLab: .atLab
    case .closed: .closed
    case .cancelled: .cancelled
    case .noShow: .noShow
    case .failedVisit: .failedVisit
    }
  }

  package var displayName: String { booking.displayName }

  /// Says that the visit still takes its collector's time.
  package var takesTime: Bool {
    switch self {
    case .confirmed, .assigned, .enRoute, .arrived: true
    case .collected, .atLab, .closed, .cancelled, .noShow, .failedVisit: false
    }
  }

  /// Says that the attempt came to nothing: another time makes another visit of the same booking.
  package var hasFailed: Bool {
    switch self {
    case .cancelled, .noShow, .failedVisit: true
    case .confirmed, .assigned, .enRoute, .arrived, .collected, .atLab, .closed: false
    }
  }

  /// The booking's moves between states that a visit has; a failed attempt stays what it is.
  package static let moves: [StatusMove<VisitStatus>] = BookingStatus.moves.compactMap { move in
    guard let from = VisitStatus(rawValue: move.from.rawValue), let to = VisitStatus(rawValue: move.to.rawValue),
      !from.hasFailed
    else { return nil }
    return StatusMove(
      from, to, move.permission, ownRows: move.ownRows, reason: move.needsReason, second: move.needsSecond)
  }
}
