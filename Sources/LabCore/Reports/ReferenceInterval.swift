import Words

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
    case (nil, let high?): say("up to \(high.plainText)")
    case (let low?, nil): say("from \(low.plainText)")
    case (nil, nil): nil
    }
  }

  /// Why the bounds cannot stand together; nil where they can.
  package var objection: String? {
    let bounds = [criticalLow, low, high, criticalHigh].compactMap(\.self)
    guard !bounds.isEmpty else { return say("An interval has at least one bound.") }
    guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      return say("The bounds of an interval rise: critical low, low, high, critical high.")
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

extension ReferenceInterval {
  /// Reads what people type: `6-17`, `<17`, `>6`, with the critical bounds in brackets: `6-17 (2-50)`; nil where it is no
  /// interval.
  package init?(typed text: String, for species: Species?) {
    let parts = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
    guard let usual = parts.first.flatMap(Self.bounds) else { return nil }
    var critical: (low: ResultNumber?, high: ResultNumber?) = (nil, nil)
    if parts.count == 2 {
      guard parts[1].hasSuffix(")"), let read = Self.bounds(String(parts[1].dropLast())) else { return nil }
      critical = read
    }
    self.init(
      species: species, low: usual.low, high: usual.high, criticalLow: critical.low, criticalHigh: critical.high)
    guard objection == nil else { return nil }
  }

  /// As it would be typed.
  package var typed: String {
    func text(_ low: ResultNumber?, _ high: ResultNumber?) -> String? {
      switch (low, high) {
      case (let low?, let high?): "\(low.plainText)-\(high.plainText)"
      case (nil, let high?): "<\(high.plainText)"
      case (let low?, nil): ">\(low.plainText)"
      case (nil, nil): nil
      }
    }
    let critical = text(criticalLow, criticalHigh).map { "(\($0))" }
    return [text(low, high), critical].compactMap(\.self).joined(separator: " ")
  }

  /// The two ends of a span; an empty text has none.
  private static func bounds(_ text: String) -> (low: ResultNumber?, high: ResultNumber?)? {
    let text = text.replacing("–", with: "-").filter { $0 != " " }
    if text.isEmpty { return (nil, nil) }
    if text.hasPrefix("<") { return ResultNumber(text.dropFirst()).map { (nil, $0) } }
    if text.hasPrefix(">") { return ResultNumber(text.dropFirst()).map { ($0, nil) } }
    // The first character may be the sign of the lower end.
    guard let middle = text.dropFirst().firstIndex(of: "-"), let low = ResultNumber(text[..<middle]),
      let high = ResultNumber(text[text.index(after: middle)...])
    else { return nil }
    return (low, high)
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
    case .veryLow: say("LL very low")
    case .low: say("L low")
    case .normal: ""
    case .high: say("H high")
    case .veryHigh: say("HH very high")
    }
  }
}
