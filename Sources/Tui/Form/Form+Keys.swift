extension Form {
  package mutating func handle(_ press: KeyPress) -> FormEvent<ID> {
    guard let index = focusIndex else { return .ignored }
    let id = ids[index]
    if press == .control("d") { return duplicate(index) }
    let event = edit(index) { body in
      switch body {
      case .text(var field):
        let outcome = field.handle(press)
        body = .text(field)
        return Self.event(outcome, id)
      case .area(var area):
        let outcome = area.handle(press)
        body = .area(area)
        return Self.event(outcome, id)
      case .choice(var choice):
        let outcome = choice.handle(press)
        body = .choice(choice)
        return outcome
      case .display: return .ignored
      }
    }
    return event == .ignored ? navigate(press, from: id) : event
  }

  /// Puts pasted text into the field in focus.
  package mutating func paste(_ text: String) -> FormEvent<ID> {
    guard let index = focusIndex else { return .ignored }
    let id = ids[index]
    return edit(index) { body in
      switch body {
      case .text(var field):
        let outcome = field.paste(text)
        body = .text(field)
        return Self.event(outcome, id)
      case .area(var area):
        let outcome = area.paste(text)
        body = .area(area)
        return Self.event(outcome, id)
      case .choice(var choice):
        let outcome = choice.paste(text)
        body = .choice(choice)
        return outcome
      case .display: return .ignored
      }
    }
  }

  private static func event(_ outcome: EditOutcome, _ id: ID) -> ChoiceOutcome {
    switch outcome {
    case .ignored: .ignored
    case .moved: .handled
    case .changed: .changed
    }
  }

  private mutating func edit(
    _ index: Int, _ body: (inout FormField.Body) -> ChoiceOutcome
  ) -> FormEvent<ID> {
    let id = ids[index]
    let outcome = body(&fields[index].body)
    switch outcome {
    case .ignored: return .ignored
    case .handled: return .handled
    case .refused(let reason): return .refused(id, reason)
    case .changed, .asked:
      fields[index].error = nil
      fields[index].readEcho()
      if case .asked(let query) = outcome { return .asked(id, query) }
      return .changed(id)
    case .taken(let movesOn):
      fields[index].error = nil
      fields[index].readEcho()
      return movesOn && step(by: 1) ? .left(id) : .changed(id)
    }
  }

  private mutating func navigate(_ press: KeyPress, from id: ID) -> FormEvent<ID> {
    switch (press.key, press.modifiers) {
    case (.tab, .shift), (.backTab, _), (.up, []):
      return step(by: -1) ? .left(id) : .handled
    case (.tab, []), (.down, []):
      return step(by: 1) ? .left(id) : .handled
    case (.enter, []):
      return step(by: 1) ? .left(id) : .submitted(id)
    default: return .ignored
    }
  }

  private mutating func duplicate(_ index: Int) -> FormEvent<ID> {
    guard let previous else { return .handled }
    let before = (fields[index].text, fields[index].picks)
    copy(previous, to: index)
    return before == (fields[index].text, fields[index].picks) ? .handled : .changed(ids[index])
  }

  /// The fields in the order in which Tab visits them, as text: what a reader of the screen hears.
  package func tabWalk() -> String {
    var lines: [String] = []
    for section in sections {
      if let title = section.title { lines.append("# \(title)") }
      for index in section.fields where fields[index].takesFocus {
        let (id, field) = (ids[index], fields[index])
        let kind =
          switch field.body {
          case .text(let text): text.isSecret ? "secret" : "text"
          case .choice(let choice): choice.isMultiple ? "choices" : "choice"
          case .area: "lines"
          case .display: "display"
          }
        let remarks = [field.isRequired ? "needed" : "", field.hint].filter { !$0.isEmpty }
        lines.append(([String(describing: id), field.label, kind] + remarks).joined(separator: " | "))
      }
    }
    return lines.joined(separator: "\n")
  }
}
