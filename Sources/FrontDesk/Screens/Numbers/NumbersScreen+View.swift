import LabCore
import LabStore
package import Tui
import Words

extension NumbersScreen {
  /// From this width on the definition stands below the figure, and the sections beside the measures.
  private static let wideColumns = 100
  /// What stands in place of a figure that the database withholds.
  static let withheld = "<5"
  static var coarse: String {
    say(
      "Counts and minutes are told to the nearest five. “<5” stands where fewer than five bookings are meant, or where the "
        + "figure would give such a small group away.")
  }
  static var onlyWholeMonths: String { say("Without a view of clients figures are of whole months that are over.") }

  static func table(of scope: FigureScope?) -> Table<Measure> {
    Table(
      columns: [TableColumn(say("Figure"), .flex(minimum: 17)), TableColumn(say("About"), .fixed(10), priority: 1)],
      rows: (scope.map { Measure.all(in: $0) } ?? []).map { measure in
        TableRow(measure, [TableCell(measure.name), TableCell(measure.section.rawValue, role: .textDim)])
      }, emptyText: say("No figures are for you."))
  }

  // MARK: Drawing

  package func draw(on canvas: inout Canvas, in area: Rect) {
    if let behind {
      behind.draw(on: &canvas, in: area)
    } else {
      drawPage(on: &canvas, in: area)
    }
    picker?.draw(on: &canvas, in: area)
  }

  private func drawPage(on canvas: inout Canvas, in area: Rect) {
    let isWide = area.columns >= Self.wideColumns
    let left = area.left(isWide ? 34 : min(22, area.columns * 2 / 5))
    measures.draw(on: &canvas, in: left, isActive: picker == nil && focus == .measures)
    for row in area.row..<area.endRow {
      canvas.put(canvas.glyphs.vertical, row: row, column: left.endColumn, role: .box)
    }
    drawFigures(on: &canvas, in: area.droppingLeft(left.columns + 2).droppingRight(1), isWide: isWide)
  }

  private func drawFigures(on canvas: inout Canvas, in area: Rect, isWide: Bool) {
    var rest = area
    drawLine(periodText, readText, on: &canvas, in: rest)
    rest = rest.droppingTop(1)
    guard let query else { return }
    guard let reading = current else {
      for (place, line) in TextWidth.wrap(problem ?? say("Reading the figures…"), width: rest.columns).enumerated() {
        canvas.put(line, row: rest.row + 1 + place, column: rest.column, width: rest.columns, role: .textDim)
      }
      return
    }
    if area.rows > 16 { rest = rest.droppingTop(1) }
    let used = canvas.put(
      query.measure.name + "  ", row: rest.row, column: rest.column, width: rest.columns, role: .textStrong)
    canvas.put(
      headline(reading), row: rest.row, column: rest.column + used, width: rest.columns - used, role: .priceTotal)
    rest = rest.droppingTop(1)
    for line in details(reading) {
      for part in TextWidth.wrap(line, width: rest.columns) {
        canvas.put(part, row: rest.row, column: rest.column, width: rest.columns, role: .textDim)
        rest = rest.droppingTop(1)
      }
    }
    drawTrend(reading, on: &canvas, in: rest)
    rest = rest.droppingTop(1)
    if isWide {
      for line in TextWidth.wrap(query.measure.definition, width: rest.columns).prefix(3) {
        canvas.put(line, row: rest.row, column: rest.column, width: rest.columns, role: .text)
        rest = rest.droppingTop(1)
      }
    }
    if area.rows > 16 { rest = rest.droppingTop(1) }
    drawGroups(reading, on: &canvas, in: rest)
    // On a narrow screen the definition stands where the groups leave room for it.
    let lines = isWide ? [] : TextWidth.wrap(query.measure.definition, width: rest.columns)
    let taken = reading.table.groups.count + (hasWithheld(reading) ? 3 : 2)
    guard rest.rows - taken >= lines.count else { return }
    for (place, line) in lines.enumerated() {
      canvas.put(
        line, row: rest.endRow - lines.count - (hasWithheld(reading) ? 1 : 0) + place, column: rest.column,
        width: rest.columns, role: .textDim)
    }
  }

  private func hasWithheld(_ reading: NumbersReading) -> Bool {
    reading.table.groups.contains(where: \.isWithheld) || reading.table.total.isWithheld
  }

  /// Two texts of one line, the second at its end where there is room for it.
  private func drawLine(_ first: String, _ second: String, on canvas: inout Canvas, in area: Rect) {
    let used = canvas.put(first, row: area.row, column: area.column, width: area.columns, role: .textStrong)
    let room = area.columns - used - 2
    if TextWidth.columns(of: second) <= room {
      canvas.put(second, row: area.row, column: area.endColumn - room, width: room, role: .textDim, align: .trailing)
    }
  }

  private func drawTrend(_ reading: NumbersReading, on canvas: inout Canvas, in area: Rect) {
    func words(_ shown: ArraySlice<Figure>) -> String { "  \(shown.first?.label ?? "") – \(shown.last?.label ?? "")" }
    let room = area.columns - min(TextWidth.columns(of: words(reading.trend[...])), area.columns / 2)
    // What has no room is left out at the beginning, and the words say so.
    let shown = reading.trend.suffix(max(1, room))
    guard !shown.isEmpty else { return }
    let used = Sparkline(shown.map { $0.amount(of: reading.query.measure) })
      .draw(on: &canvas, row: area.row, column: area.column, width: room)
    canvas.put(words(shown), row: area.row, column: area.column + used, width: area.columns - used, role: .textDim)
  }

