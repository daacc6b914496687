import Words

/// The kind of a pet; the stored name is the English word the seeds use, and unknown words survive.
package enum Species: Hashable, Sendable {
  case dog, cat, bird, rabbit, guineaPig, hamster, reptile, fish, horse, cow, goat, sheep, pig
  /// A kind that has no rules of its own here.
  case other(String)
  /// Not told yet: placeholder pets have it.
  case unknown

  /// The kinds a desk chooses from, most frequent first.
  package static let choices: [Species] = [
    .dog, .cat, .bird, .rabbit, .guineaPig, .hamster, .reptile, .fish, .horse, .cow, .goat, .sheep, .pig,
  ]

  package var storedName: String {
    switch self {
    case .dog: "Dog"
    case .cat: "Cat"
    case .bird: "Bird"
    case .rabbit: "Rabbit"
    case .guineaPig: "Guinea pig"
    case .hamster: "Hamster"
    case .reptile: "Reptile"
    case .fish: "Fish"
    case .horse: "Horse"
    case .cow: "Cow"
    case .goat: "Goat"
    case .sheep: "Sheep"
    case .pig: "Pig"
    case .other(let name): name
    case .unknown: "Unknown"
    }
  }

  package init(storedName text: String) {
    let name = text.singleSpaced
    let folded = name.lowercased()
    if let known = Self.choices.first(where: { $0.storedName.lowercased() == folded }) {
      self = known
    } else if folded.isEmpty || folded == "unknown" {
      self = .unknown
    } else {
      self = .other(name)
    }
  }

  package var isKnown: Bool { self != .unknown }

  /// The weights and ages that a pet of the kind can have; beyond them somebody has mistyped.
  package var plausible: (weight: ClosedRange<Weight>, oldestYears: Int)? {
    func range(_ lightest: Int, _ heaviest: Int, _ oldestYears: Int) -> (ClosedRange<Weight>, Int) {
      (Weight(grams: lightest)...Weight(grams: heaviest), oldestYears)
    }
    return switch self {
    case .dog: range(100, 110_000, 28)
    case .cat: range(60, 16_000, 32)
    case .bird: range(5, 15_000, 90)
    case .rabbit: range(30, 10_000, 16)
    case .guineaPig: range(40, 2_500, 12)
    case .hamster: range(5, 400, 6)
    case .reptile: range(2, 300_000, 150)
    case .fish: range(1, 50_000, 60)
    case .horse: range(20_000, 1_200_000, 50)
    case .cow: range(15_000, 1_500_000, 35)
    case .goat: range(1_000, 160_000, 25)
    case .sheep: range(1_500, 180_000, 25)
    case .pig: range(500, 450_000, 27)
    case .other, .unknown: nil
    }
  }
}
