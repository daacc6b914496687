import Words

/// Says why a text is not a time.
package enum TimeShorthandError: Error, Hashable, Sendable {
  case empty
  case unknown(String)
  case pastMidnight

  package var code: String {
    switch self {
    case .empty: "time_empty"
    case .unknown: "time_unknown"
    case .pastMidnight: "time_past_midnight"
    }
  }

  package var sentence: String {
    switch self {
    case .empty: say("Type a time: 1430, 9, 9a, 2:30pm or +30.")
    case .unknown(let text): say("“\(text)” is not a time; try 1430, 9, 9a, 2:30pm or +30.")
    case .pastMidnight: say("That is on another day; change the date instead.")
    }
  }
}

/// Reads times the way a desk types them, relative to a given now; `TimeOfDay.text` is the echo.
///
/// - `1430`, `14:30`, `14.30`, `930`, `9`: the 24-hour clock. `9a`, `2:30pm`, `2p`: the 12-hour clock.
/// - `n`, `now`: this minute; `noon`; `+30`, `-15`: minutes from now; `+2h`: hours from now.
package enum TimeShorthand {
  package static func parse(_ text: String, now: TimeOfDay) throws(TimeShorthandError) -> TimeOfDay {
    let shown = text.trimmed
    let wanted = shown.lowercased().filter { !$0.isWhitespace }
    guard let first = wanted.first else { throw .empty }
    let thisMinute = now.secondsSinceMidnight / 60
    switch wanted {
    case "n", "now": return try minutes(thisMinute)
    case "noon": return try minutes(12 * 60)
    default: break
    }
    if first == "+" || first == "-" {
      let inHours = wanted.last == "h"
      let digits = wanted.dropFirst().dropLast(inHours ? 1 : 0)
      guard digits.allSatisfy(\.isASCIIDigit), let count = Int(digits) else { throw .unknown(shown) }
      guard count < 1440 else { throw .pastMidnight }
      let away = inHours ? count * 60 : count
      return try minutes(thisMinute + (first == "+" ? away : -away))
    }
    guard let time = clock(wanted) else { throw .unknown(shown) }
    return time
  }

  private static func minutes(_ count: Int) throws(TimeShorthandError) -> TimeOfDay {
    guard (0..<1440).contains(count) else { throw .pastMidnight }
    return TimeOfDay(secondsSinceMidnight: count * 60)
  }

  private static func clock(_ text: String) -> TimeOfDay? {
    var digits = text[...]
    var half: Character?
    for suffix in ["a.m.", "p.m.", "am", "pm", "a", "p"] where digits.hasSuffix(suffix) {
      half = suffix.first
      digits = digits.dropLast(suffix.count)
      break
    }
    if digits.hasSuffix("h") { digits = digits.dropLast() }
    let parts = digits.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }) else {
      return nil
    }
    var (hourText, minuteText) = (parts[0], parts.count == 2 ? parts[1] : "00")
    if parts.count == 1, hourText.utf8.count > 2 {
      minuteText = hourText.suffix(2)
      hourText = hourText.dropLast(2)
    }
    guard hourText.utf8.count <= 2, minuteText.utf8.count == 2, var hour = Int(hourText), let minute = Int(minuteText)
    else { return nil }
    if let half {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "p" ? 12 : 0)
    }
    return TimeOfDay(hour: hour, minute: minute)
  }
}
