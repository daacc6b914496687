/// Where the results of healthy animals of a species lie.
package struct ReferenceInterval: Sendable, Hashable {
  /// Nil holds for every species without an interval of its own.
  package var species: Species?
  package var low: ResultNumber?
  package var high: ResultNumber?
  /// Below it somebody has to be told at once.
  package var criticalLow: ResultNumber?
  /// Above it somebody has to be told at once.
  package var criticalHigh: ResultNumber?

  package init(
    species: Species? = nil, low: ResultNumber? = nil, high: ResultNumber? = nil, criticalLow: ResultNumber? = nil,
    criticalHigh: ResultNumber? = nil
  ) {
    self.species = species
    self.low = low
    self.high = high
    self.criticalLow = criticalLow
    self.criticalHigh = criticalHigh
  }

  /// `6 – 17`, `up to 17`, `from 6`; nil where only a critical bound is known.
  package var text: String? {
    switch (low, high) {
    case (let low?, let high?): "\(low.plainText) – \(high.plainText)"
    case (nil, let high?): "up to \(high.plainText)"
    case (let low?, nil): "from \(low.plainText)"
    case (nil, nil): nil
    }
  }

  /// Why the bounds cannot stand together; nil where they can.
  package var objection: String? {
    let bounds = [criticalLow, low, high, criticalHigh].compactMap(\.self)
    guard !bounds.isEmpty else { return "An interval has at least one bound." }
    guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      return "The bounds of an interval rise: critical low, low, high, critical high."
    }
    return nil
  }

  /// What a number is against the interval; nil without bounds, and where `<` or `>` leaves it open.
  package func flag(of number: ResultNumber, _ comparator: ResultValue.Comparator? = nil) -> ResultFlag? {
    guard low != nil || high != nil || criticalLow != nil || criticalHigh != nil else { return nil }
    switch comparator {
    case .below:
      if let criticalLow, number <= criticalLow { return .veryLow }
      if let low, number <= low { return .low }
      guard low == nil, criticalLow == nil, let most = high ?? criticalHigh, number <= most else { return nil }
      return .normal
    case .above:
      if let criticalHigh, number >= criticalHigh { return .veryHigh }
      if let high, number >= high { return .high }
      guard high == nil, criticalHigh == nil, let least = low ?? criticalLow, number >= least else { return nil }
      return .normal
    case nil:
      if let criticalLow, number < criticalLow { return .veryLow }
      if let criticalHigh, number > criticalHigh { return .veryHigh }
      if let low, number < low { return .low }
      if let high, number > high { return .high }
      return .normal
    }
  }
}

/// What a result is against its interval; the raw value is that of HL7 table 0078.
package enum ResultFlag: String, CaseIterable, Sendable, Hashable {
  case veryLow = "LL"
  case low = "L"
  case normal = "N"
  case high = "H"
  case veryHigh = "HH"

  /// The mark beside the value, so that no colour is needed: `LL very low`; nothing where all is well.
  package var mark: String {
    switch self {
    case .veryLow: "LL very low"
    case .low: "L low"
    case .normal: ""
    case .high: "H high"
    case .veryHigh: "HH very high"
    }
  }

  /// Whether somebody has to be told at once.
  package var isCritical: Bool { self == .veryLow || self == .veryHigh }
}
