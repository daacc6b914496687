/// Help for where the focus stands: some sentences, then every key that works there, which Enter can run.
package struct HelpPage: Equatable, Sendable {
  package var title: String
  /// Paragraphs about the focused field or screen.
  package var paragraphs: [String]
  package private(set) var actions: Palette
  /// The chords that close the page as they opened it.
  private let closing: [Chord]

  package init(
    title: String, paragraphs: [String] = [], actions: [AvailableAction], closing: [Chord] = [.function(1)]
  ) {
    self.closing = closing
    self.title = title
    self.paragraphs = paragraphs
    self.actions = Palette(actions, keepsGroups: true)
  }

  /// Carries out a key as the palette does; the key that opened the page closes it too.
  package mutating func handle(_ press: KeyPress) -> PaletteEvent {
    closing.contains(Chord(press)) ? .closed : actions.handle(press)
  }

  package mutating func paste(_ text: String) -> PaletteEvent { actions.paste(text) }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let box = area.centred(rows: area.rows, columns: min(area.columns, 100))
    canvas.fill(box, role: .popup)
    canvas.box(box, title: title, role: .popup)
    canvas.shield(area)
    var inner = box.inset(rows: 1, columns: 2)
    let lines = paragraphs.flatMap { TextWidth.wrap($0, width: inner.columns) }
    let shown = min(lines.count, max(0, inner.rows - 6))
    for (offset, line) in lines.prefix(shown).enumerated() {
      canvas.put(line, row: inner.row + offset, column: inner.column, width: inner.columns, role: .popup)
    }
    if shown > 0 { inner = inner.droppingTop(shown + 1) }
    actions.drawList(on: &canvas, in: inner)
  }
}
