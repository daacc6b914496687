import Words

/// One line of a form: an input with its label, rules and remarks.
package struct FormField: Sendable {
  /// The input of a field.
  package enum Body: Equatable, Sendable {
    case text(TextField)
    case choice(ChoiceField)
    case area(TextArea)
    /// Text that cannot be edited and is skipped by the focus.
    case display(String)
  }

  package var label: String
  package var body: Body
  package var isRequired: Bool
  /// Columns that the input takes where there is room.
  package var width: Int
  /// Explains the field on the help page.
  package var help: String
  /// A short remark beside the field while nothing else stands there.
  package var hint: String
  /// The meaning of the value, shown beside the field.
  package var echo: String
  package var error: String?
  package var isEnabled: Bool
  package var isVisible: Bool
  package var role: Role?
  package var parse: FieldParser?

  package init(
    _ label: String, _ body: Body, isRequired: Bool = false, width: Int = 32, help: String = "",
    hint: String = "", echo: String = "", isEnabled: Bool = true, isVisible: Bool = true, role: Role? = nil,
    parse: FieldParser? = nil
  ) {
    self.label = label
    self.body = body
    self.isRequired = isRequired
    self.width = width
    self.help = help
    self.hint = hint
    self.echo = echo
    self.isEnabled = isEnabled
    self.isVisible = isVisible
    self.role = role
    self.parse = parse
  }

  /// Says whether the focus can stand on the field.
  package var takesFocus: Bool {
    if case .display = body { return false }
    return isEnabled && isVisible
  }

  package var text: String {
    switch body {
    case .text(let field): field.text
    case .choice(let choice): choice.text
    case .area(let area): area.text
    case .display(let text): text
    }
  }

  package var picks: [ChoiceOption] {
    if case .choice(let choice) = body { return choice.picks }
    return []
  }

  package var isEmpty: Bool {
    if case .choice(let choice) = body { return choice.isEmpty }
    return text.allSatisfy(\.isWhitespace)
  }

  package mutating func setText(_ text: String) {
    switch body {
    case .text(var field):
      field.text = text
      body = .text(field)
    case .choice(var choice):
      choice.setText(text)
      body = .choice(choice)
    case .area(var area):
      area.text = text
      body = .area(area)
    case .display: body = .display(text)
    }
  }

  package mutating func setPicks(_ picks: [ChoiceOption]) {
    guard case .choice(var choice) = body else { return }
    choice.setPicks(picks)
    body = .choice(choice)
  }

  // MARK: Rules

  /// Reads the value for its echo alone; problems wait until the field is left.
  mutating func readEcho() {
    if case .choice(let choice) = body, parse == nil {
      echo = choice.pick?.detail ?? ""
    } else if let parse {
      if case .success(let parsed) = parse(text), !isEmpty { echo = parsed.echo } else { echo = "" }
    }
  }

  /// Brings the value into its final form and notes its problem; the text is never taken away.
  mutating func settle() {
    error = nil
    guard isVisible, isEnabled else { return }
    if case .choice(let choice) = body, choice.isUnresolved {
      error = say("“\(text)” is not in the list (Alt-Down); Esc empties the field.")
      return
    }
    guard !isEmpty else {
      if isRequired { error = say("\(label) is needed.") }
      return
    }
    guard let parse else { return readEcho() }
    switch parse(text) {
    case .success(let parsed):
      if parsed.text != text { setText(parsed.text) }
      echo = parsed.echo
    case .failure(let problem): error = problem.message
    }
  }

  mutating func focus() {
    switch body {
    case .text(var field):
      field.focus()
      body = .text(field)
    case .choice(var choice):
      choice.focus()
      body = .choice(choice)
    case .area(var area):
      area.focus()
      body = .area(area)
    case .display: break
    }
  }

  mutating func blur() {
    switch body {
    case .text(var field):
      field.blur()
      body = .text(field)
    case .choice(var choice):
      choice.blur()
      body = .choice(choice)
    case .area(var area):
      area.blur()
      body = .area(area)
    case .display: break
    }
  }
}
