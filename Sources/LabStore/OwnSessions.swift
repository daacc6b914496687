package import LabCore
import Postgres
import Words

/// One of the desks where a person is signed in.
package struct OwnSession: Sendable, Equatable, Identifiable {
  package var id: Int64
  /// The SSH peer or terminal.
  package var origin: String?
  /// Program and version.
  package var agent: String?
  package var beganAt: LocalDateTime
  package var seenAt: LocalDateTime
  package var isThis: Bool
}

/// What came of changing the own password.
package enum PasswordOutcome: Sendable, Equatable {
  case changed
  case wrong(attemptsLeft: Int)
  case locked

  package var sentence: String {
    switch self {
    case .changed: say("Your password is changed. Your other sessions have ended.")
    case .wrong(let left) where left == 1:
      say("The present password is not right. One try is left before the account locks.")
    case .wrong: say("The present password is not right.")
    case .locked: say("This account is locked after five wrong passwords. An administrator can unlock it.")
    }
  }
}

/// What came of choosing a new password with a code.
package enum CodeOutcome: Sendable, Equatable {
  case signedIn(Profile)
  case wrong
  case weak
  case inactive
  case suspended

  /// The sentence for the person at the keyboard; empty when they are in.
  package var sentence: String {
    switch self {
    case .signedIn: ""
    case .wrong: say("The code is not right or no longer valid. A new one comes from your administrator.")
    case .weak: say("A password needs at least 8 characters and at most 72 bytes.")
    case .inactive: SignInOutcome.inactive.sentence
    case .suspended: SignInOutcome.suspended.sentence
    }
  }
}

extension Desk {
  /// Lists where the person at this desk is signed in, the newest session first.
  package func ownSessions() async throws -> [OwnSession] {
    try await query(.lookUp, "select * from desk.own_sessions()").rows.map { row in
      OwnSession(
        id: try row.decode("id"), origin: try row.decode("origin"), agent: try row.decode("agent"),
        beganAt: try row.decode("began_at"), seenAt: try row.decode("seen_at"), isThis: try row.decode("is_this"))
    }
  }

  /// Ends every session of the person, this one too.
  package func signOutEverywhere() async throws {
    let leaving = token
    _ = try await query(.write, "select desk.sign_out_everywhere()")
    forget(leaving)
  }

  /// Replaces the own password after checking the present one; the person's other sessions end.
  package func changePassword(from current: String, to new: String) async throws -> PasswordOutcome {
    let row = try await query(
      .write, "select outcome, attempts_left from desk.change_password(\(current), \(new))"
    ).rows[0]
    switch try row.decode("outcome", as: String.self) {
    case "ok": return .changed
    case "locked": return .locked
    default: return .wrong(attemptsLeft: try row.decode("attempts_left"))
    }
  }

  /// Chooses a new password with a code that an administrator issued, and signs in.
  package func redeemCode(
    slug: String, phone: String, code: String, password: String, origin: String
  ) async throws -> CodeOutcome {
    present(nil)
    let row = try await query(
      .write, as: .anybody,
      """
      select outcome, token
      from desk.redeem_code(\(slug), \(phone), \(code), \(password), \(origin), \(applicationName))
      """
    ).rows[0]
    switch try row.decode("outcome", as: String.self) {
    case "ok":
      present(try row.decode("token"))
      return .signedIn(try await profile())
    case "weak": return .weak
    case "inactive": return .inactive
    case "suspended": return .suspended
    default: return .wrong
    }
  }
}
