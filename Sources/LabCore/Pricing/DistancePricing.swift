import Words

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

  /// What is charged, without the days on which it is.
  package var rates: DistanceRates {
    DistanceRates(baseCharge: baseCharge, chargePerKilometre: chargePerKilometre, freeDistance: freeDistance)
  }

  package func charge(for distance: Distance) -> Money { rates.charge(for: distance) }

  /// The sum in words: `₹50 + 6.5 km × ₹5`.
  package func workings(for distance: Distance, in currency: Currency) -> String {
    rates.workings(for: distance, in: currency)
  }
}

/// How the specimen comes to the lab.
package enum CollectionMethod: String, CaseIterable, Hashable, Sendable {
  case walkIn = "walk_in"
  case home

  package var storedName: String { rawValue }

  package var displayName: String {
    switch self {
    case .walkIn: say("Walk-in")
    case .home: say("Home visit")
    }
  }
}
