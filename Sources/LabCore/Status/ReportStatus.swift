import Words

/// Where a report stands.
package enum ReportStatus: String, StatusMachine {
  case pending, generated, verified, delivered, retracted

  package static let machineName = "report"

  package var displayName: String {
    switch self {
    case .pending: say("Waiting")
    case .generated: say("To verify")
    case .verified: say("Verified")
    case .delivered: say("Delivered")
    case .retracted: say("Retracted")
    }
  }

  /// Verifying is never one's own; going back to `generated` is an amendment, a new version. A new tube after a
  /// retraction starts the report again.
  package static let moves: [StatusMove<ReportStatus>] = [
    StatusMove(.pending, .generated, .reportsEnter),
    StatusMove(.generated, .pending, .reportsEnter),
    StatusMove(.generated, .verified, .reportsVerify),
    StatusMove(.verified, .delivered, .reportsDeliver),
    StatusMove(.verified, .generated, .reportsAmend, reason: true, second: true),
    StatusMove(.delivered, .generated, .reportsAmend, reason: true, second: true),
    StatusMove(.verified, .retracted, .reportsAmend, reason: true, second: true),
    StatusMove(.delivered, .retracted, .reportsAmend, reason: true, second: true),
    StatusMove(.retracted, .pending, nil),
  ]
}
