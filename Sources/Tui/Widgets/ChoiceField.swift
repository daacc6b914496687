/// What a key did to a choice.
package enum ChoiceOutcome: Equatable, Sendable {
  case ignored, handled, changed
  /// The owner shall look this up and give the answer to `answer(_:with:)`.
  case asked(ChoiceQuery)
  /// A value was taken; `movesOn` says whether the focus shall leave the field.
  case taken(movesOn: Bool)
}

/// A field that completes what is typed from a list, takes one value or several, and allows free text where told so.
package struct ChoiceField: Equatable, Sendable {
  /// Where the options come from.
  package enum Source: Equatable, Sendable {
    case fixed([ChoiceOption])
    /// The owner answers each query; an older answer never replaces a newer one.
    case asked
  }

  package private(set) var field: TextField
  package let source: Source
  package var allowsFreeText: Bool
  package let isMultiple: Bool
  /// The values taken; at most one where the choice is single.
  package private(set) var picks: [ChoiceOption] = []
  /// What was asked last.
  package private(set) var query = ChoiceQuery(text: "", number: 0)
  /// The options that answer `answered`.
  package private(set) var options: [ChoiceOption]
  package private(set) var isOpen = false
  private var highlighted = 0
  private var answered = 0
  private var takesNextAnswer = false

  package init(
    _ source: Source, picks: [ChoiceOption] = [], allowsFreeText: Bool = false, isMultiple: Bool = false,
    placeholder: String = "", filter: TextField.Filter = .any
  ) {
    self.source = source
    self.allowsFreeText = allowsFreeText
    self.isMultiple = isMultiple
    field = TextField(filter: filter, placeholder: placeholder)
    if case .fixed(let all) = source { options = all } else { options = [] }
    setPicks(picks)
  }

  package var text: String { field.text }
  /// The value taken, for single choices.
  package var pick: ChoiceOption? { isMultiple ? nil : picks.first }
  /// Says whether an answer is still to come.
  package var isWaiting: Bool { source == .asked && answered < query.number }
  /// Says whether Enter was pressed before the answer came, so that the best row is taken when it does.
  package var isTakingNextAnswer: Bool { takesNextAnswer }
  package var isEmpty: Bool { picks.isEmpty && field.isEmpty }
  /// The option that Enter would take.
  package var best: ChoiceOption? { options.indices.contains(highlighted) ? options[highlighted] : nil }
  /// Text that is neither a value taken nor allowed to stay as it is.
  package var isUnresolved: Bool {
    !allowsFreeText && !takesNextAnswer && !field.isEmpty && (isMultiple || picks.isEmpty)
  }

  // MARK: Values

  /// Sets the values taken and closes the list.
  package mutating func setPicks(_ options: [ChoiceOption]) {
    picks = isMultiple ? options : Array(options.prefix(1))
    field.text = isMultiple ? "" : picks.first?.title ?? ""
    close()
  }

  /// Sets free text; an option of a fixed list with that id or title is taken.
  package mutating func setText(_ text: String) {
    if case .fixed(let all) = source, let match = all.first(where: { $0.id == text || $0.title == text }) {
      setPicks(isMultiple ? picks + [match] : [match])
      return
    }
    if !isMultiple { picks = [] }
    field.text = text
    close()
  }

  /// Takes the answer to a query; says whether it was new enough and, if Enter waited for it, takes its best row.
  @discardableResult
  package mutating func answer(_ query: ChoiceQuery, with options: [ChoiceOption]) -> ChoiceOutcome {
    guard query.number >= answered, query.number <= self.query.number else { return .ignored }
    let kept = best?.id
    let isSame = query.number == answered
    answered = query.number
    self.options = options
    highlighted = isSame ? options.firstIndex { $0.id == kept } ?? firstEnabled : firstEnabled
    guard takesNextAnswer, !isWaiting else { return .handled }
    takesNextAnswer = false
    return take(movesOn: false) ?? .handled
  }

  // MARK: Keys

  package mutating func focus() { field.focus() }

  package mutating func blur() {
    field.blur()
    isOpen = false
  }

  package mutating func paste(_ text: String) -> ChoiceOutcome { edited(field.paste(text)) }

  package mutating func handle(_ press: KeyPress) -> ChoiceOutcome {
    switch (press.key, press.modifiers) {
    case (.down, .alt), (.character(" "), .control), (.function(4), .shift): return openAll()
    case (.escape, []) where isOpen:
      close()
      return .handled
    case (.down, []) where isOpen: return highlight(highlighted + 1)
    case (.up, []) where isOpen: return highlight(highlighted - 1)
    case (.pageDown, []) where isOpen: return highlight(highlighted + Self.mostRows)
    case (.pageUp, []) where isOpen: return highlight(highlighted - Self.mostRows)
    case (.enter, []) where isOpen: return takeOrWait(movesOn: !isMultiple)
    case (.tab, []) where isOpen: return takeOrWait(movesOn: true)
    case (.backspace, []) where isMultiple && field.isEmpty && !picks.isEmpty:
      picks.removeLast()
      return .changed
    default: return edited(field.handle(press))
    }
  }

  private mutating func edited(_ outcome: EditOutcome) -> ChoiceOutcome {
    switch outcome {
    case .ignored: return .ignored
    case .moved: return .handled
    case .changed:
      if !isMultiple { picks = [] }
      takesNextAnswer = false
      isOpen = !field.isEmpty
      return ask(field.text)
    }
  }

  private mutating func openAll() -> ChoiceOutcome {
    isOpen = true
    return ask(picks.isEmpty || isMultiple ? field.text : "")
  }

  private mutating func ask(_ text: String) -> ChoiceOutcome {
    query = ChoiceQuery(text: text, number: query.number + 1)
    guard case .fixed(let all) = source else { return .asked(query) }
    answered = query.number
    options = ChoiceOption.matches(all, query: text)
    highlighted = pick.flatMap { pick in options.firstIndex { $0.id == pick.id } } ?? firstEnabled
    return .changed
  }

  private mutating func highlight(_ index: Int) -> ChoiceOutcome {
    highlighted = max(0, min(index, options.count - 1))
    return .handled
  }

  private mutating func takeOrWait(movesOn: Bool) -> ChoiceOutcome {
    if isWaiting {
      takesNextAnswer = true
      isOpen = false
      return .taken(movesOn: movesOn)
    }
    if let outcome = take(movesOn: movesOn) { return outcome }
    guard best == nil else { return .handled }
    close()
    return .taken(movesOn: movesOn)
  }

  /// Takes the highlighted option; nil where there is none or it cannot be taken.
  private mutating func take(movesOn: Bool) -> ChoiceOutcome? {
    guard let option = best, option.disabledReason == nil else { return nil }
    let others = picks.filter { $0.id != option.id }
    setPicks(isMultiple ? others + [option] : [option])
    return .taken(movesOn: movesOn)
  }

  private mutating func close() {
    isOpen = false
    takesNextAnswer = false
  }

  private var firstEnabled: Int { options.firstIndex { $0.disabledReason == nil } ?? 0 }

  // MARK: Drawing

  static let mostRows = 8

  /// Draws the field without its list.
  package func draw(on canvas: inout Canvas, row: Int, column: Int, width: Int, isFocused: Bool, role: Role? = nil) {
    guard isMultiple, !picks.isEmpty else {
      field.draw(on: &canvas, row: row, column: column, width: width, isFocused: isFocused, role: role)
      return
    }
    let base = role ?? (isFocused ? .fieldFocus : .field)
    let room = isFocused ? max(0, width - min(14, width / 2)) : width
    var taken = picks.map(\.title).joined(separator: ", ") + (isFocused ? ", " : "")
    if TextWidth.columns(of: taken) > room {
      var shown = picks[...]
      while shown.count > 1, TextWidth.columns(of: taken) > room {
        shown = shown.dropFirst()
        taken = "+\(picks.count - shown.count) " + shown.map(\.title).joined(separator: ", ") + (isFocused ? ", " : "")
      }
    }
    canvas.fill(Rect(row: row, column: column, rows: 1, columns: width), role: base)
    let used = canvas.put(taken, row: row, column: column, width: room, role: base)
    if isFocused {
      field.draw(on: &canvas, row: row, column: column + used, width: width - used, isFocused: true, role: base)
    }
  }

  /// Draws the open list below the field, or above it where there is more room; cursor and field stay as they are.
  package func drawList(on canvas: inout Canvas, field anchor: Rect, within bounds: Rect) {
    guard isOpen else { return }
    let below = bounds.endRow - anchor.endRow
    let above = anchor.row - bounds.row
    let wanted = min(Self.mostRows, max(1, options.count)) + 2
    let goesUp = below < min(wanted, 5) && above > below
    let rows = min(wanted, goesUp ? above : below)
    guard rows >= 3 else { return }
    let titles = columnWidth { $0.title }
    let details = columnWidth { $0.detail }
    let notes = columnWidth { $0.disabledReason ?? $0.note ?? "" }
    let inner = titles + (details > 0 ? details + 2 : 0) + (notes > 0 ? notes + 2 : 0)
    let columns = min(bounds.columns, max(inner + 5, min(anchor.columns, 60), 20))
    let list = Rect(
      row: goesUp ? anchor.row - rows : anchor.endRow,
      column: max(bounds.column, min(anchor.column - 1, bounds.endColumn - columns)), rows: rows, columns: columns)
    canvas.fill(list, role: .popup)
    canvas.box(list, role: .popup)
    let area = list.inset(by: 1)
    guard !options.isEmpty else {
      let word = isWaiting ? "Searching" + String(canvas.glyphs.ellipsis) : "No match"
      canvas.put(word, row: area.row, column: area.column + 1, width: area.columns - 1, role: .popupDim)
      return
    }
    let first = max(0, min(highlighted - area.rows / 2, options.count - area.rows))
    for (offset, option) in options[first...].prefix(area.rows).enumerated() {
      let isBest = first + offset == highlighted
      let isOff = option.disabledReason != nil
      let role: Role = isBest ? .popupSelection : isOff ? .popupDim : .popup
      let row = area.row + offset
      canvas.fill(Rect(row: row, column: area.column, rows: 1, columns: area.columns), role: role)
      if isBest { canvas.put(canvas.glyphs.marker, row: row, column: area.column, role: role) }
      let note = option.disabledReason ?? option.note ?? ""
      let noteWidth = note.isEmpty ? 0 : min(TextWidth.columns(of: note), area.columns / 2)
      let textEnd = area.endColumn - (noteWidth > 0 ? noteWidth + 2 : 1)
      let left = area.column + 2
      canvas.put(option.title, row: row, column: left, width: min(titles, textEnd - left), role: role)
      let middle = left + titles + 2
      canvas.put(
        option.detail, row: row, column: middle, width: textEnd - middle, role: isBest ? role : .popupDim)
      canvas.put(note, row: row, column: area.endColumn - noteWidth - 1, width: noteWidth, role: role)
    }
    let place = isWaiting ? "Searching" + String(canvas.glyphs.ellipsis) : "\(highlighted + 1)/\(options.count)"
    canvas.put(
      " \(place) ", row: list.endRow - 1, column: list.column + 1, width: list.columns - 3, role: .popupDim,
      align: .trailing)
  }

  private func columnWidth(_ text: (ChoiceOption) -> String) -> Int {
    options.prefix(200).reduce(0) { max($0, TextWidth.columns(of: text($1))) }
  }
}
