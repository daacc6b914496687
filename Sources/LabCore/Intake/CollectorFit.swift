/// A visit that somebody is wanted for.
package struct WantedVisit: Hashable, Sendable {
  package let startsAt: LocalDateTime
  package let durationMinutes: Int
  /// Minutes on the road that are kept free after the visit.
  package let travelBufferMinutes: Int
  package let area: String?

  package static let usualTravelBuffer = 15

  package init(
    startsAt: LocalDateTime, durationMinutes: Int = BookingDraft.usualDuration,
    travelBufferMinutes: Int = WantedVisit.usualTravelBuffer, area: String? = nil
  ) {
    self.startsAt = startsAt
    self.durationMinutes = durationMinutes
    self.travelBufferMinutes = travelBufferMinutes
    self.area = area
  }

  /// The first moment at which the collector is free again.
  package var blockedUntil: LocalDateTime { startsAt.adding(minutes: durationMinutes + travelBufferMinutes) }
}

/// A stretch of time in which a collector is taken; it ends before `until`.
package struct BusyInterval: Hashable, Sendable {
  package let from: LocalDateTime
  package let until: LocalDateTime
  /// What it is for, `B-000123 Indiranagar`.
  package let words: String

  package init(from: LocalDateTime, until: LocalDateTime, words: String = "") {
    self.from = from
    self.until = until
    self.words = words
  }
}

/// A collector with the time that is already taken.
package struct CollectorDay: Hashable, Sendable, Identifiable {
  package let id: StaffID
  package let name: String
  /// Nil when the collector goes everywhere.
  package let area: String?
  package let isActive: Bool
  /// Travel buffers included.
  package let busy: [BusyInterval]

  package init(id: StaffID, name: String, area: String? = nil, isActive: Bool = true, busy: [BusyInterval] = []) {
    self.id = id
    self.name = name
    self.area = area
    self.isActive = isActive
    self.busy = busy
  }

  /// Says whether the collector can take the visit; time decides before area, since it cannot be talked round.
  package func fit(for visit: WantedVisit) -> CollectorFit {
    guard isActive else { return .doesNotFit(reason: "\(name) is not active.") }
    let clashes = busy.filter { $0.from < visit.blockedUntil && visit.startsAt < $0.until }
    if let clash = clashes.min(by: { $0.from < $1.from }) {
      let what = clash.words.isEmpty ? "" : " with \(clash.words)"
      let free = freeMoment(for: visit)
      return .doesNotFit(
        reason: "\(name) is busy \(clash.from.time.text)–\(clash.until.time.text)\(what); free from "
          + "\(free.text(seenFrom: visit.startsAt.date)).")
    }
    if let wanted = visit.area.map({ SearchKey.folded($0) }), !wanted.isEmpty, let area, !covers(area, wanted) {
      return .doesNotFit(reason: "\(name) works in \(area), not in \(visit.area ?? "").")
    }
    return .fits
  }

  /// The first moment from the wanted one on at which the whole visit has room.
  private func freeMoment(for visit: WantedVisit) -> LocalDateTime {
    let length = visit.durationMinutes + visit.travelBufferMinutes
    var start = visit.startsAt
    for interval in busy.sorted(by: { $0.from < $1.from }) where interval.until > start {
      if start.adding(minutes: length) <= interval.from { break }
      start = interval.until
    }
    return start
  }

  /// An area may name several parts of town: `Indiranagar, HAL`.
  private func covers(_ area: String, _ wanted: [UInt8]) -> Bool {
    area.split(whereSeparator: { ",/;".contains($0) }).contains { SearchKey.folded(String($0)) == wanted }
  }
}

/// Whether a collector can take a visit.
package enum CollectorFit: Hashable, Sendable {
  case fits
  /// The reason is a sentence with the collector's name.
  case doesNotFit(reason: String)

  package var isFitting: Bool { self == .fits }
}

extension Sequence<CollectorDay> {
  /// Holds every collector against a visit: those that fit first, the least busy before the others, then by name.
  package func fits(for visit: WantedVisit) -> [(collector: CollectorDay, fit: CollectorFit)] {
    map { ($0, $0.fit(for: visit)) }.sorted { left, right in
      let (first, second) = (left.1.isFitting ? 0 : 1, right.1.isFitting ? 0 : 1)
      return (first, left.0.busy.count, left.0.name, left.0.id.rawValue)
        < (second, right.0.busy.count, right.0.name, right.0.id.rawValue)
    }
  }
}
