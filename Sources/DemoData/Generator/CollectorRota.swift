internal import LabCore

/// When a collector of the demo works: six days a week with a break at noon.
struct CollectorRota: Sendable {
  /// The place among the collectors of the clinic.
  var position: Int

  /// Visits a day.
  static let capacity = 12
  /// Minutes of the day.
  static let (begin, end) = (6 * 60 + 30, 18 * 60 + 30)

  /// Half of the collectors have their break half an hour after the others.
  var lunch: Range<Int> { position % 2 == 0 ? 750..<810 : 780..<840 }

  /// The days from today on to the free day of the week, which is neither today nor tomorrow.
  var daysToFreeDay: Int { 2 + position % 5 }

  func isFree(on day: Int) -> Bool { (day - daysToFreeDay) % 7 == 0 }

  /// The stretches of a working day.
  var stretches: [TimeStretch] {
    [
      TimeStretch(fromMinute: Self.begin, untilMinute: lunch.lowerBound),
      TimeStretch(fromMinute: lunch.upperBound, untilMinute: Self.end),
    ]
  }

  /// The start itself or, where the visit would run into the break, the end of the break.
  func start(_ start: Minute, duration: Int) -> Minute {
    let minute = start.minuteOfDay
    guard minute < lunch.upperBound, minute + duration > lunch.lowerBound else { return start }
    return start + (lunch.upperBound - minute)
  }
}
