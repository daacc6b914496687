import LabCore
import LabStore
package import Tui
import Words

extension ReportsScreen {
  /// From this width on the details stand beside the list.
  private static let wideColumns = 130

  static var emptyTable: Table<BookingItemID> {
    var table = Table<BookingItemID>(
      columns: [
        TableColumn("", .fixed(1)),
        TableColumn(say("Time"), .fixed(13)),
        TableColumn(say("Pet"), .flex(minimum: 10, weight: 3)),
        TableColumn(say("Test"), .flex(minimum: 5, weight: 1)),
        TableColumn(say("Status"), .fixed(16)),
        TableColumn(say("Tube"), .fixed(10), priority: 1),
        TableColumn(say("Number"), .fixed(8), priority: 2),
      ], emptyText: say("Reading the work…"))
    table.showsPosition = false
    return table
  }

  static func row(_ task: LabTask, isMarked: Bool, in year: Int) -> TableRow<BookingItemID> {
    let time = task.turnaround.shortWords
    return TableRow(
      task.id,
      [
        TableCell(isMarked ? "*" : "", role: .textStrong),
        TableCell(time.isEmpty ? task.restWords(in: year) : time, role: task.turnaround.role),
        TableCell("\(task.petName) (\(task.species.storedName))"), TableCell(task.testCode),
        TableCell(task.statusWords, role: task.listRole), TableCell(task.currentTube?.number ?? ""),
        TableCell(task.bookingNumber),
      ],
      searchText: [
        task.clientName, task.testName, task.sample?.storedName ?? "", task.tube?.storedName ?? "", task.searchWords,
        task.tubes.map(\.number).joined(separator: " "),
      ].joined(separator: " "))
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    if let receiving { return receiving.draw(on: &canvas, in: area) }
    if let reading { return reading.draw(on: &canvas, in: area) }
    if let batch { return batch.draw(on: &canvas, in: area) }
    let isWide = area.columns >= Self.wideColumns
    let list = isWide ? area.left(area.columns - 64) : area
    if isWide || !isReading { drawList(on: &canvas, in: list) }
    if selected != nil, isWide || isReading {
      pane.draw(on: &canvas, in: isWide ? area.right(63) : area)
      if isReading { canvas.cursor = nil }
    }
    sheet?.draw(on: &canvas, in: area)
    if let rejecting {
      canvas.cursor = nil
      rejecting.sheet.draw(on: &canvas, in: area)
    }
  }

  private func drawList(on canvas: inout Canvas, in area: Rect) {
    if let wanted {
      let used = canvas.put(
        wanted.words, row: area.row, column: area.column + 1, width: max(17, area.columns - 36), role: .textStrong)
      if isLoaded {
        let column = max(18, used + 3)
        let count = list.tasks.count
        canvas.put(
          count == LabTaskQuery.most ? say("the latest \(count)") : count.counted("test"), row: area.row,
          column: area.column + column, width: max(0, area.columns - column - 10), role: .textDim)
      }
    } else {
      drawViews(on: &canvas, row: area.row, column: area.column + 1, width: area.columns - 11)
    }
    canvas.put(
      position, row: area.row, column: area.endColumn - 10, width: 9, role: .textDim, align: .trailing)
    table.draw(on: &canvas, in: area.droppingTop(1), isActive: !isReading && !isCovered)
  }

  /// Where the selection stands, of how many there are in the view.
  private var position: String {
    guard wanted == nil, table.filter.isEmpty, list.count(view) > list.tasks.count else { return table.position }
    return table.position.split(separator: "/").first.map { "\($0)/\(list.count(view))" } ?? table.position
  }

  /// The views with their counts, the one that is shown in brackets; where not all fit, those around it.
  private func drawViews(on canvas: inout Canvas, row: Int, column: Int, width: Int) {
    let names = WorkView.all.map { view in
      let name = "\(view.shortName) \(list.count(view))"
      return view == self.view ? "[\(name)]" : " \(name)"
    }
    let place = WorkView.all.firstIndex(of: view) ?? 0
    // The shown view comes first where the line is too short for what is before it.
    var first = 0
    while first < place, names[first...place].reduce(0, { $0 + TextWidth.columns(of: $1) }) > width { first += 1 }
    var used = 0
    for (offset, name) in names.enumerated().dropFirst(first) {
      let columns = TextWidth.columns(of: name)
      guard used + columns <= width else { break }
      canvas.put(
        isLoaded ? name : name.replacing(/[0-9]+/, with: ""), row: row, column: column + used, width: columns,
        role: offset == place ? .textStrong : .textDim)
      used += columns
    }
  }
}

extension WorkView {
  /// The word for the line of views.
  var shortName: String {
    switch self {
    case .open: say("Open")
    case .overdue: say("Overdue")
    case .stage(.receive): say("Receive")
    case .stage(.work): say("Do")
    case .stage(.verify): say("Verify")
    case .stage(.deliver): say("Deliver")
    case .stage(.recollect): say("Recollect")
    case .stage(.done): say("Done")
    }
  }
}
