import Words

/// The sex of a pet and whether it can still breed.
package enum Sex: String, CaseIterable, Hashable, Sendable {
  case male
  case female
  case maleNeutered = "male_neutered"
  case femaleSpayed = "female_spayed"
  case unknown

  package var storedName: String { rawValue }

  package var displayName: String {
    switch self {
    case .male: say("Male")
    case .female: say("Female")
    case .maleNeutered: say("Male, neutered")
    case .femaleSpayed: say("Female, spayed")
    case .unknown: say("Not known")
    }
  }

  /// One or two letters for narrow columns: M, F, MN, FS.
  package var shortName: String {
    switch self {
    case .male: "M"
    case .female: "F"
    case .maleNeutered: "MN"
    case .femaleSpayed: "FS"
    case .unknown: "–"
    }
  }
}
