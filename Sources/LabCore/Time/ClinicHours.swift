import Words

/// The hours of one day, from opening up to closing, or none.
package enum DayHours: Hashable, Sendable {
  case closed
  case open(from: TimeOfDay, until: TimeOfDay)

  package var text: String {
    switch self {
    case .closed: "closed"
    case .open(let from, let until): "\(from.text)–\(until.text)"
    }
  }
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
///
/// Hours that end before they begin run over midnight into the next day.
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
    let hours = DayHours.open(from: openingTime, until: closingTime)
    self.init(week: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, hours) }))
  }

  package func hours(on date: CalendarDate) -> DayHours {
    exceptions[date]?.hours ?? week[date.weekday] ?? .closed
  }

  package func isOpen(at moment: LocalDateTime) -> Bool {
    if case .open(let from, let until) = hours(on: moment.date) {
      if from <= until ? (from..<until).contains(moment.time) : moment.time >= from { return true }
    }
    if case .open(let from, let until) = hours(on: moment.date.adding(days: -1)), until < from {
      return moment.time < until
    }
    return false
  }

  /// Says in one sentence why the moment lies outside the hours; nil when the clinic is open then.
  package func objection(to moment: LocalDateTime) -> String? {
    guard !isOpen(at: moment) else { return nil }
    let day = "\(moment.date.weekday.displayName) \(moment.date.shortText)"
    let reason = exceptions[moment.date]?.name.map { " (\($0))" } ?? ""
    switch hours(on: moment.date) {
    case .closed: return say("The clinic is closed on \(day)\(reason).")
    case .open:
      return say("\(moment.time.text) is outside the hours of \(day)\(reason), \(hours(on: moment.date).text).")
    }
  }
}
