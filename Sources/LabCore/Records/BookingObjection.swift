import Words

/// Why a booking asks for a recorded reason, or why one that stands asks for a decision.
package enum BookingObjection: String, CaseIterable, Hashable, Sendable {
  case petDeceased = "pet_deceased"
  case petInactive = "pet_inactive"
  case clientInactive = "client_inactive"
  case clinicClosed = "clinic_closed"

  /// Two or three words for a list.
  package var mark: String {
    switch self {
    case .petDeceased: "deceased"
    case .petInactive: say("pet inactive")
    case .clientInactive: say("client inactive")
    case .clinicClosed: say("clinic closed")
    }
  }

  /// The fact in a sentence.
  package func sentence(pet: String, client: String) -> String {
    switch self {
    case .petDeceased: say("\(pet) has died.")
    case .petInactive: say("\(pet) is no longer active.")
    case .clientInactive: say("\(client) is no longer active.")
    case .clinicClosed: say("The clinic is closed that day.")
    }
  }

  /// The lengths that a recorded reason may have.
  package static let reasonLength = 3...300

  /// Says why a text cannot be the recorded reason, or nil.
  package static func refusal(ofReason text: String) -> String? {
    let reason = text.trimmed
    if reason.count < reasonLength.lowerBound { return say("Say why it is booked all the same.") }
    if reason.count > reasonLength.upperBound {
      return say("A reason has at most \(reasonLength.upperBound) characters.")
    }
    return reason.hasHiddenCharacters
      ? say("The reason contains a character that cannot be shown; type it again.") : nil
  }
}

extension BookingObjection {
  /// What stands against booking for this pet, the gravest first; nil where nothing does.
  package init?(pet: Pet?, client: Client?) {
    if pet?.isDeceased ?? false {
      self = .petDeceased
    } else if !(pet?.isActive ?? true) {
      self = .petInactive
    } else if !(client?.isActive ?? true) {
      self = .clientInactive
    } else {
      return nil
    }
  }
}
