import Words

/// The age of a pet in whole months.
package struct PetAge: Hashable, Comparable, Sendable {
  package let months: Int

  package init(months: Int) {
    self.months = months
  }

  /// The highest age that is accepted from text: 200 years, for tortoises.
  package static let oldest = PetAge(months: 2400)

  package static func < (left: Self, right: Self) -> Bool { left.months < right.months }

  /// Reads `3`, `2.5`, `3y`, `3y 2m`, `8 months`, `10 weeks`; a bare number is years; nil when it is no age.
  package init?(_ text: String) {
    // As it is written below: a pet of some weeks is less than a month old.
    if text.trimmed.lowercased() == Self(months: 0).text.lowercased() {
      self.init(months: 0)
      return
    }
    var months = 0
    var number = ""
    var unit = ""
    var isEmpty = true
    func take() -> Int? {
      guard let thousandths = Decimal.parse(number, places: 3), thousandths <= 1_000_000 * 12 else { return nil }
      return switch unit {
      case "", "y", "yr", "yrs", "year", "years": (thousandths * 12 + 500) / 1000
      case "m", "mo", "mos", "month", "months": thousandths / 1000
      case "w", "wk", "wks", "week", "weeks": thousandths * 12 / 52_000
      default: nil
      }
    }
    for character in text.lowercased().trimmed where !character.isWhitespace && character != "," {
      if character.isASCIIDigit || character == "." {
        if !unit.isEmpty {
          guard let part = take() else { return nil }
          (months, number, unit) = (months + part, "", "")
        }
        number.append(character)
        isEmpty = false
      } else {
        unit.append(character)
      }
    }
    guard !isEmpty, let part = take(), months + part <= Self.oldest.months else { return nil }
    self.init(months: months + part)
  }

  /// `3 y 2 m`, `8 m`, `under 1 m`.
  package var text: String {
    switch (months / 12, months % 12) {
    case (0, 0): say("under 1 m")
    case (0, let rest): "\(rest) m"
    case (let years, 0): "\(years) y"
    case (let years, let rest): "\(years) y \(rest) m"
    }
  }
}

/// When a pet was born, as exactly as anybody knows.
package struct BirthDate: Hashable, Sendable {
  package enum Precision: String, CaseIterable, Hashable, Sendable {
    case day, month, year
  }

  /// The first day of the month or year where no more is known.
  package let date: CalendarDate
  package let precision: Precision

  package init(_ date: CalendarDate, precision: Precision = .day) {
    self.date = date
    self.precision = precision
  }

  /// Works the birth back from an age: to the month under two years, to the year beyond.
  package init(age: PetAge, on today: CalendarDate) {
    self.init(today.adding(months: -age.months), precision: age.months < 24 ? .month : .year)
  }

  /// Reads an age, which counts back from today, or a date, month or year of birth: `3y 2m`, `14 mar 2021`, `mar 2021`,
  /// `2021`; nil when it is none of these or lies ahead.
  package init?(typed text: String, on today: CalendarDate) {
    if let age = PetAge(text) {
      self.init(age: age, on: today)
      return
    }
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    let birth: BirthDate?
    if let last = words.last, words.count <= 2, last.utf8.count == 4, let year = Int(last) {
      let month = words.count == 2 ? Month.number(named: String(words[0])) : 1
      birth = month.flatMap { CalendarDate(year: year, month: $0, day: 1) }
        .map { BirthDate($0, precision: words.count == 2 ? .month : .year) }
    } else {
      birth = (try? DateShorthand.parse(text, today: today, looking: .back)).map { BirthDate($0) }
    }
    guard let birth, birth.date <= today, birth.age(on: today) <= PetAge.oldest else { return nil }
    self = birth
  }

  /// As a field shows it and reads it back: `14 Mar 2021`, `Mar 2021`, `2021`.
  package var fieldText: String { precision == .day ? date.fieldText : text }

  package func age(on today: CalendarDate) -> PetAge {
    let (year, month, day) = today.components
    let born = date.components
    let months = (year - born.year) * 12 + month - born.month - (precision == .day && day < born.day ? 1 : 0)
    return PetAge(months: max(0, months))
  }

  package var text: String {
    switch precision {
    case .day: date.text
    case .month: "\(Month.shortName(date.month)) \(date.year)"
    case .year: "\(date.year)"
    }
  }
}
