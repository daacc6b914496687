import Words

/// Says why a text is not the hours of a day.
package enum StretchShorthandError: Error, Hashable, Sendable {
  case unknown(String)
  case backwards(String)
  case overlapping(TimeStretch, TimeStretch)

  package var code: String {
    switch self {
    case .unknown: "stretch_unknown"
    case .backwards: "stretch_backwards"
    case .overlapping: "stretch_overlapping"
    }
  }

  package var sentence: String {
    switch self {
    case .unknown(let text): say("“\(text)” is not a stretch of hours; try 7-13 or 7-13, 14-18, or off.")
    case .backwards(let text):
      say("“\(text)” ends before it begins; over midnight write 20-24, then 0-2 on the next day.")
    case .overlapping(let first, let second): say("\(first.text) and \(second.text) overlap.")
    }
  }
}

/// Reads the hours of a day the way a desk types them: `7-13, 14-18`, `0730-12`, `9a–5p`, `off`; empty is off as well.
package enum StretchShorthand {
  package static func parse(_ text: String) throws(StretchShorthandError) -> [TimeStretch] {
    let wanted = text.trimmed.lowercased()
    if ["", "off", "-", "–"].contains(wanted) { return [] }
    var stretches: [TimeStretch] = []
    for part in wanted.split(whereSeparator: { ",;/+&".contains($0) }) { stretches.append(try stretch(part)) }
    stretches.sort { $0.fromMinute < $1.fromMinute }
    for (first, second) in zip(stretches, stretches.dropFirst()) where second.fromMinute < first.untilMinute {
      throw .overlapping(first, second)
    }
    guard !stretches.isEmpty else { throw .unknown(text.trimmed) }
    return stretches.joined
  }

  /// How it is shown in a field, so that it can be read again: `07:00-13:00, 14:00-18:00`, `off`.
  package static func text(_ stretches: [TimeStretch]) -> String {
    stretches.isEmpty
      ? "off" : stretches.map { $0.text.replacing("–", with: "-") }.joined(separator: ", ")
  }

  private static func stretch(_ part: Substring) throws(StretchShorthandError) -> TimeStretch {
    let shown = String(part).trimmed
    let ends = part.split(whereSeparator: { "-–—".contains($0) }).map { String($0).trimmed }
    guard ends.count == 2, let from = minute(ends[0]), let until = minute(ends[1]) else { throw .unknown(shown) }
    guard from < until else { throw .backwards(shown) }
    return TimeStretch(fromMinute: from, untilMinute: until)
  }

  private static func minute(_ text: String) -> Int? {
    if ["24", "2400", "24:00", "24.00"].contains(text) { return 1440 }
    guard let first = text.first, first.isASCIIDigit, let time = try? TimeShorthand.parse(text, now: .midnight) else {
      return nil
    }
    return time.secondsSinceMidnight / 60
  }
}
