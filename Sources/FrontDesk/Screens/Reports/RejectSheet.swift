import LabCore
import LabStore
import Tui
import Words

/// Asks why a specimen is of no use: a reason of the list, words to it, and whether its whole tube is meant.
struct RejectSheet: Sendable {
  enum Field: Hashable, Sendable { case reason, note, scope }

  /// What is rejected.
  enum Target: Sendable {
    case one(LabTask)
    case marked([LabTask], key: RequestKey)
  }

  private(set) var sheet: Sheet<Field>
  private(set) var isBusy = false
  private var target: Target
  /// Whether another desk was faster, so that the test has to be looked at before it is asked for again.
  private var isStale = false

  private static let wholeTube = "tube"

  init(_ target: Target) {
    self.target = target
    let reasons = RejectionReason.allCases.map { ChoiceOption(id: $0.code, title: $0.displayName) }
    let others = Self.others(of: target)
    let scopes = [
      ChoiceOption(id: Self.wholeTube, title: say("all \(others + 1) tests of the tube")),
      ChoiceOption(id: "test", title: say("this test alone")),
    ]
    let fields: [NamedField<Field>] = [
      (
        .reason,
        FormField(
          say("Reason"), .choice(ChoiceField(.fixed(reasons))), isRequired: true, width: 32,
          help: say("Why the specimen is of no use. Typing finds a reason; another one needs a note."))
      ),
      (
        .note,
        FormField(
          say("Note"), .text(TextField(maximumLength: 200)), width: 44,
          help: say("What else is to be known, in a few words."))
      ),
      (
        .scope,
        FormField(
          say("Rejects"), .choice(ChoiceField(.fixed(scopes), picks: [scopes[0]])), width: 32,
          help: say("Whether the tube is of no use to its other tests either."), isVisible: others > 0)
      ),
    ]
    sheet = Sheet(Self.title(of: target), Self.lines(of: target), fields)
  }

  private static func title(of target: Target) -> String {
    switch target {
    case .one(let task): say("Reject: \(task.testCode) of \(task.petName)")
    case .marked(let tasks, _): say("Reject \(tasks.count.counted("specimen"))")
    }
  }

  private static func lines(of target: Target) -> [String] {
    switch target {
    case .one(let task): [task.words + (task.currentTube.map { " · \($0.number)" } ?? "")]
    case .marked(let tasks, _): [tasks.map { say("\($0.testCode) of \($0.petName)") }.joined(separator: ", ")]
    }
  }

  /// How many other open tests are made from the tube.
  private static func others(of target: Target) -> Int {
    guard case .one(let task) = target, let tube = task.currentTube else { return 0 }
    return max(0, tube.openTests - 1)
  }

  mutating func handle(_ press: KeyPress) -> StepSheet.Outcome {
    switch sheet.handle(press) {
    case .closed: .closed
    case .submitted: submit()
    case .handled, .asked, .changed: .open
    }
  }

  mutating func paste(_ text: String) { sheet.paste(text) }

  /// Checks the fields and asks for the specimen to be rejected.
  mutating func submit() -> StepSheet.Outcome {
    guard sheet.submit() else { return .open }
    guard let reason = sheet.form[.reason]?.picks.first.flatMap({ RejectionReason(rawValue: $0.id) }) else {
      return .open
    }
    let note = sheet.form.text(.note).singleSpaced
    if reason == .other, note.isEmpty {
      sheet.form.setError(say("Another reason says which."), for: .note)
      sheet.form.focusFirstError()
      return .open
    }
    isBusy = true
    switch target {
    case .one(let task):
      let isWholeTube =
        sheet.form[.scope]?.isVisible == true && sheet.form[.scope]?.picks.first?.id == Self.wholeTube
      return .asks(
        .lab(
          .reject(
            Rejection(item: task.id, version: task.version, reason: reason, note: note, isWholeTube: isWholeTube))))
    case .marked(let tasks, let key):
      return .asks(
        .lab(
          .batch(
            BatchStep(
              machine: ItemStatus.machineName, to: ItemStatus.rejected.storedName, records: tasks.map(\.record),
              key: key, reason: note, rejection: reason))))
    }
  }

  /// Says why nothing was rejected; what was typed stays.
  mutating func refuse(_ error: DeskError) {
    isBusy = false
    isStale = error.code == .stale
    sheet.problem = error.sentence
  }

  /// Takes note of the test as it stands behind the sheet now that its person was told that it changed.
  mutating func look(at tasks: [LabTask]) {
    guard isStale, case .one(let old) = target, let newer = tasks.first(where: { $0.id == old.id }) else { return }
    target = .one(newer)
    isStale = false
  }

  var remark: Message? { isBusy ? .info(say("Saving…")) : sheet.remark }
}

extension LabTask {
  /// The tube that the test is made from now: the newest that was not rejected.
  var currentTube: LabTube? { tubes.last { $0.status != .rejected } }

  /// The test as a batch names it.
  var record: BatchStep.Record { BatchStep.Record(id: id.rawValue, version: version) }
}

extension Optional where Wrapped == RejectSheet {
  /// Changes the sheet where there is one; it goes when it is closed.
  mutating func act(_ body: (inout RejectSheet) -> StepSheet.Outcome) -> [Effect] {
    guard var sheet = self else { return [] }
    switch body(&sheet) {
    case .open, .done:
      self = sheet
      return []
    case .closed:
      self = nil
      return []
    case .asks(let work):
      self = sheet
      return [.blockingWork(work)]
    }
  }
}
