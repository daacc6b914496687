/// Fields in order with one focus: a form to be filled by keyboard without looking at it.
///
/// Errors mark their field and never hold the focus; only saving asks for them, by `validate()`.
package struct Form<ID: Hashable & Sendable>: Sendable {
  package private(set) var sections: [(title: String?, side: FormSide, fields: Range<Int>)]
  /// The names of the fields, in their order.
  let ids: [ID]
  package internal(set) var fields: [FormField]
  /// The index of the field in focus; nil where no field takes it.
  package private(set) var focusIndex: Int?
  /// The values that Ctrl-D copies, field by field.
  package var previous: FormRecord<ID>?
  private var baseline = FormRecord<ID>()

  package init(sections: [FormSection<ID>]) {
    self.sections = []
    ids = sections.flatMap { $0.fields.map(\.key) }
    fields = []
    for section in sections {
      let start = fields.count
      fields += section.fields.map(\.value)
      self.sections.append((section.title, section.side, start..<fields.count))
    }
    for index in fields.indices { fields[index].readEcho() }
    baseline = record
    focusIndex = nil
    focusFirst()
  }

  package init(_ fields: KeyValuePairs<ID, FormField>) { self.init(sections: [FormSection(fields)]) }

  // MARK: Fields

  package var focus: ID? { focusIndex.map { ids[$0] } }

  package subscript(id: ID) -> FormField? {
    get { index(of: id).map { fields[$0] } }
    set {
      guard let index = index(of: id), let newValue else { return }
      fields[index] = newValue
      if focusIndex == index, !newValue.takesFocus { step(by: 1) }
    }
  }

  package func text(_ id: ID) -> String { self[id]?.text ?? "" }
  package func picks(_ id: ID) -> [ChoiceOption] { self[id]?.picks ?? [] }
  package func pick(_ id: ID) -> ChoiceOption? { picks(id).first }

  package mutating func setText(_ text: String, for id: ID) {
    update(id) {
      $0.setText(text)
      $0.error = nil
      $0.readEcho()
    }
  }

  package mutating func setPicks(_ picks: [ChoiceOption], for id: ID) {
    update(id) {
      $0.setPicks(picks)
      $0.error = nil
      $0.readEcho()
    }
  }

  package mutating func setVisible(_ isVisible: Bool, _ ids: ID...) {
    for id in ids { self[id]?.isVisible = isVisible }
  }

  package mutating func setEnabled(_ isEnabled: Bool, _ ids: ID...) {
    for id in ids { self[id]?.isEnabled = isEnabled }
  }

  package mutating func setEcho(_ echo: String, for id: ID) { update(id) { $0.echo = echo } }

  /// Notes a problem that was found elsewhere; it goes with the next change of the field.
  package mutating func setError(_ message: String?, for id: ID) { update(id) { $0.error = message } }

  /// Gives the answer to a query that `asked` told of; tells of a change where a waiting Enter took its best row.
  @discardableResult
  package mutating func answer(_ id: ID, _ query: ChoiceQuery, with options: [ChoiceOption]) -> FormEvent<ID> {
    guard let index = index(of: id), case .choice(var choice) = fields[index].body else { return .ignored }
    let wasTaking = choice.isTakingNextAnswer
    let outcome = choice.answer(query, with: options)
    fields[index].body = .choice(choice)
    guard outcome != .ignored else { return .ignored }
    guard wasTaking, !choice.isTakingNextAnswer else { return .handled }
    fields[index].readEcho()
    if focusIndex != index { fields[index].settle() }
    return .changed(id)
  }

  private func index(of id: ID) -> Int? { ids.firstIndex(of: id) }

  private mutating func update(_ id: ID, _ body: (inout FormField) -> Void) {
    if let index = index(of: id) { body(&fields[index]) }
  }

  // MARK: Records

  /// All values as they stand.
  package var record: FormRecord<ID> {
    var record = FormRecord<ID>()
    for (id, field) in zip(ids, fields) {
      if case .display = field.body { continue }
      record.texts[id] = field.text
      if !field.picks.isEmpty { record.picks[id] = field.picks }
    }
    return record
  }

  /// Puts the values of a record into their fields; fields that the record does not know keep theirs.
  package mutating func restore(_ record: FormRecord<ID>) {
    for index in fields.indices { copy(record, to: index) }
  }

  package var dirtyFields: Set<ID> {
    var dirty: Set<ID> = []
    for (id, field) in zip(ids, fields)
    where baseline.texts[id] ?? field.text != field.text || baseline.picks[id] ?? [] != field.picks {
      dirty.insert(id)
    }
    return dirty
  }

  package var isDirty: Bool { !dirtyFields.isEmpty }

  /// Takes the present values as saved.
  package mutating func markClean() { baseline = record }

  mutating func copy(_ record: FormRecord<ID>, to index: Int) {
    let id = ids[index]
    if let picks = record.picks[id], !picks.isEmpty {
      fields[index].setPicks(picks)
    } else if let text = record.texts[id] {
      fields[index].setPicks([])
      fields[index].setText(text)
    } else {
      return
    }
    fields[index].error = nil
    fields[index].readEcho()
  }

  // MARK: Errors

  /// The problems known so far, in the order of the fields.
  package var errors: [(id: ID, message: String)] {
    fields.indices.compactMap { index in
      fields[index].isVisible ? fields[index].error.map { (ids[index], $0) } : nil
    }
  }

  /// How many problems are known; asked for with every frame.
  package var errorCount: Int {
    var count = 0
    for index in fields.indices where fields[index].isVisible && fields[index].error != nil { count += 1 }
    return count
  }

  /// The problem of the field in focus, and the help for it.
  package var focusRemark: (error: String?, help: String)? {
    focusIndex.map { (fields[$0].error, fields[$0].help) }
  }

  /// Why the option looked at in the open list cannot be taken; nil where it can or no list is open.
  package var focusRefusal: String? {
    guard let focusIndex, case .choice(let choice) = fields[focusIndex].body, choice.isOpen else { return nil }
    return choice.best?.refusal
  }

  /// Checks every field as if it had been left, and says whether all are good; problems set by the owner stay.
  @discardableResult
  package mutating func validate() -> Bool {
    for index in fields.indices {
      let known = fields[index].error
      fields[index].settle()
      if fields[index].error == nil { fields[index].error = known }
    }
    return errors.isEmpty
  }

  /// Moves the focus to the first field with a problem; false where there is none.
  @discardableResult
  package mutating func focusFirstError() -> Bool {
    guard let first = fields.firstIndex(where: { $0.error != nil && $0.takesFocus }) else { return false }
    moveFocus(to: first)
    return true
  }

  // MARK: Focus

  package mutating func focus(on id: ID) {
    if let index = index(of: id), fields[index].takesFocus { moveFocus(to: index) }
  }

  /// Closes the list of the choice in focus, which keeps the focus and what was typed.
  package mutating func closeList() {
    guard let focusIndex else { return }
    fields[focusIndex].blur()
    fields[focusIndex].focus()
  }

  package mutating func focusFirst() {
    if let first = fields.firstIndex(where: { $0.takesFocus }) { moveFocus(to: first) }
  }

  private mutating func moveFocus(to index: Int) {
    if let old = focusIndex, old != index { fields[old].blur() }
    focusIndex = index
    fields[index].focus()
  }

  private func neighbour(_ step: Int) -> Int? {
    guard var index = focusIndex else { return nil }
    while true {
      index += step
      guard fields.indices.contains(index) else { return nil }
      if fields[index].takesFocus { return index }
    }
  }

  /// Leaves the field in focus towards its neighbour; false at the ends of the form.
  @discardableResult
  mutating func step(by step: Int) -> Bool {
    guard let current = focusIndex else { return false }
    let takesFocus = fields[current].takesFocus
    guard let next = neighbour(step) ?? (takesFocus ? nil : neighbour(-step)) else {
      // At the end of the form Enter still brings the last value into its final form; going back from the first does not.
      if step > 0, takesFocus { fields[current].settle() }
      return false
    }
    if takesFocus { fields[current].settle() }
    moveFocus(to: next)
    return true
  }
}
