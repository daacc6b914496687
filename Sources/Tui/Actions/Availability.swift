import Words

/// Whether an action can be run now, and if not why.
package enum Availability: Hashable, Sendable {
  case on
  /// It is shown greyed; `whoCan` names who could do it, where that is known.
  case off(reason: String, whoCan: String? = nil)
  case hidden

  /// Why not, in one line; nil where it can be run.
  package var explanation: String? {
    switch self {
    case .on: nil
    case .off(let reason, let whoCan?): "\(reason) \(whoCan)"
    case .off(let reason, nil): reason
    case .hidden: say("Not available.")
    }
  }
}

/// An action with its present availability, as key bar, help and palette show it.
package struct AvailableAction: Hashable, Sendable {
  package var action: Action
  package var availability: Availability

  package init(_ action: Action, _ availability: Availability = .on) {
    self.action = action
    self.availability = availability
  }
}
