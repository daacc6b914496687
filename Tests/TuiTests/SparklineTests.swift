import Testing
import Tui

/// Amounts as bars of one line.
@Suite("Sparkline")
struct SparklineTests {
  @Test("Nothing is the lowest sign, the largest the highest, and what is little is more than nothing")
  func levels() {
    #expect(Sparkline.levels(of: [0, 1, 50, 100, nil], most: 7) == [0, 1, 4, 7, nil])
    #expect(Sparkline.levels(of: [0, 0], most: 7) == [0, 0])
    #expect(Sparkline.levels(of: [], most: 7) == [])
    #expect(Sparkline.levels(of: [-3, 4], most: 7) == [0, 7])
  }

  @Test("It is drawn with and without Unicode, the newest where there is no room for all")
  func drawing() {
    for (glyphs, expected) in [(GlyphSet.unicode, "▁▅█·"), (.ascii, "_=#.")] {
      var canvas = Canvas(size: Size(rows: 1, columns: 12), glyphs: glyphs)
      #expect(Sparkline([0, 50, 100, nil]).draw(on: &canvas, row: 0, column: 0, width: 10) == 4)
      #expect(canvas.text(row: 0).hasPrefix(expected))
    }
    var canvas = Canvas(size: Size(rows: 1, columns: 12), glyphs: .ascii)
    #expect(Sparkline([9, 9, 0, 1]).draw(on: &canvas, row: 0, column: 0, width: 2) == 2)
    #expect(canvas.text(row: 0).hasPrefix("_. "))
  }

  @Test("The selected bar is marked by a sign, and the list follows it")
  func selection() {
    let bars = (1...9).map { (number: Int) in BarList.Bar("Group \(number)", value: "\(number)", amount: number) }
    #expect(BarList.top(showing: 8, of: 9, rows: 4) == 5)
    #expect(BarList.top(showing: 0, of: 9, rows: 4) == 0)
    var canvas = Canvas(size: Size(rows: 4, columns: 30), glyphs: .ascii)
    BarList(bars).draw(on: &canvas, in: Rect(row: 0, column: 0, rows: 4, columns: 30), from: 5, selected: 8)
    #expect(canvas.text(row: 3).hasPrefix("> Group 9"))
  }
}
