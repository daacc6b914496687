import LabCore
import LabStore
import Words

/// The table in sight as a file for a spreadsheet: the same lines, from the same answer of the database.
struct NumbersExport {
  /// Writes the total and the groups; a figure that is withheld is an empty cell with a note.
  static func text(_ reading: NumbersReading, in currency: Currency) -> String {
    let query = reading.query
    let measure = query.measure
    var csv = CSVText(
      ["measure", "first day", "last day", "by", "group", "figure", "unit"]
        + (measure.unit == .minutes ? ["90 % within", "95 % within"] : []) + ["of", "note"])
    for figure in [reading.table.total] + reading.table.groups {
      csv.append(
        [
          measure.name, "\(query.period.first)", "\(query.period.last)", query.grouping.rawValue,
          query.grouping.isTime ? figure.key ?? figure.label : figure.label, cell(figure, of: measure, in: currency),
          unit(measure, in: currency),
        ] + (measure.unit == .minutes ? [number(figure.p90), number(figure.p95)] : [])
          + [number(figure.sample), note(figure, in: query.scope)])
    }
    return csv.text
  }

  static func fileName(_ query: NumbersQuery) -> String {
    let measure = query.measure.name.lowercased().replacing(" ", with: "-")
    return "labrador-\(measure)-by-\(query.grouping.rawValue)-\(query.period.first)-\(query.period.last).csv"
  }

  private static func cell(_ figure: Figure, of measure: Measure, in currency: Currency) -> String {
    switch measure.unit {
    case .money: figure.value.map { Money(minorUnits: Int64($0)).plainText(in: currency) } ?? ""
    case .metres: figure.value.map { Distance(metres: $0).kilometreText } ?? ""
    case .count, .share, .minutes: number(figure.value)
    }
  }

  private static func unit(_ measure: Measure, in currency: Currency) -> String {
    switch measure.unit {
    case .count: "count"
    case .money: currency.code
    case .metres: "km"
    case .share: say("of those counted")
    case .minutes: say("median minutes")
    }
  }

  private static func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }

  private static func note(_ figure: Figure, in scope: FigureScope) -> String {
    if figure.isWithheld { return say("withheld: fewer than five bookings, or it would tell of so few") }
    return scope == .analyst ? say("to the nearest five, money aside") : ""
  }
}
