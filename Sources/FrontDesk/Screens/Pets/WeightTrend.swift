import LabCore
import LabStore
import Words

/// Where the weights of a pet go: the newest against the one from about half a year before.
struct WeightTrend {
  private let newest: PetWeight
  private let earlier: PetWeight

  /// The days after which an older weight says nothing of how a pet does.
  private static let longest = 400
  /// The days that lie between two weights of a trend at least.
  private static let shortest = 7

  /// Takes weights newest first; nil where there are none to be held against each other.
  init?(_ weights: [PetWeight]) {
    guard let newest = weights.first else { return nil }
    let candidates = weights.dropFirst().filter {
      (Self.shortest...Self.longest).contains($0.measuredOn.days(to: newest.measuredOn))
    }
    let wanted = newest.measuredOn.adding(days: -182)
    guard
      let earlier = candidates.min(by: { abs($0.measuredOn.days(to: wanted)) < abs($1.measuredOn.days(to: wanted)) })
    else { return nil }
    self.newest = newest
    self.earlier = earlier
  }

  /// The change in tenths of a percent of the earlier weight.
  private var permille: Int {
    earlier.weight.grams == 0 ? 0 : (newest.weight.grams - earlier.weight.grams) * 1000 / earlier.weight.grams
  }

  /// Whether a tenth of the weight or more was gained or lost, which is worth a word to the vet.
  var isSteep: Bool { abs(permille) >= 100 }

  var words: String {
    if abs(permille) < 20 { return say("steady since \(earlier.measuredOn.text)") }
    let share = abs(permille)
    let way = permille > 0 ? say("up") : say("down")
    return say("\(way) \(share / 10).\(share % 10) % since \(earlier.measuredOn.text)")
  }
}

extension Weight {
  /// `+0.6 kg`, `-350 g`, or nothing where both are the same.
  func difference(from other: Weight) -> String {
    if grams == other.grams { return "" }
    return (grams > other.grams ? "+" : "-") + Weight(grams: abs(grams - other.grams)).text
  }
}
