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
  private(set) var highlighted = 0
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
  /// The option that Enter would take, or of which it would say why not.
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
    case (.down, .alt), (.character(" "), .control): return openAll()
    case (.escape, []) where isOpen:
      close()
      return .handled
    case (.escape, []) where isUnresolved:
      field.text = ""
      return .changed
    case (.down, []) where isOpen: return highlight(highlighted + 1)
    case (.up, []) where isOpen: return highlight(highlighted - 1)
    case (.pageDown, []) where isOpen: return highlight(highlighted + Self.mostRows)
    case (.pageUp, []) where isOpen: return highlight(highlighted - Self.mostRows)
    case (.enter, []) where isOpen: return takeOrWait(movesOn: !isMultiple, staysOnRefusal: true)
    case (.tab, []) where isOpen: return takeOrWait(movesOn: true, staysOnRefusal: false)
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

  /// Takes the best row, now or when the answer comes; a row that is refused never holds Tab.
  private mutating func takeOrWait(movesOn: Bool, staysOnRefusal: Bool) -> ChoiceOutcome {
    if isWaiting {
      takesNextAnswer = true
      isOpen = false
      return .taken(movesOn: movesOn)
    }
    if let outcome = take(movesOn: movesOn) { return outcome }
    if let refusal = best?.refusal, staysOnRefusal { return .refused(refusal) }
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
}
