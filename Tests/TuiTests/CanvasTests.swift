import Testing

@testable import Tui

@Suite("Canvas")
struct CanvasTests {
  private func canvas(_ rows: Int = 1, _ columns: Int = 10, _ glyphs: GlyphSet = .unicode) -> Canvas {
    Canvas(size: Size(rows: rows, columns: columns), glyphs: glyphs)
  }

  @Test("A cell is eight bytes")
  func cellSize() {
    #expect(MemoryLayout<Cell>.stride == 8)
  }

  @Test("Text is clipped with an ellipsis at its width and at the edge")
  func clipping() {
    var canvas = canvas()
    #expect(canvas.put("Labrador", row: 0, column: 0, width: 5) == 5)
    #expect(canvas.text(row: 0) == "Labr…     ")
    canvas.clear()
    #expect(canvas.put("Labrador", row: 0, column: 6) == 4)
    #expect(canvas.text(row: 0) == "      Lab…")
    canvas.clear()
    #expect(canvas.put("作者作者", row: 0, column: 0, width: 6) == 5)
    #expect(canvas.text(row: 0) == "作者…     ")
  }

  @Test(
    "Text stands where its alignment says",
    arguments: [(Alignment.leading, "abc       "), (.centre, "   abc    "), (.trailing, "       abc")])
  func alignment(_ alignment: Alignment, _ expected: String) {
    var canvas = canvas()
    canvas.put("abc", row: 0, column: 0, width: 10, align: alignment)
    #expect(canvas.text(row: 0) == expected)
  }

  @Test(
    "Dangerous characters become a replacement",
    arguments: [
      ("a\u{1B}[31mb", "a�[31mb"), ("a\u{7F}b", "a�b"), ("a\u{9B}b", "a�b"), ("a\u{202E}b", "a�b"),
      ("a\u{2066}b", "a�b"),
      ("a\u{200B}b", "a�b"), ("a\u{FEFF}b", "a�b"), ("\u{301}a", "�a"), ("a\u{200D}b", "a�b"), ("a\u{2028}b", "a�b"),
      ("a\tb\nc", "a�b�c"), ("\u{FFFF}", "�"), ("a\r\nb", "a��b"), ("\u{AD}", "�"),
    ])
  func sanitising(_ text: String, _ expected: String) {
    var canvas = canvas()
    canvas.put(text, row: 0, column: 0)
    #expect(canvas.text(row: 0) == expected.padded(to: 10))
  }

  @Test("A heap of combining marks takes one cell and few scalars")
  func combiningMarks() {
    var canvas = canvas()
    canvas.put("a" + String(repeating: "\u{301}", count: 10_000) + "b", row: 0, column: 0)
    #expect(canvas.cluster(for: canvas[0, 0]).unicodeScalars.count == 1 + Glyph.mostMarks)
    #expect(canvas.cluster(for: canvas[0, 1]) == "b")
    canvas.clear()
    canvas.put(String(repeating: "\u{301}", count: 10_000) + "b", row: 0, column: 0)
    #expect(canvas.text(row: 0) == "�b        ")
  }

  @Test("Joiners stay where scripts need them")
  func joiners() {
    var canvas = canvas()
    canvas.put("क्\u{200D}ष", row: 0, column: 0)
    #expect(canvas.cluster(for: canvas[0, 0]) == "क्\u{200D}")
    #expect(canvas.cluster(for: canvas[0, 1]) == "ष")
  }

  @Test("Writing over half of a wide character blanks the other half")
  func wideHalves() {
    var canvas = canvas()
    canvas.put("作者", row: 0, column: 0)
    canvas.put("x", row: 0, column: 1)
    #expect(canvas.text(row: 0) == " x者      ")
    canvas.put("y", row: 0, column: 2)
    #expect(canvas.text(row: 0) == " xy       ")
    canvas.put("作", row: 0, column: 9)
    #expect(canvas[0, 9].width == 1)
  }

  @Test("An ASCII canvas holds ASCII alone")
  func asciiGlyphs() {
    var canvas = canvas(3, 12, .ascii)
    canvas.box(canvas.bounds, title: "Zoë")
    canvas.put("作者 and more text", row: 1, column: 1, width: 9)
    for row in 0..<3 {
      let isASCII = canvas.text(row: row).allSatisfy { $0.isASCII }
      #expect(isASCII)
    }
    #expect(canvas.text(row: 1) == "|???? and~ |")
  }

