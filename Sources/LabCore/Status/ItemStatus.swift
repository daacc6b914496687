import Words

/// Where one test of a booking stands, from the needle to the result.
package enum ItemStatus: String, StatusMachine {
  case pending, collected, processing, completed, rejected
  case recollectPending = "recollect_pending"
  case notObtained = "not_obtained"
  case cancelled

  package static let machineName = "item"

  package var displayName: String {
    switch self {
    case .pending: say("To collect")
    case .collected: say("Collected")
    case .processing: say("In the lab")
    case .completed: say("Completed")
    case .rejected: say("Rejected")
    case .recollectPending: say("To collect again")
    case .notObtained: say("Not obtained")
    case .cancelled: say("Cancelled")
    }
  }

  /// A rejected tube is never accepted again: it is collected anew, as another specimen.
  package static let moves: [StatusMove<ItemStatus>] = [
    StatusMove(.pending, .collected, .visitsProgress, ownRows: true),
    StatusMove(.pending, .collected, .visitsAssign, reason: true),
    StatusMove(.pending, .notObtained, .visitsProgress, ownRows: true, reason: true),
    StatusMove(.pending, .notObtained, .visitsAssign, reason: true),
    StatusMove(.notObtained, .collected, .visitsProgress, ownRows: true),
    StatusMove(.notObtained, .collected, .visitsAssign, reason: true),
    StatusMove(.notObtained, .pending, nil),
    StatusMove(.collected, .processing, .specimensReceive),
    StatusMove(.collected, .rejected, .visitsProgress, ownRows: true, reason: true),
    StatusMove(.collected, .rejected, .specimensReceive, reason: true),
    StatusMove(.processing, .rejected, .specimensReceive, reason: true),
    StatusMove(.rejected, .recollectPending, .specimensReceive),
    StatusMove(.recollectPending, .collected, .visitsProgress, ownRows: true),
    StatusMove(.recollectPending, .collected, .visitsAssign, reason: true),
    StatusMove(.processing, .completed, nil),
    StatusMove(.completed, .processing, nil),
    StatusMove(.pending, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.notObtained, .cancelled, .bookingsCancel, reason: true),
    StatusMove(.collected, .cancelled, .bookingsCancelCollected, reason: true, second: true),
    StatusMove(.processing, .cancelled, .bookingsCancelCollected, reason: true, second: true),
    StatusMove(.rejected, .cancelled, .bookingsCancelCollected, reason: true, second: true),
    StatusMove(.recollectPending, .cancelled, .bookingsCancelCollected, reason: true, second: true),
  ]
}
