import Words

/// What a home visit costs by the way to it, on whichever day.
package struct DistanceRates: Hashable, Sendable {
  package var baseCharge: Money
  package var chargePerKilometre: Money
  package var freeDistance: Distance

  /// The largest base charge, and the largest charge for a kilometre, that can be set.
  package static let largestCharge = Money(minorUnits: 1_000_000_000)

  package init(baseCharge: Money, chargePerKilometre: Money, freeDistance: Distance) {
    self.baseCharge = baseCharge
    self.chargePerKilometre = chargePerKilometre
    self.freeDistance = freeDistance
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
      return say("\(baseCharge.shortFormatted(in: currency)), within \(freeDistance.kilometreText) km free")
    }
    return say("\(baseCharge.shortFormatted(in: currency)) + \(chargeable.kilometreText) km × ")
      + chargePerKilometre.shortFormatted(in: currency)
  }

  /// The rule in words: `₹50 for the visit, 3 km free, ₹15 for every km beyond`.
  package func words(in currency: Currency) -> String {
    let base = baseCharge.shortFormatted(in: currency)
    let rate = chargePerKilometre.shortFormatted(in: currency)
    return switch (baseCharge.isZero, chargePerKilometre.isZero, freeDistance == .zero) {
    case (true, true, _): say("Home visits are free of charge.")
    case (false, true, _): say("\(base) for the visit, however far it is.")
    case (true, false, true): say("\(rate) for every km.")
    case (true, false, false): say("\(freeDistance.kilometreText) km free, \(rate) for every km beyond.")
    case (false, false, true): say("\(base) for the visit and \(rate) for every km.")
    case (false, false, false):
      say("\(base) for the visit, \(freeDistance.kilometreText) km free, \(rate) for every km beyond.")
    }
  }
}
