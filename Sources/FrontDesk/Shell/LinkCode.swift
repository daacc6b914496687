import QRCode
import Tui
import Words

/// A link as a code that a phone can take from the screen, with the same link as text beside it.
struct LinkCode: Sendable {
  var title: String
  /// What phone, text and code all have.
  let link: String
  /// What else can be done here, a sentence for each.
  var remarks: [String]
  /// The codes of the link, the sturdiest first, and those of a shorter one for where they have no room.
  private let grids: [ModuleGrid]
  private let shorterGrids: [ModuleGrid]
  private let shorter: String?
  /// What the shorter link leaves out, said in place of the first remark.
  private let shortfall: String

  init(_ title: String, link: String, remarks: [String] = [], shorter: String? = nil, shortfall: String = "") {
    self.title = title
    self.link = link
    self.remarks = remarks
    self.shorter = shorter
    self.shortfall = shortfall
    grids = Self.grids(of: link)
    shorterGrids = shorter.map(Self.grids) ?? []
  }

  private static func grids(of link: String) -> [ModuleGrid] {
    [QRCode.Correction.medium, .low].compactMap { correction in
      (try? QRCode(link, correction: correction)).map { code in ModuleGrid(size: code.size, isDark: code.isDark) }
    }
  }

  /// The columns that the text beside a code takes at least.
  private static let fewestColumns = 18
  /// The modules of a quiet zone: as the standard has it, and the fewest that phones accept.
  private static let quietZones = [4, 2]

  /// A code with its quiet zone, and where the text stands.
  private struct Layout {
    var grid: ModuleGrid
    var quietZone: Int
    var size: Size
  }

  private func layouts(_ grids: [ModuleGrid], _ glyphs: GlyphSet) -> [Layout] {
    Self.quietZones.flatMap { zone in
      grids.map { Layout(grid: $0, quietZone: zone, size: $0.cells(quietZone: zone, glyphs: glyphs)) }
    }
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .text)
    let all = layouts(grids, canvas.glyphs)
    let fits = { (layout: Layout) in
      layout.size.rows <= area.rows && layout.size.columns + Self.fewestColumns + 2 <= area.columns
    }
    let whole = all.first(where: fits)
    guard let layout = whole ?? layouts(shorterGrids, canvas.glyphs).first(where: fits) else {
      write(lines(enlarging: all.last?.size, in: area, on: canvas), on: &canvas, in: area.inset(rows: 0, columns: 1))
      return
    }
    layout.grid.draw(on: &canvas, in: area, quietZone: layout.quietZone)
    var lines = [(title, Role.textStrong)]
    if whole == nil, let shorter {
      lines += [(shorter, .text), (shortfall, .messageWarning)] + remarks.dropFirst().map { ($0, .textDim) }
    } else {
      lines += [(link, .text)] + remarks.map { ($0, .textDim) }
    }
    if layout.quietZone < 4 {
      lines.append((say("There is little room around the code here; a larger window helps the phone."), .textDim))
    }
    write(lines, on: &canvas, in: area.droppingLeft(layout.size.columns + 2))
  }

  /// The link alone, with the size of window that has room for its code.
  private func lines(enlarging code: Size?, in area: Rect, on canvas: Canvas) -> [(String, Role)] {
    var lines = [(title, Role.textStrong), (link, Role.text)]
    if let code {
      let rows = canvas.size.rows + max(0, code.rows - area.rows)
      let columns = canvas.size.columns + max(0, code.columns + Self.fewestColumns + 2 - area.columns)
      lines.append((say("Enlarge the window to \(columns)×\(rows) to see its code."), .messageWarning))
    } else {
      lines.append((say("It is too long for a code."), .messageWarning))
    }
    return lines + remarks.map { ($0, .textDim) }
  }

  private func write(_ lines: [(String, Role)], on canvas: inout Canvas, in area: Rect) {
    var row = area.row
    for (text, role) in lines {
      for part in TextWidth.wrap(text, width: area.columns) where row < area.endRow {
        canvas.put(part, row: row, column: area.column, width: area.columns, role: role)
        row += 1
      }
      row += 1
    }
  }
}
