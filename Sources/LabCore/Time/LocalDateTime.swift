import Words

/// A date and a time on the wall clock of the organisation; which instant it is, `OrganizationClock` knows.
package struct LocalDateTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let date: CalendarDate
  package let time: TimeOfDay

  package init(_ date: CalendarDate, _ time: TimeOfDay) {
    self.date = date
    self.time = time
  }

  /// Counts from 1 January 1970, 00:00 on the same wall clock.
  package init(secondsSinceEpoch: Int) {
    let days = (secondsSinceEpoch >= 0 ? secondsSinceEpoch : secondsSinceEpoch - 86_399) / 86_400
    date = CalendarDate(daysSinceEpoch: days)
    time = TimeOfDay(secondsSinceMidnight: secondsSinceEpoch - days * 86_400)
  }

  /// Reads `2026-11-21 14:30:00.25` or the same with a `T`, as PostgreSQL prints it; nil otherwise.
  package init?(_ text: String) {
    var reader = DigitReader(text[...])
    guard let date = CalendarDate(from: &reader), reader.skip(" ", or: "T"), let time = TimeOfDay(from: &reader),
      reader.isAtEnd
    else { return nil }
    self.init(date, time)
  }

  package var secondsSinceEpoch: Int { date.daysSinceEpoch * 86_400 + time.secondsSinceMidnight }

  package static func < (left: Self, right: Self) -> Bool { left.secondsSinceEpoch < right.secondsSinceEpoch }

  package func adding(minutes: Int) -> LocalDateTime {
    LocalDateTime(secondsSinceEpoch: secondsSinceEpoch + minutes * 60)
  }

  package func adding(hours: Int) -> LocalDateTime { adding(minutes: hours * 60) }

  /// Whole minutes until the other moment, negative when it lies before.
  package func minutes(to other: LocalDateTime) -> Int { (other.secondsSinceEpoch - secondsSinceEpoch) / 60 }

  /// `2026-11-21 14:30:00`, as stored.
  package var description: String { "\(date) \(time)" }

  /// For people: `Sat 21 Nov 2026 14:30`.
  package var text: String { "\(date.text) \(time.text)" }

  /// As seen from a day: `14:30`, `tomorrow 14:30`, `Mon 23 Nov 14:30`, with the year where it is another.
  package func text(seenFrom today: CalendarDate) -> String {
    switch today.days(to: date) {
    case 0: time.text
    case 1: say("tomorrow \(time.text)")
    case -1: say("yesterday \(time.text)")
    default:
      date.year == today.year ? "\(date.weekday.shortName) \(date.shortText) \(time.text)" : text
    }
  }
}
