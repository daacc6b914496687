import Words

/// The rows above the key bar: what just happened, or what is wrong and in how many fields.
///
/// It is one row as a rule, and as many as the sentence takes, up to three, where one is not enough.
package struct MessageLine: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case info, warning, error

    var role: Role {
      switch self {
      case .info: .messageInfo
      case .warning: .messageWarning
      case .error: .messageError
      }
    }
  }

  package private(set) var kind: Kind = .info
  package private(set) var text = ""
  /// The fields with problems, shown at the right end where the sentence leaves room.
  package var problems = 0
  /// The rows that the sentence may take; what is longer is cut.
  package var mostRows = MessageLine.usualMostRows

  package static let usualMostRows = 3

  package init() {}

  package mutating func show(_ text: String, _ kind: Kind = .info) {
    self.text = text
    self.kind = kind
  }

  /// Clears the text, as the next key does.
  package mutating func clear() { text = "" }

  /// The rows that the sentence takes at a width; one at least.
  package func rowsNeeded(columns: Int) -> Int { max(1, lines(columns: columns).count) }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .text)
    let lines = lines(columns: area.columns)
    let sign = sign(canvas.glyphs)
    for (offset, text) in lines.prefix(area.rows).enumerated() {
      let row = area.row + offset
      if offset == 0, let sign { canvas.put("\(sign) ", row: row, column: area.column, role: kind.role) }
      canvas.put(
        text, row: row, column: area.column + indent, width: area.columns - indent, role: kind.role)
    }
    drawCount(on: &canvas, in: area.bottom(1), beside: lines.last.map { indent + TextWidth.columns(of: $0) } ?? 0)
  }

  /// Draws the count of problems in its fullest version that leaves the sentence whole.
  private func drawCount(on canvas: inout Canvas, in line: Rect, beside used: Int) {
    guard problems > 0 else { return }
    let versions = [
      problems == 1 ? say(" 1 field to correct ") : say(" \(problems) fields to correct "),
      say(" \(problems) to correct "),
    ]
    let room = line.columns - (used == 0 ? 0 : used + 1)
    guard let count = versions.first(where: { TextWidth.columns(of: $0) <= room }) else { return }
    let width = TextWidth.columns(of: count)
    canvas.put(count, row: line.row, column: line.endColumn - width, width: width, role: .messageWarning)
  }

  /// The sentence in rows that fit; the last one holds all that is left where there may be no more.
  private func lines(columns: Int) -> [String] {
    guard !text.isEmpty else { return [] }
    let lines = TextWidth.wrap(text, width: columns - indent)
    guard lines.count > mostRows else { return lines }
    return lines.prefix(mostRows - 1) + [lines.dropFirst(mostRows - 1).joined(separator: " ")]
  }

  private func sign(_ glyphs: GlyphSet) -> Unicode.Scalar? {
    switch kind {
    case .info: nil
    case .warning: glyphs.warning
    case .error: glyphs.cross
    }
  }

  /// The columns of the sign and its blank.
  private var indent: Int { kind == .info ? 0 : 2 }
}
