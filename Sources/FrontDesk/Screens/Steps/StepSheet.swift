import LabCore
import LabStore
import Tui
import Words

/// Asks for what a step of a record needs before it is taken: the reason, and the second person's phone and password.
///
/// The screen that shows the record holds the sheet and hands on the work it asks for.
struct StepSheet: Sendable {
  enum Field: String, Hashable, Sendable { case reason, phone, password }

  private(set) var sheet: Sheet<Field>
  private(set) var isBusy = false
  private let step: Step
  private let needsSecond: Bool
  /// The version of the record that was read, where there is one.
  private var version: Int64?
  /// Whether another desk was faster, so that the record has to be looked at before the step is asked for again.
  private var isStale = false

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
    _ move: StatusMove<Status>, of recordID: Int64, version: Int64? = nil, title: String, lines: [String],
    reasonHelp: String = say("Why, in a few words; it stands in the history of the record.")
  ) {
    step = Step(machine: Status.machineName, recordID: recordID, to: move.to.storedName)
    needsSecond = move.needsSecond
    self.version = version
    let second = say("A colleague with the same right agrees to this with their own phone and password.")
    sheet = Sheet(
      title, lines + (move.needsSecond ? [second] : []),
      [
        (
          .reason,
          FormField(
            say("Reason"), .text(TextField(maximumLength: 200)), isRequired: move.needsReason, width: 44,
            help: reasonHelp)
        ),
        (
          .phone,
          FormField(
            say("Colleague's phone"), .text(TextField(maximumLength: 40)), isRequired: true, width: 26,
            help: say("The phone number of the colleague's account, in any format."), isVisible: move.needsSecond)
        ),
        (
          .password,
          FormField(
            say("Colleague's password"), .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true,
            width: 26, help: say("Typed by the colleague; it holds for this step of this record alone."),
            isVisible: move.needsSecond)
        ),
      ])
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch sheet.handle(press) {
    case .closed: .closed
    case .submitted: submit()
    case .handled, .asked, .changed: .open
    }
  }

  mutating func paste(_ text: String) { sheet.paste(text) }

  func isAbout(_ step: Step) -> Bool { self.step == step }
  var recordID: Int64 { step.recordID }

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
      return .done(name.map { say("Done, with the consent of \($0).") } ?? say("Done."))
    case .refused(let outcome):
      let field: Field = outcome == .oneself || outcome == .notAllowed ? .phone : .password
      sheet.form.setText("", for: .password)
      sheet.form.setError(outcome.sentence, for: field)
      sheet.form.focusFirstError()
      return .open
    }
  }

  /// Says why the step was not taken; what was typed stays. Errors of other records' steps are none of its business.
  mutating func refuse(_ error: DeskError, of work: StepWork) {
    guard work.step == step else { return }
    isBusy = false
    isStale = error.code == .stale
    sheet.form.setText("", for: .password)
    sheet.problem = error.sentence
  }

  /// Takes note of the record as it stands behind the sheet now that its person was told that it changed.
  mutating func look(at version: Int64) {
    guard isStale else { return }
    self.version = version
    isStale = false
  }

  var remark: Message? { isBusy ? .info(say("Saving…")) : sheet.remark }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.cursor = nil
    sheet.draw(on: &canvas, in: area)
  }
}

extension Optional where Wrapped == StepSheet {
  /// Changes the sheet where there is one; it goes when it is closed or done.
  mutating func act(_ body: (inout StepSheet) -> StepSheet.Outcome) -> [Effect] {
    guard var sheet = self else { return [] }
    switch body(&sheet) {
    case .open:
      self = sheet
      return []
    case .closed:
      self = nil
      return []
    case .asks(let work):
      self = sheet
      return [.blockingWork(work)]
    case .done(let sentence):
      self = nil
      return [.message(.info(sentence)), .act(EverywhereActions.refresh.id)]
    }
  }
}
