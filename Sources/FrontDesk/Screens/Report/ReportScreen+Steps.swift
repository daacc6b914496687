import LabCore
import LabStore
import Tui
import Words

extension ReportScreen {
  /// What Ctrl-S does on the page.
  enum NextStep: Equatable {
    case write, verify, deliver
    case handOver(ReportDelivery)
  }

  /// What is due comes first, then the way of the report.
  var nextStep: NextStep? {
    guard let page else { return nil }
    switch page.status {
    case .pending: return .write
    case .generated: return .verify
    case .verified, .delivered, .retracted:
      if let due = page.due.first(where: { $0.channel == .hand || mayWrite }) ?? page.due.first {
        return .handOver(due)
      }
      return page.status == .verified ? .deliver : nil
    }
  }

  /// Whether the person sees phones and addresses of mail.
  var mayWrite: Bool { profile.permissions.allow(.clientsRead) }

  /// Completes “Ctrl-S …”.
  var nextWords: String? {
    switch nextStep {
    case .write: page?.copy.isEmpty == true ? say("writes the report") : say("goes on writing the report")
    case .verify: page?.unverified.map { say("verifies version \($0.number) as it stands here") }
    case .deliver: say("delivers it")
    case .handOver(let due):
      due.kind == .retraction
        ? say("tells of the retraction") : say("hands over version \(due.number), which is due")
    case nil: nil
    }
  }

  var availabilityOfNext: Availability {
    guard let page, let nextStep else { return .hidden }
    if let reason = standstill { return .off(reason: reason) }
    switch nextStep {
    case .write:
      if let refusal = profile.permissions.refusal(of: .reportsEnter) { return .off(reason: refusal) }
      guard page.itemStatus == .processing else {
        return .off(reason: say("The specimen is \(page.itemStatus.displayName.lowercased()); it is not in the lab."))
      }
    case .verify:
      if let refusal = profile.permissions.refusal(of: .reportsVerify) { return .off(reason: refusal) }
      if page.report?.author == profile.staffID {
        return .off(reason: say("You wrote it: nobody verifies their own findings. A colleague has to do it."))
      }
    case .deliver:
      if let refusal = profile.permissions.refusal(of: .reportsDeliver) { return .off(reason: refusal) }
      let open = page.siblings.filter(\.isOpen).map(\.testCode)
      if !open.isEmpty, page.deliveries.allSatisfy({ $0.handedOverAt == nil }) {
        return .off(
          reason:
            say(
              "The reports of a panel go out together: \(open.listed()) \(open.count == 1 ? say("is") : say("are")) not verified yet."
            )
        )
      }
    case .handOver(let due):
      if let refusal = profile.permissions.refusal(of: .reportsDeliver) { return .off(reason: refusal) }
      if due.channel != .hand, !mayWrite {
        return .off(reason: say("It is due \(due.channel.words): reception sees the phone or the address."))
      }
    }
    return .on
  }

  /// Why nothing of the booking moves on; a retraction and what is due are told all the same.
  private var standstill: String? {
    guard let page, nextStep == .write || nextStep == .verify || nextStep == .deliver else { return nil }
    if page.bookingStatus == .cancelled { return say("The booking was cancelled; its reports do not move on.") }
    return page.isRefunded ? say("The booking was refunded; its reports do not move on.") : nil
  }

  /// Takes the usual next step, or saves the form that is open.
  mutating func takeNext() -> [Effect] {
    if consent != nil { return saveAmendment() }
    if editor != nil { return saveEditor() }
    if delivery != nil { return saveDelivery() }
    if waiving != nil { return saveWaiving() }
    if retracting != nil { return retracting.act { $0.submit() } }
    guard let page, let nextStep else { return [] }
    switch nextStep {
    case .write: editor = ReportEditor(page)
    case .verify: return verify(page)
    case .deliver: openDelivery(.report)
    case .handOver(let due): openDelivery(.due(due))
    }
    return []
  }

  /// Verifies the version that is read; where another one is on the screen, the one that waits is shown first.
  private mutating func verify(_ page: ReportPage) -> [Effect] {
    guard let report = page.report, let version = page.unverified else { return [] }
    guard shown == version.id else {
      showNewest()
      return [.message(.info(say("This is the version that waits to be verified. Ctrl-S verifies it.")))]
    }
    let step = Step(
      machine: ReportStatus.machineName, recordID: report.id.rawValue, to: ReportStatus.verified.storedName)
    return [
      .ask(
        Question(
          title: say("Verify: \(page.testCode) of \(page.petName)"),
          body: [
            say(
              "Version \(version.number) by \(version.author ?? say("somebody unknown")), as it stands on the screen.")
          ],
          choices: [
            DialogChoice(
              "y", say("Yes, it is right"), [.blockingWork(.step(StepWork(step: step, version: report.version)))]),
            DialogChoice("n", say("Not yet"), []),
          ]))
    ]
  }

  // MARK: Writing

  /// Generates what is in the form; an amendment asks for its reason and a colleague first.
  private mutating func saveEditor() -> [Effect] {
    guard var open = editor, !open.isBusy else { return [] }
    guard open.check() else {
      editor = open
      return []
    }
    switch open.purpose {
    case .entry:
      open.isBusy = true
      editor = open
      return [.blockingWork(.report(.write(open.item, open.copy, version: open.version, isReady: true)))]
    case .amendment:
      editor = open
      consent = ConsentSheet(open.title)
      return []
    }
  }

  /// Saves what is in the form as it is.
  mutating func saveForLater() -> [Effect] {
    guard var open = editor, open.purpose == .entry, !open.isBusy else { return [] }
    open.isBusy = true
    editor = open
    return [.blockingWork(.report(.write(open.item, open.copy, version: open.version, isReady: false)))]
  }

