import Words

/// A stretch of a day in minutes since midnight; it ends before `untilMinute`.
package struct TimeStretch: Hashable, Sendable {
  package let fromMinute: Int
  /// Up to 1440, the end of the day.
  package let untilMinute: Int

  package static let wholeDay = TimeStretch(fromMinute: 0, untilMinute: 1440)

  package init(fromMinute: Int, untilMinute: Int) {
    precondition(0 <= fromMinute && fromMinute < untilMinute && untilMinute <= 1440, "a stretch lies within a day")
    self.fromMinute = fromMinute
    self.untilMinute = untilMinute
  }

  /// Ends at midnight where `until` is 00:00; nil where it would end before it begins.
  package init?(from: TimeOfDay, until: TimeOfDay) {
    let (first, last) = (from.secondsSinceMidnight / 60, until.secondsSinceMidnight / 60)
    let end = last == 0 ? 1440 : last
    guard first < end else { return nil }
    self.init(fromMinute: first, untilMinute: end)
  }

  /// `07:00–13:00`.
  package var text: String { "\(Self.text(fromMinute))–\(Self.text(untilMinute))" }

  private static func text(_ minute: Int) -> String { "\((minute / 60).twoDigits):\((minute % 60).twoDigits)" }
}

extension [TimeStretch] {
  /// The same times in their order, with stretches that touch drawn together.
  package var joined: [TimeStretch] {
    sorted { $0.fromMinute < $1.fromMinute }.reduce(into: []) { joined, next in
      guard let last = joined.last, last.untilMinute >= next.fromMinute else { return joined.append(next) }
      joined[joined.count - 1] = TimeStretch(
        fromMinute: last.fromMinute, untilMinute: Swift.max(last.untilMinute, next.untilMinute))
    }
  }
}

/// What a day is for somebody who works by a plan.
package enum WorkingDay: Hashable, Sendable {
  /// The stretches of work in their order; the gaps between them are breaks.
  case working([TimeStretch])
  /// A day off, such as leave or illness.
  case off(reason: String?)
  /// The clinic is closed, and so is everybody's day.
  case closed(reason: String?)

  package static let always = WorkingDay.working([.wholeDay])

  package var stretches: [TimeStretch] {
    if case .working(let stretches) = self { stretches } else { [] }
  }

  /// Minutes of work.
  package var minutes: Int { stretches.reduce(0) { $0 + $1.untilMinute - $1.fromMinute } }

  /// `07:00–13:00 14:00–18:00`, `off: sick`, `clinic closed: Diwali`.
  package var text: String {
    switch self {
    case .working(let stretches) where stretches.isEmpty: say("off")
    case .working([.wholeDay]): say("all day")
    case .working(let stretches): stretches.map(\.text).joined(separator: " ")
    case .off(let reason): say("off") + (reason.map { ": \($0)" } ?? "")
    case .closed(let reason): say("clinic closed") + (reason.map { ": \($0)" } ?? "")
    }
  }
}
