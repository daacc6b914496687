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
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let seconds = parts.count == 3 ? parts[2].split(separator: ".", maxSplits: 1).first ?? "" : "00"
    let fields = [String(parts[0]), String(parts[1]), String(seconds)]
    guard fields.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isASCIIDigit) }),
      let hour = Int(fields[0]), let minute = Int(fields[1]), let second = Int(fields[2])
    else { return nil }
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
