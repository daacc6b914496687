import Words

/// What an entry of the audit trail tells of; the stored names are those of the column `audit_logs.action`.
package enum AuditAction: String, CaseIterable, Hashable, Sendable {
  case added = "CREATE"
  case changed = "UPDATE"
  case removed = "DELETE"
  case signedIn = "SIGN_IN"
  case signInFailed = "SIGN_IN_FAILED"
  case signedOut = "SIGN_OUT"
  case locked = "LOCK"
  case unlocked = "UNLOCK"
  case passwordSet = "PASSWORD"
  case codeIssued = "CODE"
  case codeFailed = "CODE_FAILED"
  case switched = "SWITCH"
  case suspended = "SUSPEND"
  case resumed = "RESUME"

  package var displayName: String {
    switch self {
    case .added: "added"
    case .changed: "changed"
    case .removed: "removed"
    case .signedIn: say("signed in")
    case .signInFailed: say("failed sign-in")
    case .signedOut: say("signed out")
    case .locked: "locked"
    case .unlocked: "unlocked"
    case .passwordSet: say("password set")
    case .codeIssued: say("code issued")
    case .codeFailed: say("wrong code")
    case .switched: say("switched to")
    case .suspended: "suspended"
    case .resumed: "resumed"
    }
  }

  /// The words for a stored name; one that this version does not know is shown as it stands.
  package static func words(for stored: String) -> String {
    AuditAction(rawValue: stored)?.displayName ?? stored.lowercased().replacing("_", with: " ")
  }
}
