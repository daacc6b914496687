import Testing
import Tui

@Suite("Dots")
struct DotGridTests {
  private func rows(_ grid: DotGrid, _ glyphs: GlyphSet = .unicode) -> [String] {
    var canvas = Canvas(size: grid.size, glyphs: glyphs)
    grid.draw(on: &canvas, in: canvas.bounds)
    return (0..<grid.size.rows).map { canvas.text(row: $0) }
  }

  @Test("Each of the eight dots of a cell has its bit")
  func bits() {
    var grid = DotGrid(size: Size(rows: 1, columns: 8))
    for dot in 0..<8 { grid.set(x: dot * 2 + dot / 4, y: dot % 4) }
    // Down the left column of a cell, then down the right one.
    #expect(rows(grid) == ["⠁⠂⠄⡀⠈⠐⠠⢀"])
    #expect(rows(grid, .ascii) == ["........"])
  }

  @Test("A line joins its ends; what lies outside is left out")
  func lines() {
    var slope = DotGrid(size: Size(rows: 1, columns: 4))
    slope.line(from: (0, 0), to: (7, 3))
    #expect(rows(slope) == ["⠉⠒⠤⣀"])
    var level = DotGrid(size: Size(rows: 1, columns: 3))
    level.line(from: (-4, 3), to: (9, 3))
    #expect(rows(level) == ["⣀⣀⣀"])
  }
}
