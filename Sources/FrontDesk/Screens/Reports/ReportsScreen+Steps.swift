import LabCore
import LabStore
import Tui

extension ReportsScreen {
  /// Names the usual next step of the selected test; where it needs a reason, a sheet asks for it.
  mutating func takeNext() -> [Effect] {
    guard let task = selected, let next = task.status.usualNext,
      let move = profile.permissions.move(task.status, to: next)
    else { return [] }
    guard !move.needsReason, !move.needsSecond else {
      ask(for: move, of: task)
      return []
    }
    let step = step(of: task, to: next)
    taking = (step, task)
    let work = Work.step(StepWork(step: step, version: task.version))
    return [
      .ask(
        Question(
          title: "\(next.displayName): \(task.testCode) of \(task.petName)", body: [task.words],
          choices: [
            DialogChoice("y", "Yes, “\(next.displayName)”", [.blockingWork(work)]), DialogChoice("n", "Not yet", []),
          ]))
    ]
  }

  /// Opens the sheet that asks why a specimen is of no use.
  mutating func reject() {
    guard let task = selected, let move = profile.permissions.move(task.status, to: .rejected) else { return }
    ask(for: move, of: task)
  }

  private mutating func ask(for move: StatusMove<ItemStatus>, of task: LabTask) {
    taking = (step(of: task, to: move.to), task)
    sheet = StepSheet(
      move, of: task.id, version: task.version, title: "\(move.to.displayName): \(task.testCode) of \(task.petName)",
      lines: [task.words])
  }

  private func step(of task: LabTask, to status: ItemStatus) -> Step {
    Step(machine: ItemStatus.machineName, recordID: task.id, to: status.storedName)
  }

  /// Takes what came of a step; steps of other screens are none of its business.
  mutating func receive(_ answer: StepAnswer) -> [Effect] {
    guard sheet == nil else { return sheet.act { $0.receive(answer) } }
    guard case .taken(let step, _) = answer, let taking, step == taking.step else { return [] }
    let state = ItemStatus(rawValue: step.to)?.displayName ?? step.to
    return [.message(.info("\(taking.task.testCode) of \(taking.task.petName): \(state)."))] + read
  }

  // MARK: Who may

  var availabilityOfNext: Availability {
    guard let selected else { return .hidden }
    guard let next = selected.status.usualNext else {
      return .off(reason: "What is in the lab is completed by its report.")
    }
    return availability(to: next)
  }

  /// Says whether the selected test can become something else by this person's hand, and if not, who could.
  func availability(to next: ItemStatus) -> Availability {
    guard let selected else { return .hidden }
    if let refusal = selected.status.refusal(to: next) { return .off(reason: refusal) }
    return profile.permissions.refusal(of: selected.status, to: next).map { .off(reason: $0) } ?? .on
  }
}
