import Words

/// A day of the week, counted from Monday as ISO 8601 does.
package enum Weekday: Int, CaseIterable, Hashable, Comparable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The English name in lower case, the key of `booking_rules`.
  package var storedName: String {
    switch self {
    case .monday: "monday"
    case .tuesday: "tuesday"
    case .wednesday: "wednesday"
    case .thursday: "thursday"
    case .friday: "friday"
    case .saturday: "saturday"
    case .sunday: "sunday"
    }
  }

  package init?(storedName: String) {
    guard let found = Self.allCases.first(where: { $0.storedName == storedName }) else { return nil }
    self = found
  }

  package var displayName: String {
    switch self {
    case .monday: say("Monday")
    case .tuesday: say("Tuesday")
    case .wednesday: say("Wednesday")
    case .thursday: say("Thursday")
    case .friday: say("Friday")
    case .saturday: say("Saturday")
    case .sunday: say("Sunday")
    }
  }

  package var shortName: String { String(displayName.prefix(3)) }
}

/// The months by name.
package enum Month {
  private static let names: [Phrase] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// The month counts from 1.
  package static func name(_ month: Int) -> String { say(names[month - 1]) }

  /// Three letters, `Nov`; the month counts from 1.
  package static func shortName(_ month: Int) -> String { String(name(month).prefix(3)) }

  /// As a field holds it: three letters of the reader's language, or of English where those name several months.
  static func fieldName(_ month: Int) -> String {
    let short = shortName(month)
    return short.allSatisfy(\.isLetter) && number(named: short) == month
      ? short : String(names[month - 1].english.prefix(3))
  }

  /// Reads a month's name from its first three letters or more, in the reader's language or in English; nil where several
  /// months begin so.
  package static func number(named text: String) -> Int? {
    let wanted = text.lowercased()
    if let whole = names.firstIndex(where: { $0.text.lowercased() == wanted }) { return whole + 1 }
    guard wanted.count >= 3 else { return nil }
    let own = names.indices.filter { names[$0].text.lowercased().hasPrefix(wanted) }
    if let first = own.first { return own.count == 1 ? first + 1 : nil }
    return names.firstIndex { $0.english.lowercased().hasPrefix(wanted) || (wanted == "sept" && $0 == "September") }
      .map { $0 + 1 }
  }
}

/// A day of the proleptic Gregorian calendar between the years 1 and 9999, without a time or a zone.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1 January 1970.
  package let daysSinceEpoch: Int

  private static let firstDay = -719_162
  private static let lastDay = 2_932_896

  /// Traps outside the years 1 to 9999: a date that far off is a mistake of the program.
  package init(daysSinceEpoch: Int) {
    precondition((Self.firstDay...Self.lastDay).contains(daysSinceEpoch), "a date lies between the years 1 and 9999")
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// Makes the date of a year, month and day; nil when there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    // Years begin in March, so that the leap day is the last of its year.
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
  }

  /// Reads `2026-11-21`; nil otherwise.
  package init?(_ text: String) {
    var reader = DigitReader(text[...])
    guard let date = CalendarDate(from: &reader), reader.isAtEnd else { return nil }
    self = date
  }

  init?(from reader: inout DigitReader) {
    guard let year = reader.number(digits: 4), reader.skip("-"), let month = reader.number(digits: 2),
      reader.skip("-"), let day = reader.number(digits: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day, found in one pass.
  package var components: (year: Int, month: Int, day: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  package var year: Int { components.year }
  package var month: Int { components.month }
  package var day: Int { components.day }

  package var weekday: Weekday {
    let fromMonday = ((daysSinceEpoch + 3) % 7 + 7) % 7
    return Weekday.allCases[fromMonday]
  }

  package static func < (left: Self, right: Self) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

  package func adding(days: Int) -> CalendarDate { CalendarDate(daysSinceEpoch: daysSinceEpoch + days) }
  package func days(to other: CalendarDate) -> Int { other.daysSinceEpoch - daysSinceEpoch }

  /// Moves by whole months and keeps the day where the month has it: 31 January and one month is 28 February.
  package func adding(months: Int) -> CalendarDate {
    let (year, month, day) = components
    let total = year * 12 + month - 1 + months
    let (newYear, newMonth) = (total / 12, total % 12 + 1)
    let newDay = min(day, Self.days(inMonth: newMonth, of: newYear))
    guard let moved = CalendarDate(year: newYear, month: newMonth, day: newDay) else {
      preconditionFailure("a date lies between the years 1 and 9999")
    }
    return moved
  }

  package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// ISO 8601: `2026-11-21`.
  package var description: String {
    let (year, month, day) = components
    let digits = String(year)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits + "-\(month.twoDigits)-\(day.twoDigits)"
  }

  /// For people: `Sat 21 Nov 2026`.
  package var text: String { "\(weekday.shortName) \(shortText) \(year)" }

  /// As fields hold it and read it back: `21 Nov 2026`.
  package var fieldText: String {
    let (year, month, day) = components
    return "\(day) \(Month.fieldName(month)) \(year)"
  }

  /// Without weekday and year: `21 Nov`.
  package var shortText: String {
    let (_, month, day) = components
    return "\(day) \(Month.shortName(month))"
  }
}
