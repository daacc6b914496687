import Words

/// Where a tube is; the stored names are those of `specimens.status`.
package enum SpecimenStatus: String, CaseIterable, Hashable, Sendable {
  case collected, received, rejected

  package var displayName: String {
    switch self {
    case .collected: say("Collected")
    case .received: say("In the lab")
    case .rejected: say("Rejected")
    }
  }
}
