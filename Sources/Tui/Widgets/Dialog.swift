import Words

/// A question in the middle of the screen; Enter gives the answer in focus, which is never a dangerous one.
package struct Dialog<Answer: Sendable>: Sendable {
  package var title: String
  package var body: [String]
  package var choices: [DialogChoice<Answer>]
  /// A line to fill in, such as the reason of a cancellation.
  package var input: TextField?
  package var inputLabel: String
  package var isInputRequired: Bool
  /// What is wrong with the last key, shown under the body.
  package private(set) var problem: String?
  private var focused: Int?

  package init(
    title: String, body: [String], choices: [DialogChoice<Answer>], input: TextField? = nil, inputLabel: String = "",
    isInputRequired: Bool = false
  ) {
    self.title = title
    self.body = body
    self.choices = choices
    self.input = input
    self.inputLabel = inputLabel
    self.isInputRequired = isInputRequired
    focused = choices.firstIndex { !$0.isDanger }
    self.input?.focus()
  }

  private var isDanger: Bool { choices.contains(where: \.isDanger) }

  /// The answer that Enter gives.
  package var defaultChoice: DialogChoice<Answer>? { focused.map { choices[$0] } }

  package mutating func handle(_ press: KeyPress) -> DialogEvent<Answer> {
    problem = nil
    switch (press.key, press.modifiers) {
    case (.escape, []): return .cancelled
    case (.tab, []), (.down, []): return moveFocus(1)
    case (.backTab, _), (.tab, .shift), (.up, []): return moveFocus(-1)
    case (.right, []) where input == nil: return moveFocus(1)
    case (.left, []) where input == nil: return moveFocus(-1)
    case (.enter, []):
      guard let focused else {
        problem = say(
          "Enter does not confirm this. Press \(choices.map { keyName($0) }.joined(separator: say(" or "))).")
        return .handled
      }
      return give(choices[focused])
    default: break
    }
    if case .character(let character) = press.key,
      input == nil ? press.typed != nil : press.modifiers == .alt,
      let choice = choices.first(where: { $0.key.lowercased() == character.lowercased() })
    {
      return give(choice)
    }
    guard input != nil else { return .ignored }
    return input?.handle(press) == .ignored ? .ignored : .handled
  }

  package mutating func paste(_ text: String) -> DialogEvent<Answer> {
    input?.paste(text) == nil ? .ignored : .handled
  }

  private mutating func give(_ choice: DialogChoice<Answer>) -> DialogEvent<Answer> {
    let text = input?.text ?? ""
    if isInputRequired, choice.isDanger || !isDanger, text.allSatisfy(\.isWhitespace) {
      problem = say("\(inputLabel.isEmpty ? say("A text") : inputLabel) is needed.")
      return .handled
    }
    return .answered(choice.answer, text: text)
  }

  private mutating func moveFocus(_ step: Int) -> DialogEvent<Answer> {
    let safe = choices.indices.filter { !choices[$0].isDanger }
    guard let focused, let place = safe.firstIndex(of: focused) else { return .handled }
    self.focused = safe[(place + step + safe.count) % safe.count]
    return .handled
  }

  private func keyName(_ choice: DialogChoice<Answer>) -> String {
    input == nil ? choice.key.uppercased() : "Alt-" + choice.key.uppercased()
  }

  // MARK: Drawing

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let wrapColumns = min(area.columns - 6, 64)
    guard wrapColumns > 10 else { return }
    let lines = body.flatMap { TextWidth.wrap($0, width: wrapColumns) }
    let labels = choices.map { "\(keyName($0)) \($0.title)" }
    let buttons = labels.reduce(-3) { $0 + TextWidth.columns(of: $1) + 5 }
    let isStacked = buttons > wrapColumns
    let widest = ([title] + lines + (isStacked ? labels : [])).map { TextWidth.columns(of: $0) }.max() ?? 0
    let inner = min(wrapColumns, max(widest + 2, isStacked ? 0 : buttons, input == nil ? 30 : 48))
    let extra = (input == nil ? 0 : 2) + 2 + (isStacked ? choices.count : 1)
    let box = area.centred(rows: min(area.rows, lines.count + extra + 2), columns: inner + 4)
    canvas.fill(box, role: .popup)
    canvas.box(box, title: title, role: isDanger ? .boxDanger : .box, titleRole: isDanger ? .boxDanger : .boxTitle)
    let content = box.inset(rows: 1, columns: 2)
    let buttonRows = isStacked ? choices.count : 1
    let room = max(0, content.rows - extra)
    for (offset, line) in lines.prefix(room).enumerated() {
      canvas.put(line, row: content.row + offset, column: content.column, width: content.columns, role: .popup)
    }
    var row = content.row + min(lines.count, room)
    if let input {
      row += 1
      let used = inputLabel.isEmpty ? 0 : canvas.put(inputLabel, row: row, column: content.column, role: .popup) + 1
      input.draw(
        on: &canvas, row: row, column: content.column + used, width: content.columns - used, isFocused: true)
      row += 1
    }
    if let problem {
      canvas.put(problem, row: row, column: content.column, width: content.columns, role: .messageError)
    }
    drawButtons(labels, on: &canvas, in: content.bottom(buttonRows), isStacked: isStacked)
  }

  private func drawButtons(_ labels: [String], on canvas: inout Canvas, in area: Rect, isStacked: Bool) {
    var place = Point(row: area.row, column: area.column)
    for (index, label) in labels.enumerated() {
      let isFocused = index == focused
      let role: Role = isFocused ? .popupSelection : choices[index].isDanger ? .boxDanger : .popup
      let text = " \(label) "
      if isFocused {
        canvas.put(canvas.glyphs.marker, row: place.row, column: place.column, role: role)
        if input == nil { canvas.cursor = place }
      }
      let used = canvas.put(text, row: place.row, column: place.column + 1, role: role)
      if isStacked { place.row += 1 } else { place.column += used + 3 }
    }
  }
}
