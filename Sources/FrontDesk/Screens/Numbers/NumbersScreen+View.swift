import LabCore
import LabStore
package import Tui

extension NumbersScreen {
  /// From this width on what is compared by bars stands side by side.
  private static let wideColumns = 76
  /// What stands in place of a figure that the database withholds.
  static let withheld = "<5"

  /// Amounts that are compared by bars, under a heading.
  struct Section {
    var title: String
    var bars: [BarList.Bar]
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let area = area.inset(rows: 0, columns: 1)
    let title = canvas.put(monthText, row: area.row, column: area.column, role: .textStrong)
    canvas.put(
      figures == nil ? "Reading the figures…" : scopeText, row: area.row, column: area.column + title + 2,
      width: area.columns - title - 2, role: .textDim)
    let lines = figureLines
    drawFigures(lines, on: &canvas, in: area.droppingTop(2))
    var rest = area.droppingTop(3 + (lines.count + 1) / 2)
    if hasWithheld {
      canvas.put(
        "\(Self.withheld)  fewer than five, or it would tell of so few", row: area.endRow - 1,
        column: area.column, width: area.columns, role: .textDim)
      rest = rest.droppingBottom(2)
    }
    drawSections(on: &canvas, in: rest)
  }

  /// Two columns of labels with their figures.
  private func drawFigures(_ lines: [(label: String, value: String)], on canvas: inout Canvas, in area: Rect) {
    let rows = (lines.count + 1) / 2
    let width = min(38, (area.columns - 2) / 2)
    for (place, line) in lines.enumerated() {
      let row = area.row + place % rows
      let column = area.column + place / rows * (width + 2)
      canvas.put(line.label, row: row, column: column, width: 15, role: .fieldLabel)
      canvas.put(
        line.value, row: row, column: column + 15, width: width - 15, role: .textStrong, align: .trailing)
    }
  }

  private func drawSections(on canvas: inout Canvas, in area: Rect) {
    let sections = sections
    guard !sections.isEmpty else { return }
    let isWide = area.columns >= Self.wideColumns
    var rest = area
    for (place, section) in sections.enumerated() {
      let left = sections.count - place
      let part = isWide ? rest.left((rest.columns - 2 * (left - 1)) / left) : rest.top((rest.rows - left + 1) / left)
      canvas.put(section.title, row: part.row, column: part.column, width: part.columns, role: .tableHeader)
      BarList(section.bars).draw(on: &canvas, in: part.droppingTop(1), from: top)
      rest = isWide ? rest.droppingLeft(part.columns + 2) : rest.droppingTop(part.rows + 1)
    }
  }

  // MARK: Words

  private var monthText: String { "\(Month.names[month.month - 1]) \(month.year)" }

  private var scopeText: String {
    let whose: String
    if case .own? = figures { whose = "your own visits" } else { whose = profile.organizationName }
    switch month {
    case now.date.firstOfMonth: return "\(whose), with what is still booked"
    default: return whose
    }
  }

  private var figureLines: [(label: String, value: String)] {
    switch figures {
    case .clinic(let numbers):
      [
        ("Bookings", text(numbers.bookings)), ("Cancelled", text(numbers.cancelled)),
        ("Nobody there", text(numbers.nobodyThere)), ("Visit failed", text(numbers.failedVisits)),
        ("Revenue", text(numbers.revenue)), ("Discounts", text(numbers.discounts)),
      ]
    case .own(let numbers):
      [
        ("Visits", String(numbers.visits.visits)), ("Collected", String(numbers.visits.collected)),
        ("Tests collected", String(numbers.tests)), ("Nobody there", String(numbers.visits.nobodyThere)),
        ("Visit failed", String(numbers.visits.failed)), ("Way", numbers.visits.distance.text),
      ]
    case nil: []
    }
  }

  private func text(_ count: Int?) -> String { count.map(String.init) ?? Self.withheld }

  private func text(_ amount: Money?) -> String { amount?.formatted(in: profile.currency) ?? Self.withheld }

  private var hasWithheld: Bool {
    guard case .clinic(let numbers)? = figures else { return false }
    return [numbers.bookings, numbers.cancelled, numbers.nobodyThere, numbers.failedVisits].contains(nil)
      || numbers.revenue == nil || numbers.discounts == nil
      || (numbers.tests + numbers.species).contains { $0.count == nil }
  }

  /// What is compared by bars.
  var sections: [Section] {
    switch figures {
    case .clinic(let numbers):
      let sections = [
        Section(title: "Tests", bars: numbers.tests.map(bar)),
        Section(title: "Bookings by species", bars: numbers.species.map(bar)),
      ]
      return sections.filter { !$0.bars.isEmpty }
    case .own(let numbers):
      let visits = numbers.visits
      let open = visits.visits - visits.collected - visits.nobodyThere - visits.failed
      let counts = [
        ("Collected", visits.collected), ("Still open", open), ("Nobody there", visits.nobodyThere),
        ("Visit failed", visits.failed), ("Cancelled", numbers.cancelled),
      ]
      return [Section(title: "Visits", bars: counts.map { BarList.Bar($0, value: String($1), amount: $1) })]
    case nil: return []
    }
  }

  private func bar(_ count: ClinicNumbers.Count) -> BarList.Bar {
    BarList.Bar(count.name, value: text(count.count), amount: count.count)
  }
}
