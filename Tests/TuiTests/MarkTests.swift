import Testing
import Tui

@Suite("Marks of what a search has found")
struct MarkTests {
  private func marked(_ text: String, _ marks: [Range<Int>], width: Int) -> [Int] {
    var canvas = Canvas(size: Size(rows: 1, columns: 20))
    canvas.put(text, row: 0, column: 2, width: width)
    canvas.mark(marks, of: text, row: 0, column: 2, width: width, role: .tableMatch)
    return (0..<20).filter { canvas[0, $0].role == .tableMatch }
  }

  @Test("They stand where their characters do, wide ones and those with marks of their own included")
  func places() {
    #expect(marked("Priya", [0..<2, 4..<5], width: 10) == [2, 3, 6])
    #expect(marked("日本 Rao", [3..<6], width: 10) == [7, 8, 9])
    #expect(marked("Jose\u{301} M", [5..<6], width: 10) == [7])
  }

  @Test("What lies under the ellipsis or past the text is not marked")
  func cut() {
    #expect(marked("Venkataraman", [8..<12], width: 10) == [10])
    #expect(marked("Rao", [2..<9], width: 10) == [4])
    #expect(marked("Rao", [7..<9], width: 10).isEmpty)
  }

  @Test("A table marks its cells, in the selected row by a role of its own")
  func table() {
    let cell = TableCell("Priya", marks: [0..<3])
    var table = Table<Int>(columns: [TableColumn("Name", .fixed(8))], rows: [TableRow(1, [cell]), TableRow(2, [cell])])
    table.select(1)
    var canvas = Canvas(size: Size(rows: 3, columns: 20))
    table.draw(on: &canvas, in: canvas.bounds)
    #expect((2..<5).allSatisfy { canvas[1, $0].role == .selectionMatch && canvas[2, $0].role == .tableMatch })
    #expect(canvas[1, 5].role == .selection && canvas[2, 5].role == .text)
  }
}
