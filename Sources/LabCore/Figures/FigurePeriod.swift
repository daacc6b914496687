import Words

/// A stretch of whole days that figures are of.
package struct FigurePeriod: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case day, week, month
    case thirtyDays = "30 days"
    case twelveMonths = "12 months"
  }

  package let kind: Kind
  package let first: CalendarDate
  /// The day after the last one.
  package let end: CalendarDate

  /// The day, the week from Monday or the month that a day lies in; the 30 days that end with it; the twelve whole months
  /// before its own.
  package init(_ kind: Kind, of day: CalendarDate) {
    self.kind = kind
    let month = day.adding(days: 1 - day.day)
    switch kind {
    case .day: (first, end) = (day, day.adding(days: 1))
    case .week:
      first = day.adding(days: 1 - day.weekday.rawValue)
      end = first.adding(days: 7)
    case .month: (first, end) = (month, month.adding(months: 1))
    case .thirtyDays: (first, end) = (day.adding(days: -29), day.adding(days: 1))
    case .twelveMonths: (first, end) = (month.adding(months: -12), month)
    }
  }

  package var last: CalendarDate { end.adding(days: -1) }

  /// The period of the same kind that ends where this one begins, or begins where it ends.
  package var before: FigurePeriod { moved(by: -1) }
  package var after: FigurePeriod { moved(by: 1) }

  private func moved(by steps: Int) -> FigurePeriod {
    switch kind {
    case .day: FigurePeriod(.day, of: first.adding(days: steps))
    case .week: FigurePeriod(.week, of: first.adding(days: 7 * steps))
    case .month: FigurePeriod(.month, of: first.adding(months: steps))
    case .thirtyDays: FigurePeriod(.thirtyDays, of: last.adding(days: 30 * steps))
    case .twelveMonths: FigurePeriod(.twelveMonths, of: end.adding(months: 12 * steps))
    }
  }

  /// For people: `Sat 21 Nov 2026`, `16–22 Nov 2026`, `November 2026`, `23 Oct – 21 Nov 2026`, `Nov 2025 – Oct 2026`.
  package var text: String {
    switch kind {
    case .day: return first.text
    case .month: return "\(Month.name(first.month)) \(first.year)"
    case .week, .thirtyDays:
      let start = first.year == last.year ? first.shortText : "\(first.shortText) \(first.year)"
      return first.month == last.month
        ? "\(first.day)–\(last.shortText) \(last.year)" : "\(start) – \(last.shortText) \(last.year)"
    case .twelveMonths:
      return "\(Month.shortName(first.month)) \(first.year) – \(Month.shortName(last.month)) \(last.year)"
    }
  }

  /// What people call it on a day, with its dates: `This week, 16–22 Nov 2026`.
  package func text(on today: CalendarDate) -> String {
    let name: String? =
      switch kind {
      case .day: self == FigurePeriod(.day, of: today) ? say("Today") : nil
      case .week: self == FigurePeriod(.week, of: today) ? say("This week") : nil
      case .month:
        self == FigurePeriod(.month, of: today)
          ? say("This month") : self == FigurePeriod(.month, of: today).before ? say("Last month") : nil
      case .thirtyDays: say("30 days")
      case .twelveMonths: say("12 months")
      }
    return name.map { "\($0), \(text)" } ?? text
  }

  /// Whether somebody of a scope is told of it on a day: an analyst of whole months that are over.
  package func isTold(in scope: FigureScope, on today: CalendarDate) -> Bool {
    guard scope == .analyst else { return true }
    return (kind == .month || kind == .twelveMonths) && end <= FigurePeriod(.month, of: today).first
  }

  /// Whether the groups of a measure are told for it: over several months an analyst is told of the months alone.
  package func allows(_ grouping: FigureGrouping, in scope: FigureScope) -> Bool {
    scope != .analyst || kind != .twelveMonths || grouping == .month
  }

  /// The stretch of time that leads up to its end, as a line is drawn of it: its days, or twelve months where it is
  /// longer or where single days are not told.
  package func trend(
    of measure: Measure, in scope: FigureScope
  ) -> (grouping: FigureGrouping, first: CalendarDate, end: CalendarDate) {
    let hasDays = measure.groupings(in: scope)?.contains(.day) ?? false
    switch kind {
    case .day where hasDays: return (.day, first.adding(days: -13), end)
    case .week where hasDays, .month where hasDays, .thirtyDays where hasDays: return (.day, first, end)
    case .day, .week, .month, .thirtyDays, .twelveMonths:
      return (.month, FigurePeriod(.month, of: last).first.adding(months: -11), FigurePeriod(.month, of: last).end)
    }
  }
}
