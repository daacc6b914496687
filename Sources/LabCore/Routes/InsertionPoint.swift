/// A place in a collector's day where a visit fits, and what it costs to put it there.
package struct InsertionPoint: Hashable, Sendable {
  package let collector: StaffID
  package let collectorName: String
  package let startsAt: LocalDateTime
  /// What the day's way grows by; nil where the place of the visit is not known.
  package let detour: Distance?
  /// How far it is from the wanted time.
  package let minutesOff: Int
  package let previous: BookingID?
  package let next: BookingID?

  package init(
    collector: StaffID, collectorName: String, startsAt: LocalDateTime, detour: Distance?, minutesOff: Int,
    previous: BookingID?, next: BookingID?
  ) {
    self.collector = collector
    self.collectorName = collectorName
    self.startsAt = startsAt
    self.detour = detour
    self.minutesOff = minutesOff
    self.previous = previous
    self.next = next
  }

  /// A minute away from the wanted time weighs as much as this way.
  package static let metresPerMinuteOff = 100

  /// What points are ranked by, in metres.
  package var cost: Int { (detour?.metres ?? 0) + minutesOff * Self.metresPerMinuteOff }

  /// `Asha 10:20, +1.8 km`.
  package var text: String { "\(collectorName) \(startsAt.time.text)\(detour.map { ", +\($0.text)" } ?? "")" }

  /// What decides between two points: cost, then time, then the collector.
  package static func precedes(_ left: Self, _ right: Self) -> Bool {
    (left.cost, left.startsAt, left.collectorName, left.collector.rawValue)
      < (right.cost, right.startsAt, right.collectorName, right.collector.rawValue)
  }
}

extension CollectorDay {
  /// The best start between each pair of neighbours on the route, in steps of five minutes or exactly as wanted.
  ///
  /// Empty where the collector cannot take the visit at any time of the day.
  package func insertionPoints(
    for visit: WantedVisit, at clinic: GeoPoint?, notBefore: LocalDateTime
  ) -> [InsertionPoint] {
    guard objectionToTheDay(visit) == nil else { return [] }
    let midnight = LocalDateTime(visit.startsAt.date, .midnight)
    let wanted = midnight.minutes(to: visit.startsAt)
    let others = stops.filter { $0.id != visit.id }
    var bestByGap: [Int: Int] = [:]
    for range in startRanges(for: visit, among: others, notBefore: notBefore) {
      // Of a range its ends are nearest, unless the wanted minute lies within.
      let (first, last) = ((range.lowerBound + 4) / 5 * 5, range.upperBound / 5 * 5)
      let starts = (first <= last ? [first, last] : []) + (range.contains(wanted) ? [wanted] : [])
      for start in starts {
        // A gap is named by the number of stops before it.
        let gap = others.count { midnight.minutes(to: $0.startsAt) <= start }
        if let best = bestByGap[gap], (abs(best - wanted), best) <= (abs(start - wanted), start) { continue }
        bestByGap[gap] = start
      }
    }
    return bestByGap.map { gap, start in
      InsertionPoint(
        collector: id, collectorName: name, startsAt: midnight.adding(minutes: start),
        detour: visit.point.map { detour(to: $0, after: others[..<gap], before: others[gap...], clinic: clinic) },
        minutesOff: abs(start - wanted), previous: gap > 0 ? others[gap - 1].id : nil,
        next: gap < others.count ? others[gap].id : nil)
    }
  }

  /// The minutes of the day at which the visit could begin, one range for each place between two stops.
  private func startRanges(
    for visit: WantedVisit, among others: [RouteStop], notBefore: LocalDateTime
  ) -> [ClosedRange<Int>] {
    let midnight = LocalDateTime(visit.startsAt.date, .midnight)
    let earliest = (midnight.secondsSinceEpoch.distance(to: notBefore.secondsSinceEpoch) + 59) / 60
    let length = visit.durationMinutes + visit.travelBufferMinutes
    let taken = others.filter(\.takesTime).map {
      (from: midnight.minutes(to: $0.startsAt), until: midnight.minutes(to: $0.blockedUntil))
    }
    let made = others.filter { !$0.takesTime }.map { midnight.minutes(to: $0.startsAt) }
    var ranges: [ClosedRange<Int>] = []
    for stretch in working.stretches {
      var free = max(stretch.fromMinute, earliest)
      for stop in taken + [(from: Int.max, until: Int.max)] {
        var last = stretch.untilMinute - visit.durationMinutes
        if stop.from != Int.max { last = min(last, stop.from - length) }
        // A stop that was made takes no time, but the way goes over it.
        for place in made where free < place && place <= last {
          ranges.append(free...(place - 1))
          free = place
        }
        if free <= last { ranges.append(free...last) }
        free = max(free, stop.until)
      }
    }
    return ranges
  }

  private func detour(
    to point: GeoPoint, after: ArraySlice<RouteStop>, before: ArraySlice<RouteStop>, clinic: GeoPoint?
  ) -> Distance {
    let from = after.last { $0.point != nil }?.point ?? clinic
    let onwards = before.first { $0.point != nil }?.point ?? clinic
    let through = Distance.way(over: [from, point, onwards].compactMap(\.self))
    let direct = Distance.way(over: [from, onwards].compactMap(\.self))
    return Distance(metres: through.metres - direct.metres)
  }
}

extension Sequence<CollectorDay> {
  /// Every place of the day where the visit fits, the cheapest first.
  package func insertionPoints(
    for visit: WantedVisit, at clinic: GeoPoint?, notBefore: LocalDateTime
  ) -> [InsertionPoint] {
    flatMap { $0.insertionPoints(for: visit, at: clinic, notBefore: notBefore) }.sorted(by: InsertionPoint.precedes)
  }
}
