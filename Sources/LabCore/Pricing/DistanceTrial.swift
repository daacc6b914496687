/// Home visits of some days, as they were charged, to be charged again by other rates.
package struct ChargedWays: Sendable, Equatable {
  /// Visits that went equally far and were charged the same.
  package struct Group: Sendable, Equatable {
    package var distance: Distance
    /// What the way was charged, before any discount.
    package var charge: Money
    package var bookings: Int
    /// The numbers of some of its bookings, the newest first.
    package var newest: [String]

    package init(distance: Distance, charge: Money, bookings: Int, newest: [String]) {
      self.distance = distance
      self.charge = charge
      self.bookings = bookings
      self.newest = newest
    }
  }

  package var groups: [Group]
  /// Visits whose way was never known; they can be charged by no rate.
  package var withoutDistance: Int

  package init(_ groups: [Group], withoutDistance: Int) {
    self.groups = groups
    self.withoutDistance = withoutDistance
  }

  /// Charges every visit by other rates.
  package func charged(by rates: DistanceRates) -> DistanceTrial {
    var trial = DistanceTrial(withoutDistance: withoutDistance)
    var changed: [(group: Group, after: Money)] = []
    for group in groups {
      let after = rates.charge(for: group.distance)
      trial.before += group.charge * group.bookings
      trial.after += after * group.bookings
      if after == group.charge {
        trial.same += group.bookings
      } else {
        if after > group.charge { trial.dearer += group.bookings } else { trial.cheaper += group.bookings }
        changed.append((group, after))
      }
    }
    trial.largest = Self.largest(of: changed)
    return trial
  }

  private static func largest(of changed: [(group: Group, after: Money)]) -> [DistanceTrial.Change] {
    func size(_ change: (group: Group, after: Money)) -> UInt64 {
      (change.after - change.group.charge).minorUnits.magnitude
    }
    // Of what is equally large, the way that is longer comes first, so that the same visits always answer the same.
    let leading = changed.sorted {
      (size($0), $0.group.distance.metres, $0.group.charge) > (size($1), $1.group.distance.metres, $1.group.charge)
    }.prefix(DistanceTrial.shown)
    let single = leading.flatMap { change in
      change.group.newest.map {
        DistanceTrial.Change(
          booking: $0, distance: change.group.distance, before: change.group.charge, after: change.after)
      }
    }
    return Array(single.prefix(DistanceTrial.shown))
  }
}

/// What visits that were charged would have cost under other rates.
package struct DistanceTrial: Sendable, Equatable {
  /// One booking, before and after.
  package struct Change: Sendable, Equatable {
    package var booking: String
    package var distance: Distance
    package var before: Money
    package var after: Money
    package var difference: Money { after - before }
  }

  /// How many of the largest changes are named.
  package static let shown = 5

  package var before: Money = .zero
  package var after: Money = .zero
  package var dearer = 0
  package var cheaper = 0
  package var same = 0
  package var withoutDistance: Int
  /// The bookings that change most, the largest change first.
  package var largest: [Change] = []

  package init(withoutDistance: Int = 0) {
    self.withoutDistance = withoutDistance
  }

  /// The visits that were charged again.
  package var bookings: Int { dearer + cheaper + same }
  package var difference: Money { after - before }
}
