import LabCore
import LabStore
import Tui
import Words

extension LabTask {
  /// What Ctrl-S does with the test; nil where nothing is left to do by hand.
  var nextDeed: String? {
    switch stage {
    case .receive: "receive"
    case .work: say("write the report of")
    case .verify: "verify"
    case .deliver: "deliver"
    case .recollect:
      switch status {
      case .rejected: say("ask for another tube for")
      case .recollectPending: say("collect again")
      default: nil
      }
    case .done: nil
    }
  }

  /// What the next step needs the right to do; nil where nothing is left.
  var nextPermission: Permission? {
    switch stage {
    case .receive: .specimensReceive
    case .work: .reportsEnter
    case .verify: .reportsVerify
    case .deliver: .reportsDeliver
    case .recollect: status == .rejected ? .specimensReceive : nil
    case .done: nil
    }
  }

  /// The step that many tests at this stage can take at once; nil where each needs its own words.
  var batchStep: (machine: String, to: String, deed: String)? {
    switch (stage, status) {
    case (.receive, _): (ItemStatus.machineName, ItemStatus.processing.storedName, say("Receive"))
    case (.verify, _): (ReportStatus.machineName, ReportStatus.verified.storedName, say("Verify"))
    case (.deliver, _): (ReportStatus.machineName, ReportStatus.delivered.storedName, say("Deliver by hand"))
    case (.recollect, .rejected):
      (ItemStatus.machineName, ItemStatus.recollectPending.storedName, say("Ask for another tube"))
    default: nil
    }
  }
}

extension ReportsScreen {
  /// Takes the usual next step of the marked tests, or of the selected one.
  mutating func takeNext() -> [Effect] {
    guard marks.isEmpty else { return takeBatch() }
    guard let task = selected else { return [] }
    moved = [task.id]
    switch task.stage {
    case .receive: return askToReceive(task)
    case .work, .verify, .deliver: return [.hand(.report(task.id, then: .next), to: .report)]
    case .recollect: return takeItemStep(task)
    case .done: return []
    }
  }

  private func askToReceive(_ task: LabTask) -> [Effect] {
    let numbers = task.tubes.filter { $0.status == .collected }.map(\.number)
    let tests = task.tubes.last.map { $0.openTests > 1 ? say(", of which \($0.openTests) tests are made") : "" } ?? ""
    return [
      .ask(
        Question(
          title: say("Receive: \(task.testCode) of \(task.petName)"),
          body: ["\(task.words) · \(numbers.joined(separator: ", "))\(tests)"],
          choices: [
            DialogChoice("y", say("Yes, it is here"), [.blockingWork(.lab(.receive(numbers)))]),
            DialogChoice("n", say("Not yet"), []),
          ]))
    ]
  }

  /// A step of the item itself; where it needs a reason, a sheet asks for it.
  private mutating func takeItemStep(_ task: LabTask) -> [Effect] {
    guard let next = task.status.usualNext, let move = profile.permissions.move(task.status, to: next) else {
      return []
    }
    let step = Step(machine: ItemStatus.machineName, recordID: task.id.rawValue, to: next.storedName)
    taking = (step, task)
    let title = say("\(next.displayName): \(task.testCode) of \(task.petName)")
    guard !move.needsReason, !move.needsSecond else {
      sheet = StepSheet(move, of: task.id.rawValue, version: task.version, title: title, lines: [task.words])
      return []
    }
    let work = Work.step(StepWork(step: step, version: task.version))
    return [
      .ask(
        Question(
          title: title, body: [task.words],
          choices: [
            DialogChoice("y", say("Yes, “\(next.displayName)”"), [.blockingWork(work)]),
            DialogChoice("n", say("Not yet"), []),
          ]))
    ]
  }

  /// Names the step of the marked tests and takes it for all of them.
  private mutating func takeBatch() -> [Effect] {
    let tasks = marked
    guard let step = tasks.first?.batchStep else { return [] }
    // Nobody verifies what they have not seen.
    if tasks.first?.stage == .verify { return [.blockingWork(.lab(.read(tasks.map(\.id))))] }
    let records =
      step.machine == ItemStatus.machineName
      ? tasks.map(\.record)
      : tasks.compactMap(\.report).map { BatchStep.Record(id: $0.id.rawValue, version: $0.version) }
    let work = Work.lab(.batch(BatchStep(machine: step.machine, to: step.to, records: records, key: makeKey())))
    return [
      .ask(
        Question(
          title: "\(step.deed): \(tasks.count.counted("test"))",
          body: [tasks.map { say("\($0.testCode) of \($0.petName)") }.joined(separator: ", ")],
          choices: [
            DialogChoice("y", say("Yes, all of them"), [.blockingWork(work)]), DialogChoice("n", say("Not yet"), []),
          ]))
    ]
  }

  /// Verifies the reports that were read, each in the version that was shown.
  mutating func verifyRead() -> [Effect] {
    guard let records = reading?.records else { return [] }
    reading = nil
    let step = BatchStep(
      machine: ReportStatus.machineName, to: ReportStatus.verified.storedName, records: records, key: makeKey())
    return [.blockingWork(.lab(.batch(step)))]
  }

