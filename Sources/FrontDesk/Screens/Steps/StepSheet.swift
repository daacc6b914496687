import LabCore
import LabStore
import Tui

/// Asks for what a step of a record needs before it is taken: the reason, and the second person's phone and password.
///
/// The screen that shows the record holds the sheet and hands on the work it asks for.
struct StepSheet: Sendable {
  enum Field: String, Hashable, Sendable { case reason, phone, password }

  private(set) var sheet: Sheet<Field>
  private(set) var isBusy = false
  private let step: Step
  private let needsSecond: Bool
  private let version: Int64?

  /// What became of a sheet.
  enum Outcome: Sendable {
    case open
    case closed
    case asks(Work)
    /// The step is taken: the sentence to show.
    case done(String)
  }

  /// Opens a sheet for a move; `title` names the deed and `lines` the record.
  init<Status: StatusMachine>(
    _ move: StatusMove<Status>, of recordID: Int64, version: Int64? = nil, title: String, lines: [String]
  ) {
    step = Step(machine: Status.machineName, recordID: recordID, to: move.to.storedName)
    needsSecond = move.needsSecond
    self.version = version
    let second = "A colleague with the same right agrees to this with their own phone and password."
    sheet = Sheet(
      title, lines + (move.needsSecond ? [second] : []),
      [
        (
          .reason,
          FormField(
            "Reason", .text(TextField(maximumLength: 200)), isRequired: move.needsReason, width: 44,
            help: "Why, in a few words; it stands in the history of the record.")
        ),
        (
          .phone,
          FormField(
            "Colleague's phone", .text(TextField(maximumLength: 40)), isRequired: true, width: 26,
            help: "The phone number of the colleague's account, in any format.", isVisible: move.needsSecond)
        ),
        (
          .password,
          FormField(
            "Colleague's password", .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true,
            width: 26, help: "Typed by the colleague; it holds for this step of this record alone.",
            isVisible: move.needsSecond)
        ),
      ])
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch sheet.handle(press) {
    case .closed: .closed
    case .submitted: submit()
    case .handled, .changed: .open
    }
  }

  mutating func paste(_ text: String) { sheet.paste(text) }

  /// Checks the fields and asks for the step.
  mutating func submit() -> Outcome {
    guard sheet.submit() else { return .open }
    isBusy = true
    let typed = sheet.form.text(.phone)
    let colleague = StepWork.Colleague(
      phone: PhoneNumber(stored: typed)?.e164 ?? typed, password: sheet.form.text(.password))
    let reason = sheet.form.text(.reason)
    return .asks(
      .step(
        StepWork(
          step: step, reason: reason.isEmpty ? nil : reason, colleague: needsSecond ? colleague : nil,
          version: version)))
  }

  /// Takes the answer to the work; what was typed stays where the step is refused.
  mutating func receive(_ answer: StepAnswer) -> Outcome {
    isBusy = false
    switch answer {
    case .taken(let taken, let name):
      guard taken == step else { return .open }
      return .done(name.map { "Done, with the consent of \($0)." } ?? "Done.")
    case .refused(let outcome):
      let field: Field = outcome == .oneself || outcome == .notAllowed ? .phone : .password
      sheet.form.setText("", for: .password)
      sheet.form.setError(outcome.sentence, for: field)
      sheet.form.focusFirstError()
      return .open
    }
  }

  mutating func refuse(_ error: DeskError) {
    isBusy = false
    sheet.form.setText("", for: .password)
    sheet.problem = error.sentence
  }

  var remark: Message? { isBusy ? .info("Saving…") : sheet.remark }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.cursor = nil
    sheet.draw(on: &canvas, in: area)
  }
}
