import Words

/// One figure: of a group, or of everything.
package struct Figure: Hashable, Sendable {
  /// What the group is asked for again by; nil for everything, empty for those that have none.
  package var key: String?
  package var label: String
  /// A count, minor units, metres, the part of a share, or the median in minutes; nil where there is none, or it is withheld.
  package var value: Int?
  /// The minutes that nine of ten keep.
  package var p90: Int?
  /// The minutes that nineteen of twenty keep.
  package var p95: Int?
  /// How many it is of; nil where it is withheld.
  package var sample: Int?
  /// Told to nobody who may not see single bookings.
  package var isWithheld: Bool

  package init(
    key: String? = nil, label: String = say("All"), value: Int?, p90: Int? = nil, p95: Int? = nil, sample: Int? = nil,
    isWithheld: Bool = false
  ) {
    self.key = key
    self.label = label
    self.value = value
    self.p90 = p90
    self.p95 = p95
    self.sample = sample
    self.isWithheld = isWithheld
  }

  /// The share in tenths of a percent, a half rounded up; nil of nothing.
  package var permille: Int? {
    guard let value, let sample, sample > 0 else { return nil }
    return (value * 2_000 + sample) / (2 * sample)
  }

  /// What bars are as long as.
  package func amount(of measure: Measure) -> Int? { measure.unit == .share ? permille : value }

  /// The figure as people write it; a dash of nothing.
  package func text(of measure: Measure, in currency: Currency) -> String {
    switch measure.unit {
    case .count: value.map { "\($0)" } ?? "–"
    case .money: value.map { Money(minorUnits: Int64($0)).formatted(in: currency) } ?? "–"
    case .metres: value.map { Distance(metres: $0).text } ?? "–"
    case .share: permille.map { Decimal.text($0, places: 1) + " %" } ?? "–"
    case .minutes: value.map(Self.time) ?? "–"
    }
  }

  /// Minutes as hours and minutes: `45 min`, `5 h 29 min`.
  package static func time(_ minutes: Int) -> String {
    minutes < 60
      ? say("\(minutes) min") : minutes % 60 == 0 ? "\(minutes / 60) h" : say("\(minutes / 60) h \(minutes % 60) min")
  }

  /// How the figure differs from an earlier one, in words; nil where one of them is not known.
  package func change(from earlier: Figure, of measure: Measure, in currency: Currency) -> String? {
    guard let now = amount(of: measure), let then = earlier.amount(of: measure) else { return nil }
    let difference = now - then
    guard difference != 0 else { return say("as before") }
    let size = abs(difference)
    let words: String
    switch measure.unit {
    case .count: words = "\(size)"
    case .money: words = Money(minorUnits: Int64(size)).formatted(in: currency)
    case .metres: words = Distance(metres: size).text
    case .share: words = Decimal.text(size, places: 1) + (size == 10 ? say(" point") : say(" points"))
    case .minutes: words = Self.time(size)
    }
    let direction =
      switch measure.unit {
      case .minutes: difference > 0 ? say("longer") : say("shorter")
      case .share: difference > 0 ? say("up") : say("down")
      case .count, .money, .metres: difference > 0 ? say("more") : say("less")
      }
    let percent =
      then > 0 && measure.unit != .share ? ", \(difference > 0 ? "+" : "−")\((size * 200 + then) / (2 * then)) %" : ""
    return "\(words) \(direction)\(percent)"
  }
}
