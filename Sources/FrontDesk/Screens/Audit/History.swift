package import LabCore
import Tui

/// The history of one record as it was asked for: of which, and from where.
package struct History: Sendable, Equatable {
  package var record: RecordReference
  /// Where Esc goes back to.
  package var origin: Place
}

extension Permissions {
  /// Whether the history of a record can be seen, at least what oneself did to it; for the action of a screen.
  var availabilityOfHistory: Availability {
    allow(.auditRead) || allow(.auditOwn) ? .on : .off(reason: Permission.auditOwn.refusal)
  }
}
