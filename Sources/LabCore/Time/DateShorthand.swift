import Words

/// Says why a text is not a date.
package enum DateShorthandError: Error, Hashable, Sendable {
  case empty
  case unknown(String)
  case noSuchDay(String)

  package var code: String {
    switch self {
    case .empty: "date_empty"
    case .unknown: "date_unknown"
    case .noSuchDay: "date_no_such_day"
    }
  }

  package var sentence: String {
    switch self {
    case .empty: say("Type a date: t, tom, +3, mon, 14/3 or 14 mar.")
    case .unknown(let text): say("“\(text)” is not a date; try t, tom, +3, mon, next mon, 14/3 or 14 mar.")
    case .noSuchDay(let text): say("There is no day “\(text)”.")
    }
  }
}

/// Reads dates the way a desk types them, relative to a given today; `CalendarDate.text` is the echo.
///
/// - `t`, `tom`, `y`: today, tomorrow, yesterday. `+1`, `-2`: days; `+2w`, `+1m`: weeks, months.
/// - `mon`: the first Monday after today; `next mon`: a week later; `last mon`: the last Monday before today.
/// - `14`, `14/3`, `14 mar`: the first such day from today on, or the last one up to today when looking back.
/// - `14/3/26`, `14 mar 2026`, `2026-03-14`: that day; two digits of a year are 2000 to 2099 forwards,
///   and the last such year up to today when looking back.
package enum DateShorthand {
  /// Where a day without a year lies: visits ahead, birthdays behind.
  package enum Direction: Hashable, Sendable {
    case ahead, back
  }

  package static func parse(
    _ text: String, today: CalendarDate, looking direction: Direction = .ahead
  ) throws(DateShorthandError) -> CalendarDate {
    let shown = text.singleSpaced
    let wanted = shown.lowercased()
    guard !wanted.isEmpty else { throw .empty }
    if let date = named(wanted, today) ?? weekday(wanted, today, direction) { return date }
    if let moved = try offset(wanted, today, shown) { return moved }
    if wanted.utf8.count == 10, wanted.filter({ $0 == "-" }).count == 2, wanted.prefix(4).allSatisfy(\.isASCIIDigit) {
      guard let date = CalendarDate(wanted) else { throw .noSuchDay(shown) }
      return date
    }
    return try written(wanted, today, direction, shown)
  }

  private static func named(_ text: String, _ today: CalendarDate) -> CalendarDate? {
    switch text {
    case "t", "today", ".": today
    case "tom", "tomorrow", "tmr": today.adding(days: 1)
    case "y", "yesterday": today.adding(days: -1)
    default: nil
    }
  }

  private static func weekday(_ text: String, _ today: CalendarDate, _ direction: Direction) -> CalendarDate? {
    let words = text.split(separator: " ")
    guard let name = words.last, words.count <= 2, name.count >= 2,
      let weekday = Weekday.allCases.first(where: { $0.storedName.hasPrefix(name) })
    else { return nil }
    let ahead = (weekday.rawValue - today.weekday.rawValue + 6) % 7 + 1
    let back = (today.weekday.rawValue - weekday.rawValue + 6) % 7 + 1
    switch (words.count == 2 ? String(words[0]) : "", direction) {
    case ("", .ahead): return today.adding(days: ahead)
    case ("next", _): return today.adding(days: ahead + 7)
    case ("", .back), ("last", _): return today.adding(days: -back)
    default: return nil
    }
  }

  private static func offset(
    _ text: String, _ today: CalendarDate, _ shown: String
  ) throws(DateShorthandError) -> CalendarDate? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    var digits = text.dropFirst().trimmedSlice
    let unit = digits.last.flatMap { $0.isLetter ? $0 : nil } ?? "d"
    if digits.last?.isLetter ?? false { digits = digits.dropLast() }
    guard let count = Int(digits), digits.allSatisfy(\.isASCIIDigit), "dwm".contains(unit) else {
      throw .unknown(shown)
    }
    guard count <= 9999 else { throw .noSuchDay(shown) }
    let signed = sign == "+" ? count : -count
    let daysAway = unit == "d" ? signed : unit == "w" ? signed * 7 : signed * 31
    guard (1...9999).contains(today.year + daysAway / 365 - 1), (1...9999).contains(today.year + daysAway / 365 + 1)
    else { throw .noSuchDay(shown) }
    return unit == "m" ? today.adding(months: signed) : today.adding(days: daysAway)
  }

  /// Reads day, month and year in that order, set apart by any of `/ . - ,` or a space, the month in digits or letters.
  private static func written(
    _ text: String, _ today: CalendarDate, _ direction: Direction, _ shown: String
  ) throws(DateShorthandError) -> CalendarDate {
    let words = splitLettersFromDigits(text).split { "/.-, ".contains($0) }.map(String.init)
    guard (1...3).contains(words.count), let day = Int(words[0]), words[0].utf8.count <= 2 else {
      throw .unknown(shown)
    }
    var month: Int?
    if words.count > 1 {
      month = words[1].utf8.count <= 2 ? Int(words[1]) : Month.number(named: words[1])
      guard month != nil else { throw .unknown(shown) }
    }
    guard words.count == 3, let month else {
      guard let found = nearest(day: day, month: month, today, direction) else { throw .noSuchDay(shown) }
      return found
    }
    guard words[2].allSatisfy(\.isASCIIDigit), let digits = Int(words[2]), [2, 4].contains(words[2].utf8.count) else {
      throw .unknown(shown)
    }
    var year = digits
    if words[2].utf8.count == 2 {
      year += today.year / 100 * 100
      if direction == .back, let date = CalendarDate(year: year, month: month, day: day), date > today { year -= 100 }
    }
    guard let date = CalendarDate(year: year, month: month, day: day) else { throw .noSuchDay(shown) }
    return date
  }

  /// The nearest day with that number, and month if one is given, looking far enough for a leap day.
  private static func nearest(
    day: Int, month: Int?, _ today: CalendarDate, _ direction: Direction
  ) -> CalendarDate? {
    let (thisYear, thisMonth, _) = today.components
    let step = direction == .ahead ? 1 : -1
    for count in 0...(month == nil ? 12 : 8) {
      let total = thisYear * 12 + thisMonth - 1 + (month == nil ? count * step : 0)
      let year = month == nil ? total / 12 : thisYear + count * step
      guard let date = CalendarDate(year: year, month: month ?? total % 12 + 1, day: day) else { continue }
      if direction == .ahead ? date >= today : date <= today { return date }
    }
    return nil
  }

  /// Makes `14mar26` into `14 mar 26`.
  private static func splitLettersFromDigits(_ text: String) -> String {
    var result = ""
    for character in text {
      if let last = result.last, last.isLetter && character.isASCIIDigit || last.isASCIIDigit && character.isLetter {
        result.append(" ")
      }
      result.append(character)
    }
    return result
  }
}
