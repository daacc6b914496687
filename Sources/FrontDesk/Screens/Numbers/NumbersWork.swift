package import LabCore
package import LabStore

/// What the page of the figures asks of the desk.
package enum NumbersWork: Sendable, Equatable {
  case read(NumbersQuery)
  /// What stands behind a group, or behind everything where there is no key.
  case readRows(FigureQuery, key: String?)
  /// Writes a finished table into a file.
  case export(text: String, name: String)
}

/// What is in front: a measure of a period, broken down, as far as somebody is told of it.
package struct NumbersQuery: Hashable, Sendable {
  package var scope: FigureScope
  package var measure: Measure
  package var grouping: FigureGrouping
  package var period: FigurePeriod
}

/// The figures of one moment: the groups, the total of the period before, and the line that leads up to now.
package struct NumbersReading: Hashable, Sendable {
  package var query: NumbersQuery
  package var table: FigureTable
  package var before: Figure
  package var trend: [Figure]
}

/// What it came to, with what was asked.
package enum NumbersAnswer: Sendable {
  case figures(NumbersReading)
  case rows(FigureQuery, key: String?, [FigureRow])
  case exported(path: String, lines: Int)
}

extension NumbersWork {
  func perform(on desk: Desk, writeFile: Workroom.FileWriter) async throws -> NumbersAnswer {
    switch self {
    case .read(let query):
      let trend = query.period.trend(of: query.measure, in: query.scope)
      let tables = try await desk.figures(
        [
          FigureQuery(query.measure, by: query.grouping, of: query.period),
          // Of several months an analyst is told month by month alone.
          FigureQuery(query.measure, by: query.scope == .analyst ? .month : nil, of: query.period.before),
          FigureQuery(query.measure, by: trend.grouping, from: trend.first, until: trend.end),
        ], in: query.scope)
      return .figures(
        NumbersReading(query: query, table: tables[0], before: tables[1].total, trend: tables[2].groups))
    case .readRows(let query, let key): return .rows(query, key: key, try await desk.rows(of: query, key: key))
    case .export(let text, let name):
      // The first line holds the names of the columns.
      let lines = text.utf8.reduce(-1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
      return .exported(path: try writeFile(name, Array(text.utf8)), lines: lines)
    }
  }
}
