import Tui
import Words

/// A small form above a screen: a few sentences, some fields; Enter on the last field takes it, Esc leaves it.
///
/// The screen that opened it holds it, hands it keys and reads its fields.
struct Sheet<ID: Hashable & Sendable>: Sendable {
  var title: String
  /// What the sheet is about: it names the record.
  var lines: [String]
  var form: Form<ID>
  /// What the last line says of the keys, the longest wording that fits.
  var keys = [
    say("Enter goes on and saves after the last field · Esc leaves it"),
    say("Enter goes on, then saves · Esc leaves it"),
  ]
  /// What the last attempt to save came to, until the next key.
  var problem: String?

  /// What a key did to a sheet.
  enum Outcome: Equatable, Sendable {
    case handled
    /// The value of a field changed.
    case changed(ID)
    /// A choice wants options for what was typed; the owner answers the form.
    case asked(ID, ChoiceQuery)
    /// Enter was pressed on the last field; whether the fields are good is for `submit` to say.
    case submitted
    case closed
  }

  init(_ title: String, _ lines: [String] = [], _ fields: [NamedField<ID>]) {
    self.title = title
    self.lines = lines
    form = Form(sections: [FormSection(nil, fields)])
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    problem = nil
    switch form.handle(press) {
    case .submitted: return .submitted
    case .changed(let id): return .changed(id)
    case .ignored: return press == KeyPress(.escape) ? .closed : .handled
    case .refused(_, let reason):
      problem = reason
      return .handled
    case .asked(let id, let query): return .asked(id, query)
    case .handled, .left: return .handled
    }
  }

  mutating func paste(_ text: String) {
    problem = nil
    _ = form.paste(text)
  }

  /// Checks every field; where one has a problem, the focus goes there.
  mutating func submit() -> Bool {
    guard form.validate() else {
      form.focusFirstError()
      return false
    }
    return true
  }

  /// The sentence for the message line: the problem of the last attempt, or of the field in focus, or its help.
  var remark: Message? {
    if let problem { return .error(problem) }
    guard let remark = form.focusRemark else { return nil }
    return remark.error.map { .error($0) } ?? (remark.help.isEmpty ? nil : .info(remark.help))
  }

  /// The help of the field in focus.
  var help: FieldHelp? {
    form.focus.flatMap { form[$0] }.map { FieldHelp($0) }
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let columns = min(area.columns - 4, 70)
    guard columns > 20 else { return }
    let words = lines.flatMap { TextWidth.wrap($0, width: columns - 4) }
    let fields = form.rowsNeeded(columns: columns - 4)
    let rows = min(area.rows, words.count + (words.isEmpty ? 0 : 1) + fields + 4)
    let box = area.centred(rows: rows, columns: columns)
    canvas.fill(box, role: .popup)
    canvas.box(box, title: title)
    var inner = box.inset(rows: 1, columns: 2)
    // A free row and the row of the keys are kept besides the fields.
    for line in words.prefix(max(0, inner.rows - fields - 2)) {
      canvas.put(line, row: inner.row, column: inner.column, width: inner.columns, role: .popup)
      inner = inner.droppingTop(1)
    }
    if !words.isEmpty { inner = inner.droppingTop(1) }
    let shown = keys.first { TextWidth.columns(of: $0) <= box.columns - 4 } ?? keys.last ?? ""
    canvas.put(shown, row: box.endRow - 2, column: box.column + 2, width: box.columns - 4, role: .textDim)
    // The list of a choice may lie over more than the sheet, which is as small as its fields.
    form.draw(on: &canvas, in: inner.droppingBottom(1), overlay: area)
  }
}

extension Sheet {
  /// The same sheet over newer values: fields that were typed in keep what was typed, and the focus stays.
  func rebased(on newer: Sheet<ID>) -> Sheet<ID> {
    let typed = form.dirtyFields
    let record = form.record
    var fresh = newer
    fresh.form.restore(
      FormRecord(
        texts: record.texts.filter { typed.contains($0.key) }, picks: record.picks.filter { typed.contains($0.key) }))
    if let focus = form.focus { fresh.form.focus(on: focus) }
    fresh.problem = problem
    return fresh
  }
}

extension Question {
  /// Asked before a sheet is left that somebody has typed into; `discard` is the action that leaves it.
  static func leavingSheet(by discard: Action.ID) -> Question {
    Question(
      title: say("This is not saved yet"), body: [say("What you typed is lost if you leave the sheet.")],
      choices: [
        DialogChoice("s", say("Stay"), []), DialogChoice("d", say("Discard it"), [.act(discard)], isDanger: true),
      ])
  }
}