  @Test("Rows are compared by what they show, not by how clusters are numbered")
  func rowEquality() {
    var one = canvas(2)
    var other = canvas(2)
    one.put("e\u{301}", row: 0, column: 0)
    one.put("a\u{301}", row: 1, column: 0)
    other.put("a\u{301}", row: 1, column: 0)
    other.put("e\u{301}", row: 0, column: 0)
    #expect(one.changedColumns(row: 0, since: other) == nil)
    #expect(one.changedColumns(row: 1, since: other) == nil)
    other.restyle(Rect(row: 1, column: 3, rows: 1, columns: 1), role: .badge)
    #expect(one.changedColumns(row: 1, since: other) == 3..<4)
  }

  @Test("What changed in a row is never half of a wide cell")
  func changedColumns() {
    var one = canvas(1)
    var other = canvas(1)
    #expect(one.changedColumns(row: 0, since: other) == nil)
    one.put("ab作cd", row: 0, column: 0)
    other.put("abxycd", row: 0, column: 0)
    #expect(one.changedColumns(row: 0, since: other) == 2..<4)
    other.put("ab作ce", row: 0, column: 0)
    #expect(one.changedColumns(row: 0, since: other) == 5..<6)
  }

  @Test("Random text never puts a control in a cell, breaks a wide cell or leaves the canvas", arguments: 0..<40)
  func randomText(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    let size = Size(rows: 1 + random.below(6), columns: 1 + random.below(30))
    var canvas = Canvas(size: size, glyphs: random.below(2) == 0 ? .unicode : .ascii)
    for _ in 0..<60 {
      let alignment: Alignment = [.leading, .centre, .trailing][random.below(3)]
      let column = random.below(50) - 10
      let width = random.below(4) == 0 ? Int.max : random.below(40)
      let text = random.text(random.below(30))
      let used = canvas.put(text, row: random.below(9) - 1, column: column, width: width, align: alignment)
      #expect(used >= 0 && used <= max(0, min(width, size.columns - column)))
      canvas.fill(
        Rect(row: random.below(9) - 2, column: random.below(40) - 5, rows: random.below(2), columns: random.below(5)),
        role: .field)
    }
    for row in 0..<size.rows {
      var column = 0
      while column < size.columns {
        let cell = canvas[row, column]
        #expect(cell.width == 1 || cell.width == 2, "half of a wide cell at \(row),\(column), seed \(seed)")
        for scalar in canvas.cluster(for: cell).unicodeScalars {
          #expect(scalar.properties.generalCategory != .control, "control in a cell, seed \(seed)")
        }
        if cell.width == 2 { #expect(column + 1 < size.columns && canvas[row, column + 1].width == 0) }
        column += max(1, Int(cell.width))
      }
    }
  }

  @Test("A full frame is drawn without regard to what was there")
  func reuse() {
    var canvas = canvas(2)
    canvas.put("作者", row: 0, column: 0, role: .title)
    canvas.cursor = Point(row: 0, column: 1)
    canvas.clear()
    #expect(canvas.cursor == nil)
    #expect(canvas.changedColumns(row: 0, since: self.canvas(2)) == nil)
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TextWidth.columns(of: self)))
  }
}

/// A small random generator with a fixed course, so that failures repeat.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// Text from all over Unicode, rich in what is dangerous.
  mutating func text(_ length: Int) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0...0xFF, 0x20...0x7E, 0x300...0x36F, 0x900...0x97F, 0x200B...0x206F, 0x4E00...0x4E40, 0x1F1E6...0x1F1FF,
      0x1F300...0x1F64F, 0xFE00...0xFE0F, 0xFFF0...0xFFFF, 0x1100...0x11FF, 0...0x10FFFF,
    ]
    var scalars = String.UnicodeScalarView()
    for _ in 0..<length {
      let range = ranges[below(ranges.count)]
      let value = range.lowerBound + UInt32(below(Int(range.upperBound - range.lowerBound) + 1))
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}
