import Words

/// The hours of one day, or none.
package enum DayHours: Hashable, Sendable {
  case closed
  /// The stretches in which it is open, in their order; the gaps between them are breaks.
  case open([TimeStretch])

  package var stretches: [TimeStretch] {
    if case .open(let stretches) = self { stretches } else { [] }
  }

  /// `08:00–13:00 14:00–20:00`, or `closed`.
  package var text: String { stretches.isEmpty ? say("closed") : stretches.map(\.text).joined(separator: " ") }

  /// Within a sentence: `08:00–13:00 and 14:00–20:00`.
  package var words: String { stretches.isEmpty ? say("closed") : stretches.map(\.text).listed() }
}

/// A date on which other hours hold than on its weekday: a holiday, a half day.
package struct HoursException: Hashable, Sendable {
  package let date: CalendarDate
  package let hours: DayHours
  /// What the day is, `Diwali`.
  package let name: String?

  package init(date: CalendarDate, hours: DayHours, name: String? = nil) {
    self.date = date
    self.hours = hours
    self.name = name
  }
}

/// When the clinic works: a plan by weekday, and dated exceptions that win over it.
package struct ClinicHours: Hashable, Sendable {
  package let week: [Weekday: DayHours]
  package let exceptions: [CalendarDate: HoursException]

  /// A weekday without an entry is closed; of two exceptions on one date the later in the list holds.
  package init(week: [Weekday: DayHours], exceptions: [HoursException] = []) {
    self.week = week
    self.exceptions = Dictionary(exceptions.map { ($0.date, $0) }, uniquingKeysWith: { _, later in later })
  }

  /// The seed's one pair of times, every day of the week.
  package init(openingTime: TimeOfDay, closingTime: TimeOfDay) {
    let hours = TimeStretch(from: openingTime, until: closingTime).map { DayHours.open([$0]) } ?? .closed
    self.init(week: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, hours) }))
  }

  package func hours(on date: CalendarDate) -> DayHours {
    exceptions[date]?.hours ?? week[date.weekday] ?? .closed
  }

  package func isOpen(at moment: LocalDateTime) -> Bool {
    let minute = moment.time.secondsSinceMidnight / 60
    return hours(on: moment.date).stretches.contains { ($0.fromMinute..<$0.untilMinute).contains(minute) }
  }

  /// Says in one sentence why the moment lies outside the hours; nil when the clinic is open then.
  package func objection(to moment: LocalDateTime) -> String? {
    guard !isOpen(at: moment) else { return nil }
    let day = "\(moment.date.weekday.displayName) \(moment.date.shortText)"
    let reason = exceptions[moment.date]?.name.map { " (\($0))" } ?? ""
    let hours = hours(on: moment.date)
    return hours.stretches.isEmpty
      ? say("The clinic is closed on \(day)\(reason).")
      : say("\(moment.time.text) is outside the hours of \(day)\(reason), \(hours.words).")
  }
}
