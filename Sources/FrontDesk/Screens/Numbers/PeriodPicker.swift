import LabCore
import Tui
import Words

/// The list of the periods that figures can be of, above the page; typing finds one, Enter takes it.
struct PeriodPicker: Sendable {
  private(set) var table: Table<FigurePeriod>

  /// Lists what somebody is told of on a day, with what is in front selected.
  init(_ scope: FigureScope, selected: FigurePeriod, on today: CalendarDate) {
    table = Table(
      columns: [TableColumn(say("Period"), .flex(minimum: 20)), TableColumn(say("Days"), .fixed(4), align: .trailing)],
      rows: Self.periods(scope, on: today).map { period in
        TableRow(period, [TableCell(period.text(on: today)), TableCell("\(period.first.days(to: period.end))")])
      })
    table.select(selected)
    if table.selection == nil { table.selectFirst() }
  }

  /// Today, this week and month, and so on back to two years ago.
  static func periods(_ scope: FigureScope, on today: CalendarDate) -> [FigurePeriod] {
    let month = FigurePeriod(.month, of: today)
    let near = [
      FigurePeriod(.day, of: today), FigurePeriod(.week, of: today), month, month.before,
      FigurePeriod(.thirtyDays, of: today), FigurePeriod(.twelveMonths, of: today),
    ]
    let far = (2...24).map { FigurePeriod(.month, of: month.first.adding(months: -$0)) }
    return (near + far).filter { $0.isTold(in: scope, on: today) }
  }

  enum Outcome {
    case open, closed
    case picked(FigurePeriod)
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch table.handle(press) {
    case .activated(let period): .picked(period)
    case .ignored where press == KeyPress(.escape): .closed
    case .ignored, .handled, .selected, .filtered: .open
    }
  }

  mutating func paste(_ text: String) { _ = table.paste(text) }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let box = area.centred(rows: min(area.rows, table.rows.count + 3), columns: min(area.columns - 2, 48))
    canvas.fill(box, role: .popup)
    canvas.box(box, title: say("Period"))
    table.draw(on: &canvas, in: box.inset(by: 1))
  }
}
