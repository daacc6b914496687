import Words

/// The stretches of work of each weekday; a weekday without any is free.
package struct WeekPlan: Hashable, Sendable {
  /// The stretches of a weekday in their order; the gaps between them are breaks.
  package var days: [Weekday: [TimeStretch]]

  package init(_ days: [Weekday: [TimeStretch]] = [:]) {
    self.days = days
  }

  package subscript(day: Weekday) -> [TimeStretch] { days[day] ?? [] }

  /// `Mon–Wed, Fri 07:00–13:00 14:00–18:00; Sat 07:00–12:00`; weekdays alike are drawn together.
  package var text: String {
    var groups: [(stretches: [TimeStretch], runs: [ClosedRange<Weekday>])] = []
    for day in Weekday.allCases where !self[day].isEmpty {
      guard let place = groups.firstIndex(where: { $0.stretches == self[day] }) else {
        groups.append((self[day], [day...day]))
        continue
      }
      if let run = groups[place].runs.last, run.upperBound.rawValue == day.rawValue - 1 {
        groups[place].runs[groups[place].runs.count - 1] = run.lowerBound...day
      } else {
        groups[place].runs.append(day...day)
      }
    }
    guard !groups.isEmpty else { return say("no day") }
    return groups.map { group in
      let days = group.runs.map(Self.words).joined(separator: ", ")
      return "\(days) \(group.stretches.map(\.text).joined(separator: " "))"
    }.joined(separator: "; ")
  }

  private static func words(_ run: ClosedRange<Weekday>) -> String {
    run.lowerBound == run.upperBound
      ? run.lowerBound.shortName : "\(run.lowerBound.shortName)–\(run.upperBound.shortName)"
  }

  /// Minutes of work in a week.
  package var minutes: Int { days.values.joined().reduce(0) { $0 + $1.untilMinute - $1.fromMinute } }
}
