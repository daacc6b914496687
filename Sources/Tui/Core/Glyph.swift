/// One base character with its marks, safe to show in a terminal cell.
struct Glyph {
  private(set) var base: Unicode.Scalar
  /// Columns: 1 or 2.
  private(set) var width: Int
  private var marks: (UInt32, UInt32, UInt32) = (0, 0, 0)

  /// The most marks that are kept on a base; ncurses holds few code points in a cell.
  static let mostMarks = 3

  static let replacement = Glyph("\u{FFFD}", width: 1)

  init(_ base: Unicode.Scalar, width: Int) {
    self.base = base
    self.width = width
  }

  var hasMarks: Bool { marks.0 != 0 }

  /// Adds a mark; those beyond the limit are dropped.
  mutating func add(_ mark: Unicode.Scalar) {
    if marks.0 == 0 {
      marks.0 = mark.value
    } else if marks.1 == 0 {
      marks.1 = mark.value
    } else if marks.2 == 0 {
      marks.2 = mark.value
    }
  }

  /// Appends base and marks to a text.
  func write(to text: inout String.UnicodeScalarView) {
    text.append(base)
    for value in [marks.0, marks.1, marks.2] where value != 0 {
      if let mark = Unicode.Scalar(value) { text.append(mark) }
    }
  }
}
