import Words

/// Where a booking stands; the stored names are the seeds'.
package enum BookingStatus: String, StatusMachine {
  case draft, confirmed, assigned
  case enRoute = "en_route"
  case arrived, collected
  case atLab = "at_lab"
  case closed, cancelled
  case noShow = "no_show"
  case failedVisit = "failed_visit"

  package static let machineName = "booking"

  package var displayName: String {
    switch self {
    case .draft: say("Draft")
    case .confirmed: say("Confirmed")
    case .assigned: say("Assigned")
    case .enRoute: say("On the way")
    case .arrived: say("Arrived")
    case .collected: say("Collected")
    case .atLab: say("At the lab")
    case .closed: say("Closed")
    case .cancelled: say("Cancelled")
    case .noShow: say("Nobody there")
    case .failedVisit: say("Visit failed")
    }
  }

  package static let moves: [StatusMove<BookingStatus>] = [
    StatusMove(.draft, .confirmed, .bookingsWrite),
    StatusMove(.confirmed, .assigned, .visitsAssign),
    StatusMove(.assigned, .confirmed, .visitsAssign),
    StatusMove(.confirmed, .arrived, .bookingsWrite),
    StatusMove(.assigned, .enRoute, .visitsProgress, ownRows: true),
    StatusMove(.assigned, .enRoute, .visitsAssign, reason: true),
    StatusMove(.enRoute, .arrived, .visitsProgress, ownRows: true),
    StatusMove(.enRoute, .arrived, .visitsAssign, reason: true),
    StatusMove(.enRoute, .confirmed, .visitsAssign, reason: true),
    StatusMove(.arrived, .confirmed, .visitsAssign, reason: true),
    StatusMove(.arrived, .collected, .visitsProgress, ownRows: true),
    StatusMove(.arrived, .collected, .visitsAssign, reason: true),
    StatusMove(.assigned, .noShow, .visitsProgress, ownRows: true, reason: true),
    StatusMove(.assigned, .noShow, .visitsAssign, reason: true),
    StatusMove(.enRoute, .noShow, .visitsProgress, ownRows: true, reason: true),
    StatusMove(.enRoute, .noShow, .visitsAssign, reason: true),
    StatusMove(.arrived, .failedVisit, .visitsProgress, ownRows: true, reason: true),
    StatusMove(.arrived, .failedVisit, .visitsAssign, reason: true),
    StatusMove(.noShow, .confirmed, .bookingsWrite),
    StatusMove(.failedVisit, .confirmed, .bookingsWrite),
    StatusMove(.collected, .atLab, .specimensReceive),
    StatusMove(.draft, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.confirmed, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.assigned, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.enRoute, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.arrived, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.noShow, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.failedVisit, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.collected, .cancelled, .bookingsCancelCollected, reason: true, second: true),
    StatusMove(.atLab, .cancelled, .bookingsCancelCollected, reason: true, second: true),
    StatusMove(.atLab, .closed, nil),
  ]
}
