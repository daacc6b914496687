import LabCore
import LabStore
import Tui
import Words

/// What stands behind one figure, line by line; each line leads to its booking.
struct NumbersRows: Sendable {
  let query: FigureQuery
  let figure: Figure
  private(set) var rows: [FigureRow] = []
  private(set) var isLoaded = false
  private var table: Table<ID>

  /// What a line is about, so that it stays selected when others come before it.
  struct ID: Hashable, Sendable {
    var booking: String
    var test: String?
    var time: LocalDateTime
    /// Counts what is told apart by nothing else.
    var turn: Int
  }

  private var ids: [ID] {
    var seen: [ID: Int] = [:]
    return rows.map { row in
      let id = ID(booking: row.bookingNumber, test: row.testCode, time: row.time, turn: 0)
      seen[id, default: 0] += 1
      return ID(booking: id.booking, test: id.test, time: id.time, turn: seen[id, default: 1] - 1)
    }
  }

  init(_ query: FigureQuery, _ figure: Figure) {
    self.query = query
    self.figure = figure
    table = Table(
      columns: [
        TableColumn(say("Booking"), .fixed(10)), TableColumn(say("Time"), .fixed(16)),
        TableColumn(say("Test"), .flex(minimum: 6)),
        TableColumn(query.measure.unit == .share ? say("Counts") : say("Figure"), .fixed(14), align: .trailing),
      ], emptyText: say("Reading…"))
  }

  var work: NumbersWork { .readRows(query, key: figure.key) }
  var selected: FigureRow? { table.selection.flatMap { id in ids.firstIndex(of: id).map { rows[$0] } } }
  var title: String { "\(query.measure.name) · \(figure.label)" }

  mutating func handle(_ press: KeyPress) -> TableEvent<ID> { table.handle(press) }
  mutating func paste(_ text: String) { _ = table.paste(text) }

  mutating func receive(_ rows: [FigureRow], in currency: Currency) {
    self.rows = rows
    isLoaded = true
    table.emptyText = say("Nothing is behind it.")
    table.replaceRows(
      zip(ids, rows).map { id, row in
        TableRow(
          id,
          [
            TableCell(row.bookingNumber), TableCell("\(row.time.date.shortText) \(row.time.time.text)"),
            TableCell(row.testCode ?? ""), TableCell(value(row, in: currency)),
          ])
      })
    if table.selection == nil { table.selectFirst() }
  }

  mutating func fail(_ sentence: String) {
    isLoaded = true
    table.emptyText = sentence
  }

  private func value(_ row: FigureRow, in currency: Currency) -> String {
    switch query.measure.unit {
    case .share: row.isPart == true ? "yes" : "no"
    case .count, .money, .metres, .minutes: Figure(value: row.value).text(of: query.measure, in: currency)
    }
  }

  /// How many lines there are, and that there may be more behind.
  var remark: String {
    guard isLoaded else { return say("Reading…") }
    let order = query.measure.unit == .share ? say(", the exceptions first") : say(", the newest first")
    return rows.count >= Desk.mostFigureRows
      ? say("The first \(rows.count)\(order).") : "\(rows.count.counted("line"))\(order)."
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let used = canvas.put(title, row: area.row, column: area.column + 1, width: area.columns / 2, role: .textStrong)
    canvas.put(
      remark, row: area.row, column: area.column + used + 3, width: area.columns - used - 4, role: .textDim)
    table.draw(on: &canvas, in: area.droppingTop(1))
  }
}
