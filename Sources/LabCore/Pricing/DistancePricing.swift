/// One version of what a home visit costs by the way to it.
package struct DistancePricing: Hashable, Sendable, Identifiable {
  package let id: DistancePricingID
  package var baseCharge: Money
  package var chargePerKilometre: Money
  package var freeDistance: Distance
  package var effectiveFrom: CalendarDate
  /// The last day, nil while no end is known.
  package var effectiveUntil: CalendarDate?

  package init(
    id: DistancePricingID, baseCharge: Money, chargePerKilometre: Money, freeDistance: Distance,
    effectiveFrom: CalendarDate, effectiveUntil: CalendarDate? = nil
  ) {
    self.id = id
    self.baseCharge = baseCharge
    self.chargePerKilometre = chargePerKilometre
    self.freeDistance = freeDistance
    self.effectiveFrom = effectiveFrom
    self.effectiveUntil = effectiveUntil
  }

  package func holds(on date: CalendarDate) -> Bool {
    effectiveFrom <= date && effectiveUntil.map { date <= $0 } ?? true
  }

  /// The base charge and the rate for every metre beyond the free ones, a half minor unit rounded up.
  package func charge(for distance: Distance) -> Money {
    let chargeable = max(0, distance.metres - freeDistance.metres)
    return baseCharge + chargePerKilometre.scaled(by: chargeable, over: 1000)
  }

  /// The sum in words: `₹50 + 6.5 km × ₹5`.
  package func workings(for distance: Distance, in currency: Currency) -> String {
    let chargeable = Distance(metres: max(0, distance.metres - freeDistance.metres))
    guard chargeable > .zero else {
      return "\(baseCharge.shortFormatted(in: currency)), within \(Self.kilometres(freeDistance)) km free"
    }
    return "\(baseCharge.shortFormatted(in: currency)) + \(Self.kilometres(chargeable)) km × "
      + chargePerKilometre.shortFormatted(in: currency)
  }

  private static func kilometres(_ distance: Distance) -> String { distance.kilometreText }
}

/// How the specimen comes to the lab.
package enum CollectionMethod: String, CaseIterable, Hashable, Sendable {
  case walkIn = "walk_in"
  case home

  package var storedName: String { rawValue }

  package var displayName: String {
    switch self {
    case .walkIn: "Walk-in"
    case .home: "Home visit"
    }
  }
}