  mutating func handleConsent(_ press: KeyPress) -> [Effect] {
    guard var open = consent else { return [] }
    let outcome = open.sheet.handle(press)
    consent = outcome == .closed && !open.sheet.form.isDirty ? nil : open
    if outcome == .closed, consent != nil { return askToDiscard }
    return outcome == .submitted ? saveAmendment() : []
  }

  private mutating func saveAmendment() -> [Effect] {
    guard var open = consent, let editor, case .amendment(let report) = editor.purpose, let version = editor.version
    else { return [] }
    let isGood = open.sheet.submit()
    consent = open
    guard isGood else { return [] }
    return [
      .blockingWork(
        .report(
          .amend(
            Amendment(
              report: report, version: version, copy: editor.copy, reason: open.reason, colleague: open.colleague))))
    ]
  }

  private var askToDiscard: [Effect] { [.ask(.leavingSheet(by: ReportPageActions.discard.id))] }

  func takeBack() -> [Effect] {
    guard let page, let report = page.report else { return [] }
    let step = Step(
      machine: ReportStatus.machineName, recordID: report.id.rawValue, to: ReportStatus.pending.storedName)
    let work = Work.step(StepWork(step: step, version: report.version))
    return [
      .ask(
        Question(
          title: say("Take back: \(page.testCode) of \(page.petName)"),
          body: [say("\(report.number) is written again and does not wait to be verified any more.")],
          choices: [
            DialogChoice("y", say("Yes, take it back"), [.blockingWork(work)]), DialogChoice("n", say("Leave it"), []),
          ]))
    ]
  }

  mutating func retract() {
    guard let page, let report = page.report,
      let move = ReportStatus.moves.first(where: {
        $0.from == page.status && $0.to == .retracted
      })
    else { return }
    retracting = StepSheet(
      move, of: report.id.rawValue, version: report.version, title: say("Retract: \(page.testCode) of \(page.petName)"),
      lines: [say("\(report.number) is out of force from then on, and everybody who has it is to be told.")],
      reasonHelp: say("Why it is retracted, in a few words; it stands in the history of the report."))
  }

  func export() -> [Effect] {
    guard let page, let text = shownText else { return [] }
    let name = say(
      "\(page.report?.number ?? page.testCode.replacing("/", with: "-"))-version-\(text.version.number).txt")
    return [.work(.report(.export(text: text.exported, name: name)), slot: .background)]
  }

  // MARK: Delivering

  mutating func openDelivery(_ subject: DeliverySheet.Subject) {
    guard let page else { return }
    delivery = DeliverySheet(page, subject, mayWrite: mayWrite, key: makeKey())
  }

  mutating func handleDelivery(_ press: KeyPress) -> [Effect] {
    guard var open = delivery else { return [] }
    if open.showsCode {
      // The sheet is as it was when the code is closed.
      delivery?.showsCode = press != KeyPress(.escape) && press != KeyPress(.enter)
      return []
    }
    let channel = open.channel
    let outcome = open.sheet.handle(press)
    open.follow(open.channel == channel ? nil : .channel)
    delivery = outcome == .closed && !open.sheet.form.isDirty ? nil : open
    if outcome == .closed, delivery != nil { return askToDiscard }
    return outcome == .submitted ? saveDelivery() : []
  }

  private mutating func saveDelivery() -> [Effect] {
    guard var open = delivery else { return [] }
    let work = open.submit()
    delivery = open
    return work.map { [.blockingWork(.report($0))] } ?? []
  }

  /// What was handed over and not confirmed, the newest first.
  var unconfirmed: [ReportDelivery] {
    (page?.deliveries ?? []).reversed().filter { $0.status == .handedOver && ($0.channel == .hand || mayWrite) }
  }

  /// Asks which of the deliveries was confirmed, by whom it names.
  func confirm() -> [Effect] {
    guard let page, !unconfirmed.isEmpty else { return [] }
    let keys: [Character] = ["1", "2", "3", "4", "5", "6"]
    let choices = zip(keys, unconfirmed).map { key, delivery in
      DialogChoice(key, delivery.words, [Effect.blockingWork(.report(.confirm(delivery)))])
    }
    return [
      .ask(
        Question(
          title: say("Who has said that it came? \(page.testCode) of \(page.petName)"), body: [],
          choices: choices + [DialogChoice("n", say("Nobody yet"), [])]))
    ]
  }

  /// What can be waived: the first that is due to a place the person sees.
  var waivable: ReportDelivery? { page?.due.first { $0.channel == .hand || mayWrite } }

  mutating func openWaiving() {
    guard let due = waivable else { return }
    waiving = (
      due,
      Sheet(
        say("Not delivered"), [due.words],
        [
          (
            .reason,
            FormField(
              say("Reason"), .text(TextField(maximumLength: 200)), isRequired: true, width: 44,
              help: say("Why it is not delivered, in a few words."))
          )
        ])
    )
  }

  mutating func handleWaiving(_ press: KeyPress) -> [Effect] {
    guard var open = waiving else { return [] }
    let outcome = open.sheet.handle(press)
    waiving = outcome == .closed && !open.sheet.form.isDirty ? nil : open
    if outcome == .closed, waiving != nil { return askToDiscard }
    return outcome == .submitted ? saveWaiving() : []
  }

  private mutating func saveWaiving() -> [Effect] {
    guard var open = waiving else { return [] }
    let isGood = open.sheet.submit()
    waiving = open
    guard isGood else { return [] }
    return [.blockingWork(.report(.waive(open.delivery, reason: open.sheet.form.text(.reason).singleSpaced)))]
  }
}