  private func drawGroups(_ reading: NumbersReading, on canvas: inout Canvas, in area: Rect) {
    var body = area
    canvas.fill(body.top(1), role: .tableHeader)
    canvas.put(
      groupingText(width: body.columns), row: body.row, column: body.column, width: body.columns, role: .tableHeader)
    body = body.droppingTop(1)
    if hasWithheld(reading) {
      canvas.put(
        say("\(Self.withheld)  fewer than five, or it would tell of so few"), row: area.endRow - 1, column: area.column,
        width: area.columns, role: .textDim)
      body = body.droppingBottom(1)
    }
    let bars = reading.table.groups.map { bar($0, of: reading.query.measure) }
    guard !bars.isEmpty else {
      canvas.put(
        say("Nothing in this period."), row: body.row, column: body.column, width: body.columns, role: .textDim)
      return
    }
    BarList(bars).draw(
      on: &canvas, in: body, from: BarList.top(showing: group, of: bars.count, rows: body.rows),
      selected: focus == .groups ? group : -1)
  }

  // MARK: Words

  private var periodText: String { period.text(on: now.date) }

  private var readText: String {
    let whose = scope == .own ? say("your own work") : profile.organizationName
    return readAt.map { say("\(whose), read at \($0.time.text)") } ?? whose
  }

  /// All the ways to break the measure down, the present one in brackets.
  /// The groupings with the chosen one in brackets, which is always in sight.
  private func groupingText(width: Int) -> String {
    var names = groupings.map { $0 == grouping ? "[\($0.name)]" : $0.rawValue }
    var place = groupings.firstIndex { $0 == grouping } ?? 0
    while place > 0, TextWidth.columns(of: names[...place].joined(separator: " ")) > width {
      names.removeFirst()
      place -= 1
    }
    return names.joined(separator: " ")
  }

  private func headline(_ reading: NumbersReading) -> String {
    text(reading.table.total, of: reading.query.measure)
  }

  /// What the figure is of, and how it differs from the period before.
  private func details(_ reading: NumbersReading) -> [String] {
    let (total, measure) = (reading.table.total, reading.query.measure)
    var lines: [String] = []
    switch measure.unit {
    case .share:
      if let value = total.value, let sample = total.sample { lines.append(say("\(value) of \(sample)")) }
    case .minutes:
      if let p90 = total.p90, let p95 = total.p95, let sample = total.sample {
        lines.append(
          say("median of \(sample); 90 % within \(Figure.time(p90)), 95 % within \(Figure.time(p95))"))
      }
    case .count, .money, .metres: break
    }
    let before = period.before.text
    if let change = total.change(from: reading.before, of: measure, in: profile.currency) {
      lines.append(
        change == say("as before")
          ? say("as in \(before)") : "\(change), \(before): \(text(reading.before, of: measure))")
    } else {
      lines.append("\(before): \(text(reading.before, of: measure))")
    }
    return lines
  }

  func text(_ figure: Figure, of measure: Measure) -> String {
    figure.isWithheld ? Self.withheld : figure.text(of: measure, in: profile.currency)
  }

  private func bar(_ figure: Figure, of measure: Measure) -> BarList.Bar {
    var value = text(figure, of: measure)
    if measure.unit == .share, !figure.isWithheld, let part = figure.value, let sample = figure.sample {
      value += "  \(part)/\(sample)"
    }
    return BarList.Bar(figure.label, value: value, amount: figure.amount(of: measure))
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    if picker != nil { return .hidden }
    if behind != nil {
      switch action {
      case EverywhereActions.refresh.id: return .on
      case NumbersActions.booking.id: return behind?.selected == nil ? .hidden : .on
      default: return .hidden
      }
    }
    switch action {
    case EverywhereActions.refresh.id, NumbersActions.period.id: return scope == nil ? .hidden : .on
    case NumbersActions.previous.id: return allows(period.before)
    case NumbersActions.next.id: return allows(period.after)
    case NumbersActions.definition.id: return measure == nil ? .hidden : .on
    case NumbersActions.rows.id, NumbersActions.export.id: return current == nil ? .hidden : .on
    default: return .hidden
    }
  }

  private func allows(_ period: FigurePeriod) -> Availability {
    guard let scope else { return .hidden }
    return period.isTold(in: scope, on: now.date) ? .on : .off(reason: Self.onlyWholeMonths)
  }

  package var help: FieldHelp? {
    guard let measure else { return nil }
    return FieldHelp(title: measure.name, text: measure.definition + (scope == .analyst ? " " + Self.coarse : ""))
  }

  package var standingMessage: Message? {
    if picker != nil { return .info(say("Typing finds a period; Enter takes it; Esc leaves it.")) }
    if behind != nil { return .info(say("Enter opens the booking; Esc goes back to the figures.")) }
    return .info(
      focus == .measures
        ? say("Up, Down or typing choose a figure, Left and Right break it down.")
        : profile.permissions.allow(.bookingsRead)
          ? say("Enter lists what is behind the group; Esc goes back to the figures.")
          : say("Left and Right break it down otherwise; Esc goes back to the figures."))
  }
}
