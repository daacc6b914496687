import Words

/// A visit that somebody is wanted for.
package struct WantedVisit: Hashable, Sendable {
  /// The booking, where it has one: what it blocks itself stands in nobody's way.
  package var id: BookingID?
  package var startsAt: LocalDateTime
  package var durationMinutes: Int
  /// Minutes on the road that are kept free after the visit.
  package var travelBufferMinutes: Int
  package var area: String?
  package var point: GeoPoint?

  package static let usualTravelBuffer = 15

  package init(
    id: BookingID? = nil, startsAt: LocalDateTime, durationMinutes: Int = BookingDraft.usualDuration,
    travelBufferMinutes: Int = WantedVisit.usualTravelBuffer, area: String? = nil, point: GeoPoint? = nil
  ) {
    self.id = id
    self.startsAt = startsAt
    self.durationMinutes = durationMinutes
    self.travelBufferMinutes = travelBufferMinutes
    self.area = area
    self.point = point
  }

  /// The visit of a stop, wanted anew.
  package init(_ stop: RouteStop) {
    self.init(
      id: stop.id, startsAt: stop.startsAt, durationMinutes: stop.durationMinutes,
      travelBufferMinutes: stop.travelBufferMinutes, area: stop.area, point: stop.point)
  }

  /// The first moment at which the collector is free again.
  package var blockedUntil: LocalDateTime { startsAt.adding(minutes: durationMinutes + travelBufferMinutes) }

  /// The same visit at another time.
  package func starting(at moment: LocalDateTime) -> WantedVisit {
    var moved = self
    moved.startsAt = moment
    return moved
  }
}

/// Whether a collector can take a visit.
package enum CollectorFit: Hashable, Sendable {
  case fits
  case doesNotFit(CollectorObjection)

  package var isFitting: Bool { self == .fits }
}

/// Why a collector cannot take a visit; the sentence begins with the collector's name or the clinic.
package struct CollectorObjection: Hashable, Sendable {
  /// What stands in the way, in the order in which it is looked for.
  package enum Kind: Hashable, Sendable { case inactive, closed, dayOff, hours, overlap, capacity, area }

  package let kind: Kind
  package let sentence: String

  package init(_ kind: Kind, _ sentence: String) {
    self.kind = kind
    self.sentence = sentence
  }

  /// Whether the desk may assign all the same; PostgreSQL refuses the others.
  package var canBeOverruled: Bool { kind == .area }
}

extension CollectorDay {
  /// Says whether the collector can take the visit; the area comes last, since it alone can be talked round.
  package func fit(for visit: WantedVisit) -> CollectorFit {
    for objection in [presence, hours, overlap, load, region] {
      if let found = objection(visit) { return .doesNotFit(found) }
    }
    return .fits
  }

  /// What keeps the visit from the collector whatever its time on this day.
  func objectionToTheDay(_ visit: WantedVisit) -> CollectorObjection? {
    presence(visit) ?? load(visit) ?? region(visit)
  }

  private func presence(_ visit: WantedVisit) -> CollectorObjection? {
    let day = "\(visit.startsAt.date.weekday.shortName) \(visit.startsAt.date.shortText)"
    guard isActive else { return CollectorObjection(.inactive, say("\(name) is not active.")) }
    switch working {
    case .closed(let reason):
      return CollectorObjection(.closed, say("The clinic is closed on \(day)\(reason.map { " (\($0))" } ?? "")."))
    case .off(let reason):
      return CollectorObjection(.dayOff, say("\(name) is off on \(day)\(reason.map { ": \($0)" } ?? "")."))
    case .working(let stretches) where stretches.isEmpty:
      return CollectorObjection(.dayOff, say("\(name) does not work on \(visit.startsAt.date.weekday.displayName)s."))
    case .working: return nil
    }
  }

  private func hours(_ visit: WantedVisit) -> CollectorObjection? {
    let start = visit.startsAt.time.secondsSinceMidnight / 60
    let end = start + visit.durationMinutes
    let stretches = working.stretches
    guard !stretches.contains(where: { $0.fromMinute <= start && end <= $0.untilMinute }) else { return nil }
    for (before, after) in zip(stretches, stretches.dropFirst())
    where before.untilMinute < after.fromMinute && start < after.fromMinute && end > before.untilMinute {
      let pause = TimeStretch(fromMinute: before.untilMinute, untilMinute: after.fromMinute)
      return CollectorObjection(.hours, say("\(name) has a break \(pause.text)."))
    }
    return CollectorObjection(.hours, say("\(name) works \(stretches.map(\.text).listed()) that day."))
  }

  private func overlap(_ visit: WantedVisit) -> CollectorObjection? {
    let clashes = open.filter {
      $0.id != visit.id && $0.startsAt < visit.blockedUntil && visit.startsAt < $0.blockedUntil
    }
    guard let clash = clashes.first else { return nil }
    let what = clash.number.isEmpty ? "" : say(" with \(clash.number)")
    let free = freeMoment(for: visit).map { say("; free from \($0.text(seenFrom: visit.startsAt.date))") } ?? ""
    return CollectorObjection(
      .overlap, say("\(name) is busy \(clash.startsAt.time.text)–\(clash.blockedUntil.time.text)\(what)\(free)."))
  }

  private func load(_ visit: WantedVisit) -> CollectorObjection? {
    guard let capacity, stops.count(where: { $0.id != visit.id }) >= capacity else { return nil }
    return CollectorObjection(.capacity, say("\(name) has \(capacity.counted("visit")) that day, as many as agreed."))
  }

  private func region(_ visit: WantedVisit) -> CollectorObjection? {
    guard let wanted = visit.area.map({ SearchKey.folded($0) }), !wanted.isEmpty, let area, !covers(area, wanted)
    else { return nil }
    return CollectorObjection(.area, say("\(name) works in \(areaText ?? ""), not in \(visit.area ?? "")."))
  }

  /// An area may name several parts of town: `Indiranagar, HAL`.
  private func covers(_ area: String, _ wanted: [UInt8]) -> Bool {
    Self.parts(of: area).contains { SearchKey.folded($0) == wanted }
  }

  /// The first moment from the wanted one on at which the whole visit has room that day.
  private func freeMoment(for visit: WantedVisit) -> LocalDateTime? {
    var starts = open.filter { $0.id != visit.id && $0.blockedUntil > visit.startsAt }.map(\.blockedUntil)
    starts += working.stretches.map { LocalDateTime(visit.startsAt.date, .midnight).adding(minutes: $0.fromMinute) }
      .filter { $0 > visit.startsAt }
    return starts.sorted().first { start in
      let moved = visit.starting(at: start)
      return start.date == visit.startsAt.date && hours(moved) == nil
        && !open.contains {
          $0.id != visit.id && $0.startsAt < moved.blockedUntil && moved.startsAt < $0.blockedUntil
        }
    }
  }
}

extension Sequence<CollectorDay> {
  /// Holds every collector against a visit: those that fit first, the least busy before the others, then by name.
  package func fits(for visit: WantedVisit) -> [(collector: CollectorDay, fit: CollectorFit)] {
    map { ($0, $0.fit(for: visit)) }.sorted { left, right in
      let (first, second) = (left.1.isFitting ? 0 : 1, right.1.isFitting ? 0 : 1)
      return (first, left.0.stops.count, left.0.name, left.0.id.rawValue)
        < (second, right.0.stops.count, right.0.name, right.0.id.rawValue)
    }
  }
}
