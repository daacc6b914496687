/// Whether a pet is booked for.
package enum PetStanding: Hashable, Sendable {
  case active
  /// Moved away, given up, seen elsewhere: the reason is kept.
  case inactive(reason: String)
  case deceased(on: CalendarDate)

  package var storedName: String {
    switch self {
    case .active: "active"
    case .inactive: "inactive"
    case .deceased: "deceased"
    }
  }
}
