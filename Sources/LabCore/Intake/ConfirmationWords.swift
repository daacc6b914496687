import Words

/// What the desk tells the client when a booking stands.
package struct ConfirmationWords: Hashable, Sendable {
  package let lines: [String]

  /// The client may expect the collector this many minutes before or after the time.
  package static let graceMinutes = 30

  /// Puts the words together; the moment is when the visit begins, which for a walk-in is now.
  package init(
    bookingNumber: String, petName: String, tests: [CartLine], collection: CollectionMethod, moment: LocalDateTime,
    collectorName: String? = nil, total: Money, currency: Currency, today: CalendarDate
  ) {
    let count = tests.reduce(0) { $0 + $1.quantity }
    var lines = [say("Booking \(bookingNumber) for \(petName): \(count.counted("test")).")]
    switch collection {
    case .walkIn: lines.append(say("The sample is taken at the desk now."))
    case .home:
      let earliest = moment.adding(minutes: -Self.graceMinutes)
      let latest = moment.adding(minutes: Self.graceMinutes)
      let day = Self.day(moment.date, seenFrom: today)
      let who = collectorName ?? say("A collector")
      lines.append(say("\(who) comes \(day) between \(earliest.time.text) and \(latest.time.text)."))
    }
    lines += Self.preparations(tests)
    lines.append(say("To pay: \(total.formatted(in: currency))."))
    if let hours = tests.compactMap(\.test.turnaroundHours).max() {
      lines.append(say("The last report is expected by \(moment.adding(hours: hours).date.text)."))
    }
    self.lines = lines
  }

  private static func day(_ date: CalendarDate, seenFrom today: CalendarDate) -> String {
    switch today.days(to: date) {
    case 0: say("today")
    case 1: say("tomorrow (\(date.text))")
    default: say("on \(date.text)")
    }
  }

  /// Each preparation once, with the tests it is for.
  private static func preparations(_ tests: [CartLine]) -> [String] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for line in tests {
      guard let words = line.test.preparation?.singleSpaced, !words.isEmpty else { continue }
      if names[words] == nil { order.append(words) }
      names[words, default: []].append(line.test.name)
    }
    return order.map { words in
      let end = words.last.map { ".!?".contains($0) } ?? false ? "" : "."
      return "\((names[words] ?? []).listed()): \(words)\(end)"
    }
  }
}
