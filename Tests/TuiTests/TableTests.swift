import Testing

@testable import Tui

func bookingRows(_ numbers: some Sequence<Int>) -> [TableRow<Int>] {
  let names = ["Bruno", "Misty", "Zoë", "Simba", "Coco"]
  return numbers.map { number in
    TableRow(
      number,
      ["B-\(number)", TableCell(names[number % 5]), TableCell("pending", role: .statusPending), "₹\(number * 10)"])
  }
}

func bookingTable(_ numbers: some Sequence<Int>, pageRows: Int = 5) -> Table<Int> {
  Table(
    columns: [
      TableColumn("Number", .fixed(8)), TableColumn("Pet", .flex(minimum: 8)),
      TableColumn("Status", .between(7, 12), priority: 1),
      TableColumn("Total", .fixed(8), align: .trailing, priority: 2),
    ], rows: bookingRows(numbers), pageRows: pageRows)
}

@Suite("Table")
struct TableTests {
  private func type(_ text: String, into table: inout Table<Int>) {
    for press in presses(text) { _ = table.handle(press) }
  }

  @Test(
    "Keys move the selection",
    arguments: [
      ("<Down>", 101), ("<Down><Up>", 100), ("<Up>", 100), ("<End>", 119), ("<PgDn>", 104), ("<PgDn><PgDn><PgUp>", 104),
      ("<End><Home>", 100), ("<Down><Down><End><PgUp>", 115),
    ])
  func moving(_ typed: String, _ expected: Int) {
    var table = bookingTable(100..<120)
    type(typed, into: &table)
    #expect(table.selection == expected)
    #expect(table.handle(KeyPress(.enter)) == .activated(expected))
  }

  @Test("The selection stays with its record when rows come and go before it")
  func refresh() {
    var table = bookingTable(100..<120)
    type("<Down><Down><Down>", into: &table)
    #expect(table.replaceRows(bookingRows(90..<130)) == nil)
    #expect(table.selection == 103)
    #expect(table.position == "14/40")
    #expect(table.replaceRows(bookingRows([103, 7])) == nil)
    #expect(table.selection == 103)
  }

  @Test("A selected record that is gone is told, and no neighbour is selected in its stead")
  func vanished() {
    var table = bookingTable(100..<110)
    type("<Down><Down>", into: &table)
    #expect(table.replaceRows(bookingRows((100..<110).filter { $0 != 102 })) == 102)
    #expect(table.selection == nil)
    #expect(table.handle(KeyPress(.enter)) == .ignored)
    #expect(table.handle(KeyPress(.down)) == .selected(103))
  }

  @Test("Typing filters by every word, and Esc shows all rows again with the selection kept")
  func filtering() {
    var table = bookingTable(100..<120)
    type("zoe", into: &table)
    #expect(table.visibleRows.map(\.id) == [102, 107, 112, 117])
    #expect(table.selection == 102)
    type(" b-11", into: &table)
    #expect(table.visibleRows.map(\.id) == [112, 117])
    #expect(table.handle(KeyPress(.escape)) == .filtered)
    #expect(table.visibleCount == 20 && table.selection == 112)
    #expect(table.handle(KeyPress(.escape)) == .ignored)
  }

  @Test("A selected record that the filter hides is not reported as gone")
  func hiddenByFilter() {
    var table = bookingTable(100..<105)
    type("bruno", into: &table)
    #expect(table.selection == 100)
    var rows = bookingRows(100..<105)
    rows[0].cells[1] = "Rex"
    #expect(table.replaceRows(rows) == nil)
    #expect(table.selection == nil)
  }

  @Test("A space begins no filter, and a table without filters leaves typing alone")
  func noFilter() {
    var table = bookingTable(100..<105)
    #expect(table.handle(.character(" ")) == .ignored)
    table.filters = false
    #expect(table.handle(.character("z")) == .ignored)
  }

  @Test(
    "Columns give way by priority and share what is left",
    arguments: [(80, [8, 46, 12, 8]), (37, [8, 8, 7, 8]), (36, [8, 12, 12]), (26, [8, 16]), (10, [8, 8])])
  func columns(_ room: Int, _ expected: [Int]) {
    let layout = TableColumn.layout(bookingTable(0..<1).columns, room: room)
    #expect(layout.map(\.width) == expected)
  }

  @Test("Only the rows in sight are drawn, with a marker on the selected one")
  func drawing() {
    var table = bookingTable(100..<120)
    type("<End>", into: &table)
    var canvas = Canvas(size: Size(rows: 6, columns: 50))
    table.draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.text(row: 0).contains("20/20") && canvas.text(row: 0).contains("Total"))
    #expect(canvas.text(row: 5).hasPrefix("▸ B-119"))
    #expect(canvas[5, 10].role == .selection)
    #expect(canvas.text(row: 1).hasPrefix("  B-115"))
  }

  @Test("Keys and refreshes in any order keep the selection in sight", arguments: 0..<20)
  func random(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    var table = bookingTable(0..<30)
    let names = ["Up", "Down", "PgUp", "PgDn", "Home", "End", "Backspace", "Esc"]
    var canvas = Canvas(size: Size(rows: 8, columns: 40))
    for _ in 0..<200 {
      switch random.below(5) {
      case 0: table.replaceRows(bookingRows((0..<60).filter { _ in random.below(2) == 0 }))
      case 1: _ = table.handle(.character(["b", "1", "z", " "][random.below(4)]))
      default: if let chord = Chord(names[random.below(names.count)]) { _ = table.handle(KeyPress(chord.key)) }
      }
      canvas.clear()
      table.draw(on: &canvas, in: canvas.bounds)
      guard table.selection != nil else { continue }
      #expect((0..<8).contains { canvas.text(row: $0).hasPrefix("▸") }, "seed \(seed)")
      #expect(table.visibleRows.contains { $0.id == table.selection })
    }
  }
}
