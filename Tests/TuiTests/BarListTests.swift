import Testing
import Tui

@Suite("Bars")
struct BarListTests {
  private static let bars = BarList([
    BarList.Bar("CBC", value: "40", amount: 40), BarList.Bar("LFT", value: "10", amount: 10),
    BarList.Bar("T4", value: "1", amount: 1), BarList.Bar("FEC", value: "0", amount: 0),
    BarList.Bar("PCR", value: "<5", amount: nil),
  ])

  private func rows(_ glyphs: GlyphSet = .unicode, rows: Int = 5, from top: Int = 0) -> [String] {
    var canvas = Canvas(size: Size(rows: rows, columns: 28), glyphs: glyphs)
    Self.bars.draw(on: &canvas, in: canvas.bounds, from: top)
    return (0..<rows).map { row in
      var text = canvas.text(row: row)
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  @Test("A quarter of the largest amount has a quarter of its bar, little has one column, none has none")
  func proportion() {
    // 28 columns, less 3 for the labels, 2 for the values and 3 between: 20 for the largest.
    #expect(
      rows() == [
        "CBC 40 " + String(repeating: "█", count: 20), "LFT 10 █████", "T4   1 █", "FEC  0", "PCR <5",
      ])
  }

  @Test("Without Unicode the bars are of number signs")
  func ascii() {
    #expect(rows(.ascii)[1] == "LFT 10 #####")
  }

  @Test("Where there are more bars than rows, marks say so, and no row stays empty at the end")
  func scrolling() {
    #expect(rows(rows: 2).map(\.last) == ["█", "↓"])
    #expect(rows(rows: 2, from: 9).map { $0.prefix(3) } == ["FEC", "PCR"])
    #expect(rows(rows: 2, from: 9)[0].last == "↑")
  }
}
