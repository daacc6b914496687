import LabCore
import Postgres
import Words

/// A step of one record that a colleague has to consent to.
package struct Step: Sendable, Equatable {
  /// The status machine: booking, item, report or billing.
  package var machine: String
  package var recordID: Int64
  package var to: String

  package init(machine: String, recordID: Int64, to: String) {
    self.machine = machine
    self.recordID = recordID
    self.to = to
  }
}

/// What came of asking a colleague for consent.
package enum ApprovalOutcome: Sendable, Equatable {
  /// The approval can be used once, within five minutes, for that step of that version of the record.
  case given(approval: Int64, by: String)
  case wrong(attemptsLeft: Int)
  case locked
  case inactive
  case oneself
  case notAllowed

  /// The sentence for the two at the keyboard; empty when the consent is given.
  package var sentence: String {
    switch self {
    case .given: ""
    case .wrong(let left) where left == 1:
      say("The colleague's phone or password is not right. One try is left before that account locks.")
    case .wrong: say("The colleague's phone or password is not right.")
    case .locked: say("The colleague's account is locked after five wrong passwords.")
    case .inactive: say("The colleague's account is not active.")
    case .oneself: say("The second person has to be somebody else.")
    case .notAllowed: say("This colleague may not approve this step.")
    }
  }
}

extension Desk {
  /// Asks a colleague, who types phone and password here, to consent to a step.
  package func approve(_ step: Step, phone: String, password: String) async throws -> ApprovalOutcome {
    let row = try await query(
      .write,
      """
      select outcome, approval, approver_name, attempts_left
      from desk.approve(\(phone), \(password), \(step.machine), \(step.recordID), \(step.to))
      """
    ).rows[0]
    switch try row.decode("outcome", as: String.self) {
    case "ok": return .given(approval: try row.decode("approval"), by: try row.decode("approver_name"))
    case "locked": return .locked
    case "inactive": return .inactive
    case "self": return .oneself
    case "not_allowed": return .notAllowed
    default: return .wrong(attemptsLeft: try row.decode("attempts_left"))
    }
  }

  /// Takes a step: `version` is the version of the record that was read, `approval` the consent of a colleague.
  package func move(_ step: Step, reason: String?, approval: Int64? = nil, version: Int64? = nil) async throws {
    _ = try await query(
      .write,
      """
      select * from desk.move(\(step.machine), \(step.recordID), \(step.to), \(reason), \(approval), \(version))
      """)
  }
}