  /// Opens the sheet that asks why specimens are of no use.
  mutating func reject() {
    if !marks.isEmpty {
      rejecting = RejectSheet(.marked(marked, key: makeKey()))
    } else if let task = selected {
      rejecting = RejectSheet(.one(task))
    }
  }

  // MARK: Answers

  /// Takes what came of a step; steps of other screens are none of its business.
  mutating func receive(_ answer: StepAnswer) -> [Effect] {
    guard sheet == nil else { return sheet.act { $0.receive(answer) } }
    guard case .taken(let step, _) = answer, let taking, step == taking.step else { return [] }
    let state = ItemStatus(rawValue: step.to)?.displayName ?? step.to
    return [.message(.info(say("\(taking.task.testCode) of \(taking.task.petName): \(state).")))] + read
  }

  /// Says what came of a tube that was received from the list.
  mutating func receive(_ receipts: [TubeReceipt]) -> [Effect] {
    let words = receipts.map { "\($0.number ?? $0.typed): \($0.sentence)" }.joined(separator: "; ") + "."
    return [.message(receipts.allSatisfy(\.isReceived) ? .info(words) : .warning(words))] + read
  }

  /// Shows what came of each test of a batch; what was refused stays marked.
  mutating func receive(_ outcomes: [BatchOutcome], of step: BatchStep) -> [Effect] {
    rejecting = nil
    let isAboutItems = step.machine == ItemStatus.machineName
    var lines: [BatchReport.Line] = []
    for outcome in outcomes {
      let task = marks.values.first {
        isAboutItems ? $0.id.rawValue == outcome.id : $0.report?.id.rawValue == outcome.id
      }
      lines.append(
        BatchReport.Line(
          subject: task.map { say("\($0.testCode) of \($0.petName)") } ?? say("Test \(outcome.id)"),
          refusal: outcome.refusal?.sentence.replacing(say(" Nothing was saved."), with: "")))
      if outcome.refusal == nil, let task {
        marks[task.id] = nil
        moved.insert(task.id)
      }
    }
    let report = BatchReport(deed: Self.deed(of: step), lines: lines)
    batch = report
    return [.message(report.refusedCount == 0 ? .info(report.summary) : .warning(report.summary))] + read
  }

  private static func deed(of step: BatchStep) -> String {
    switch step.to {
    case ItemStatus.processing.storedName: say("Received")
    case ItemStatus.rejected.storedName: say("Rejected")
    case ItemStatus.recollectPending.storedName: say("Another tube asked for")
    case ReportStatus.verified.storedName: say("Verified")
    case ReportStatus.delivered.storedName: say("Delivered by hand")
    default: step.to
    }
  }

  // MARK: Who may

  var availabilityOfNext: Availability {
    guard marks.isEmpty else { return availabilityOfBatch }
    guard let selected else { return .hidden }
    guard selected.nextDeed != nil else {
      return .off(
        reason: selected.stage == .recollect
          ? say("The report was retracted: Ctrl-X rejects the tube, so that another is collected.")
          : say("Nothing is left to do: \(selected.statusWords.lowercased())."))
    }
    if let permission = selected.nextPermission {
      if let refusal = profile.permissions.refusal(of: permission) { return .off(reason: refusal) }
    } else if let next = selected.status.usualNext,
      let refusal = profile.permissions.refusal(of: selected.status, to: next)
    {
      return .off(reason: refusal)
    }
    if selected.stage == .verify, selected.report?.isOwn == true {
      return .off(reason: say("Nobody verifies their own findings; a colleague has to do it."))
    }
    return .on
  }

  private var availabilityOfBatch: Availability {
    let tasks = marked
    guard let first = tasks.first else { return .hidden }
    guard tasks.allSatisfy({ $0.stage == first.stage && $0.status == first.status }) else {
      return .off(reason: say("The marked tests are at different stages; mark those of one stage."))
    }
    if first.stage == .verify, tasks.count > BatchReading.most {
      return .off(reason: say("At most \(BatchReading.most) reports are verified together."))
    }
    guard first.batchStep != nil else {
      return .off(reason: say("\(first.statusWords): this is done for each test by itself."))
    }
    guard let permission = first.nextPermission else { return .on }
    return profile.permissions.refusal(of: permission).map { .off(reason: $0) } ?? .on
  }

  var availabilityOfRejecting: Availability {
    let tasks = marks.isEmpty ? selected.map { [$0] } ?? [] : marked
    guard let first = tasks.first else { return .hidden }
    for task in tasks {
      if let refusal = task.status.refusal(to: .rejected) { return .off(reason: refusal) }
    }
    return profile.permissions.refusal(of: first.status, to: .rejected).map { .off(reason: $0) } ?? .on
  }

  /// What can be done with the marked tests.
  var markedMessage: Message {
    let count = marks.count.counted("test")
    if let step = marked.first?.batchStep, availabilityOfNext == .on {
      return .info(say("\(count) marked. Ctrl-S: \(step.deed.lowercased()). Esc takes the marks away."))
    }
    return .info(say("\(count) marked. \(availabilityOfNext.explanation ?? "") Esc takes the marks away."))
  }
}
