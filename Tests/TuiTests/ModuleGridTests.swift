import Testing
import Tui

@Suite("Modules")
struct ModuleGridTests {
  private static let picture = ["#.#", ".##", "#.."]
  private var grid: ModuleGrid {
    let picture = Self.picture.map(Array.init)
    return ModuleGrid(size: 3) { row, column in picture[row][column] == "#" }
  }

  private func rows(_ grid: ModuleGrid, quietZone: Int, _ glyphs: GlyphSet) -> [String] {
    let size = grid.cells(quietZone: quietZone, glyphs: glyphs)
    var canvas = Canvas(size: size, glyphs: glyphs)
    grid.draw(on: &canvas, in: canvas.bounds, quietZone: quietZone)
    return (0..<size.rows).map { canvas.text(row: $0) }
  }

  @Test("Two modules share a cell as half blocks")
  func blocks() {
    #expect(rows(grid, quietZone: 0, .unicode) == ["▀▄█", "▀  "])
    #expect(rows(grid, quietZone: 1, .unicode) == [" ▄ ▄ ", " ▄▀▀ ", "     "])
  }

  @Test("Where the locale shows ASCII alone, a module is two cells wide")
  func ascii() {
    #expect(rows(grid, quietZone: 0, .ascii) == ["##  ##", "  ####", "##    "])
    #expect(grid.cells(quietZone: 4, glyphs: .ascii) == Size(rows: 11, columns: 22))
  }

  @Test("Paper and ink have roles of their own, whatever the theme", arguments: Theme.embeddedNames)
  func roles(_ name: String) throws {
    var canvas = Canvas(size: Size(rows: 3, columns: 6), glyphs: .ascii)
    grid.draw(on: &canvas, in: canvas.bounds, quietZone: 0)
    #expect(canvas[0, 0].role == .codeInk && canvas[0, 2].role == .code)
    let paper = try #require(Theme.embedded(name)).paint(for: .code, depth: .trueColor)
    let isWhite = paper.background == .rgb(255, 255, 255) && paper.foreground == .rgb(0, 0, 0)
    #expect(isWhite || paper.attributes.contains(.reverse))
  }
}
