/// A time on the clock, to the second, from 00:00:00 to 23:59:59.
package struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let secondsSinceMidnight: Int

  package init?(hour: Int, minute: Int = 0, second: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else { return nil }
    secondsSinceMidnight = hour * 3600 + minute * 60 + second
  }

  package init(secondsSinceMidnight: Int) {
    precondition((0..<86_400).contains(secondsSinceMidnight), "a day has 86,400 seconds")
    self.secondsSinceMidnight = secondsSinceMidnight
  }

  package static let midnight = TimeOfDay(secondsSinceMidnight: 0)

  /// Reads `08:30`, `08:30:15` or `08:30:15.123`, as PostgreSQL prints it; fractions are cut off; nil otherwise.
  package init?(_ text: String) {
    var reader = DigitReader(text[...])
    guard let time = TimeOfDay(from: &reader), reader.isAtEnd else { return nil }
    self = time
  }

  init?(from reader: inout DigitReader) {
    guard let hour = reader.number(digits: 2), reader.skip(":"), let minute = reader.number(digits: 2) else {
      return nil
    }
    var second = 0
    if reader.skip(":") {
      guard let seconds = reader.number(digits: 2) else { return nil }
      second = seconds
      if reader.skip(".") { reader.skipDigits() }
    }
    self.init(hour: hour, minute: minute, second: second)
  }

  package var hour: Int { secondsSinceMidnight / 3600 }
  package var minute: Int { secondsSinceMidnight / 60 % 60 }
  package var second: Int { secondsSinceMidnight % 60 }

  package static func < (left: Self, right: Self) -> Bool { left.secondsSinceMidnight < right.secondsSinceMidnight }

  /// `08:30:15`, as stored.
  package var description: String { "\(text):\(second.twoDigits)" }

  /// For people: `08:30`.
  package var text: String { "\(hour.twoDigits):\(minute.twoDigits)" }
}
