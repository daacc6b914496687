/// The stretches of work of each weekday; a weekday without any is free.
package struct WeekPlan: Hashable, Sendable {
  /// The stretches of a weekday in their order; the gaps between them are breaks.
  package var days: [Weekday: [TimeStretch]]

  package init(_ days: [Weekday: [TimeStretch]] = [:]) {
    self.days = days
  }

  package subscript(day: Weekday) -> [TimeStretch] { days[day] ?? [] }

  /// `Mon–Fri 07:00–13:00 14:00–18:00, Sat 07:00–12:00`; weekdays alike are drawn together.
  package var text: String {
    var runs: [(first: Weekday, last: Weekday, stretches: [TimeStretch])] = []
    for day in Weekday.allCases where !self[day].isEmpty {
      if let run = runs.last, run.stretches == self[day], run.last.rawValue == day.rawValue - 1 {
        runs[runs.count - 1].last = day
      } else {
        runs.append((day, day, self[day]))
      }
    }
    guard !runs.isEmpty else { return "no day" }
    return runs.map { run in
      let days = run.first == run.last ? run.first.shortName : "\(run.first.shortName)–\(run.last.shortName)"
      return "\(days) \(run.stretches.map(\.text).joined(separator: " "))"
    }.joined(separator: ", ")
  }

  /// Minutes of work in a week.
  package var minutes: Int { days.values.joined().reduce(0) { $0 + $1.untilMinute - $1.fromMinute } }
}
