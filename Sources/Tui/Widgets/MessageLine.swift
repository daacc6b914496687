/// The line above the key bar: what just happened, or what is wrong and in how many fields.
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
  /// The fields with problems, shown at the right end.
  package var problems = 0

  package init() {}

  package mutating func show(_ text: String, _ kind: Kind = .info) {
    self.text = text
    self.kind = kind
  }

  /// Clears the text, as the next key does.
  package mutating func clear() { text = "" }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let line = area.top(1)
    canvas.fill(line, role: .text)
    var room = line
    if problems > 0 {
      let count = problems == 1 ? " 1 field to correct " : " \(problems) fields to correct "
      let width = TextWidth.columns(of: count)
      canvas.put(count, row: line.row, column: line.endColumn - width, width: width, role: .messageWarning)
      room = line.droppingRight(width + 1)
    }
    guard !text.isEmpty else { return }
    let sign: Unicode.Scalar? =
      switch kind {
      case .info: nil
      case .warning: canvas.glyphs.warning
      case .error: canvas.glyphs.cross
      }
    let shown = sign.map { "\($0) \(text)" } ?? text
    canvas.put(shown, row: room.row, column: room.column, width: room.columns, role: kind.role)
  }
}
