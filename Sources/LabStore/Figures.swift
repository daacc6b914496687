package import LabCore
import Postgres
import Words

/// Which figures are asked for: one measure of a stretch of time, broken down or not.
package struct FigureQuery: Hashable, Sendable {
  package var measure: Measure
  /// Nil asks for the total alone.
  package var grouping: FigureGrouping?
  package var first: CalendarDate
  /// The day after the last one.
  package var end: CalendarDate

  package init(
    _ measure: Measure, by grouping: FigureGrouping? = nil, from first: CalendarDate, until end: CalendarDate
  ) {
    self.measure = measure
    self.grouping = grouping
    self.first = first
    self.end = end
  }

  package init(_ measure: Measure, by grouping: FigureGrouping? = nil, of period: FigurePeriod) {
    self.init(measure, by: grouping, from: period.first, until: period.end)
  }

  fileprivate func statement(_ scope: FigureScope) -> SQL {
    """
    select key, label, value, p90, p95, n, is_withheld
    from \(scope == .own ? "desk.own_figures" : "desk.figures" as SQL)(\(measure.rawValue), \(grouping?.rawValue), \(first)::date,
      \(end)::date)
    """
  }
}

/// A measure with its groups: time in order, everything else the largest first.
package struct FigureTable: Hashable, Sendable {
  package var total: Figure
  package var groups: [Figure]

  package init(total: Figure, groups: [Figure]) {
    self.total = total
    self.groups = groups
  }
}

/// One thing that a figure is made of.
package struct FigureRow: Hashable, Sendable {
  package var booking: BookingID
  package var bookingNumber: String
  package var time: LocalDateTime
  package var testCode: String?
  package var value: Int
  /// For shares: whether it is of those that are looked for.
  package var isPart: Bool?
}

extension Desk {
  /// Reads figures in one transaction, so that they are of one moment.
  ///
  /// Refused as `LB140` where the scope is not told of a measure or grouping, `LB141` for a stretch of time that is none,
  /// `LB142` where single bookings could be told from it.
  package func figures(_ queries: [FigureQuery], in scope: FigureScope) async throws -> [FigureTable] {
    try await transaction(.report, queries.map { $0.statement(scope) }).enumerated().map { place, result in
      let figures = try result.rows.map { try Figure($0, by: queries[place].grouping) }
      guard let total = figures.first(where: { $0.key == nil }) else {
        throw DeskError(.other, say("The database did not answer with a figure."))
      }
      return FigureTable(total: total, groups: figures.filter { $0.key != nil })
    }
  }

  /// Reads one figure with its groups.
  package func figures(_ query: FigureQuery, in scope: FigureScope) async throws -> FigureTable {
    try await figures([query], in: scope)[0]
  }

  /// The most rows that stand behind one figure on the screen.
  package static let mostFigureRows = 500

  /// Lists what a figure is made of, for those who may see bookings: the exceptions of a share first, then the newest.
  package func rows(of query: FigureQuery, key: String?) async throws -> [FigureRow] {
    try await self.query(
      .report,
      """
      select booking_id, booking_number, local_time, test_code, value, is_part
      from desk.figure_rows(\(query.measure.rawValue), \(query.grouping?.rawValue), \(key), \(query.first)::date,
        \(query.end)::date)
      """
    ).rows.map(FigureRow.init)
  }
}

extension Figure {
  init(_ row: Row, by grouping: FigureGrouping?) throws {
    let key: String? = try row.decode("key")
    var label: String = try row.decode("label")
    if let grouping, key == "" { label = grouping.nameOfNone }
    if let grouping, grouping.isTime, let day = key.flatMap({ CalendarDate($0) }) { label = grouping.label(of: day) }
    self.init(
      key: key, label: label, value: try row.decode("value"), p90: try row.decode("p90"), p95: try row.decode("p95"),
      sample: try row.decode("n"), isWithheld: try row.decode("is_withheld"))
  }
}

extension FigureGrouping {
  /// How the stretch of time that begins with a day is written: `Sat 21 Nov`, `from 16 Nov`, `Nov 2026`.
  fileprivate func label(of day: CalendarDate) -> String {
    switch self {
    case .day: "\(day.weekday.shortName) \(day.shortText)"
    case .week: "from \(day.shortText)"
    default: "\(Month.shortName(day.month)) \(day.year)"
    }
  }
}

extension FigureRow {
  init(_ row: Row) throws {
    self.init(
      booking: try row.decode("booking_id"), bookingNumber: try row.decode("booking_number"),
      time: try row.decode("local_time"), testCode: try row.decode("test_code"), value: try row.decode("value"),
      isPart: try row.decode("is_part"))
  }
}
