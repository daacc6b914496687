import Words

/// What the way to the pet costs, with the rule's trace.
struct JourneyCharge {
  let charge: Money
  let distance: Distance?
  let pricingID: DistancePricingID?
  let trace: RuleTrace

  init(_ journey: Journey, in currency: Currency) {
    switch journey {
    case .walkIn:
      (charge, distance, pricingID) = (.zero, nil, nil)
      trace = RuleTrace("distance", .notTried, words: say("A walk-in bears no distance charge."))
    case .home(let distance, nil):
      (charge, self.distance, pricingID) = (.zero, distance, nil)
      trace = RuleTrace(
        "distance", .failed, words: say("No distance pricing is in force; the visit is free of charge."))
    case .home(nil, let pricing?):
      (charge, distance, pricingID) = (pricing.baseCharge, nil, pricing.id)
      trace = RuleTrace(
        "distance", .passed, amount: charge,
        words: say("The distance is not known yet; only the base charge \(charge.formatted(in: currency)) is counted."))
    case .home(let distance?, let pricing?):
      (charge, self.distance, pricingID) = (pricing.charge(for: distance), distance, pricing.id)
      trace = RuleTrace(
        "distance", .passed, amount: charge,
        words: "\(distance.text): \(pricing.workings(for: distance, in: currency)).")
    }
  }
}
