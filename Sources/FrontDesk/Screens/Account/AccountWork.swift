package import LabStore

/// What people do with their own account.
package enum AccountWork: Sendable {
  case readSessions
  case changePassword(from: String, to: String)
  case redeemCode(slug: String, phone: String, code: String, password: String, origin: String)
  case signOutEverywhere
}

/// What it came to.
package enum AccountAnswer: Sendable {
  case sessions([OwnSession])
  case password(PasswordOutcome)
  case code(CodeOutcome)
  case signedOutEverywhere
}

extension AccountWork {
  func perform(on desk: Desk) async throws -> AccountAnswer {
    switch self {
    case .readSessions: return .sessions(try await desk.ownSessions())
    case .changePassword(let current, let new):
      return .password(try await desk.changePassword(from: current, to: new))
    case .redeemCode(let slug, let phone, let code, let password, let origin):
      return .code(
        try await desk.redeemCode(slug: slug, phone: phone, code: code, password: password, origin: origin))
    case .signOutEverywhere:
      try await desk.signOutEverywhere()
      return .signedOutEverywhere
    }
  }
}
