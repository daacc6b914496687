package import LabStore

/// One step of a record with what it asks for: a reason, and where the rules want it the consent of a colleague.
package struct StepWork: Sendable, Equatable {
  package var step: Step
  package var reason: String?
  package var colleague: Colleague?
  /// The version of the record that was read.
  package var version: Int64?

  /// Phone and password of the second person, typed at the same desk.
  package struct Colleague: Sendable, Equatable {
    package var phone: String
    package var password: String
  }
}

/// What came of a step.
package enum StepAnswer: Sendable {
  /// It is taken; a second person consented to it.
  case taken(Step, by: String?)
  /// The colleague's consent was not given.
  case refused(ApprovalOutcome)
}

extension StepWork {
  func perform(on desk: Desk) async throws -> StepAnswer {
    guard let colleague else {
      try await desk.move(step, reason: reason, version: version)
      return .taken(step, by: nil)
    }
    let outcome = try await desk.approve(step, phone: colleague.phone, password: colleague.password)
    guard case .given(let approval, let name) = outcome else { return .refused(outcome) }
    try await desk.move(step, reason: reason, approval: approval, version: version)
    return .taken(step, by: name)
  }
}
