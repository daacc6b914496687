import LabCore
import LabStore
import Tui
import Words

/// One report: what it says in each of its versions, who has it, and its next step.
package struct ReportScreen: Screen {
  private(set) var item: BookingItemID?
  private(set) var page: ReportPage?
  /// What the report was opened for, until it is there.
  private var intent = ReportIntent.read
  /// The version on the screen; nil is what is being written.
  var shown: ReportVersionID?
  /// The first line in sight.
  private(set) var top = 0
  var editor: ReportEditor?
  /// Asks for the consent to an amendment that is written in the editor.
  var consent: ConsentSheet?
  var delivery: DeliverySheet?
  /// Asks why something due is not delivered.
  var waiving: (delivery: ReportDelivery, sheet: Sheet<WaivingField>)?
  /// Asks for what a retraction needs.
  var retracting: StepSheet?
  /// Whether the next version that comes is the one that was generated here.
  var hasGenerated = false
  private(set) var profile: Profile
  let makeKey: @Sendable () -> RequestKey

  enum WaivingField: Hashable, Sendable { case reason }

  init(_ profile: Profile, makeKey: @escaping @Sendable () -> RequestKey) {
    self.profile = profile
    self.makeKey = makeKey
  }

  package var cameFrom: Place? { .reports }

  /// Whether a form or a sheet takes the keys.
  var isAsking: Bool { editor != nil || delivery != nil || waiving != nil || retracting != nil }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read
    case .changed("test_reports", _), .changed("report_deliveries", _), .changed("booking_items", _),
      .changed("test_parameters", _), .changed("reference_intervals", _), .changed("report_templates", _):
      return read
    case .handed(.report(let item, let intent)): return open(item, intent)
    case .key(let press): return handle(press)
    case .paste(let text): paste(text)
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .handed, .changed, .minute: break
    }
    return []
  }

  /// Shows another report; what is typed and not saved stays, and the other report waits until it is.
  private mutating func open(_ item: BookingItemID, _ intent: ReportIntent) -> [Effect] {
    guard !isDirty else {
      guard item != self.item, let page else { return [] }
      let words = say("\(page.testCode) of \(page.petName)")
      return [
        .message(.warning(say("\(words) is not saved yet: save or discard it first, then open the other report.")))
      ]
    }
    if item != self.item {
      page = nil
      shown = nil
    }
    self.item = item
    self.intent = intent
    top = 0
    editor = nil
    consent = nil
    delivery = nil
    waiving = nil
    retracting = nil
    return []
  }

  var read: [Effect] {
    guard let item, profile.permissions.allow(.reportsRead) else { return [] }
    return [.work(.report(.read(item)), slot: .screen(.report))]
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if consent != nil { return handleConsent(press) }
    if var open = editor {
      let isLeft = open.handle(press)
      editor = open
      guard isLeft else { return [] }
      if open.isDirty { return [.ask(Question.leavingSheet(by: ReportPageActions.discard.id))] }
      editor = nil
      return []
    }
    if delivery != nil { return handleDelivery(press) }
    if waiving != nil { return handleWaiving(press) }
    if retracting != nil { return retracting.act { $0.handle(press) } }
    switch (press.key, press.modifiers) {
    case (.escape, []): return [.go(to: .reports)]
    case (.up, []): top = max(0, top - 1)
    case (.down, []): top += 1
    case (.pageUp, []): top = max(0, top - 10)
    case (.pageDown, []): top += 10
    case (.home, []): top = 0
    default: break
    }
    top = min(top, lastLine)
    return []
  }

  /// How far it can be scrolled on the smallest screen, which has the most lines.
  private var lastLine: Int { max(0, lines(width: 56, isWide: false).count - 14) }

  private mutating func paste(_ text: String) {
    if consent != nil {
      consent?.sheet.paste(text)
    } else if editor != nil {
      editor?.paste(text)
    } else if let delivery, !delivery.showsCode {
      self.delivery?.sheet.paste(text)
      self.delivery?.follow()
    } else if waiving != nil {
      waiving?.sheet.paste(text)
    } else {
      retracting?.paste(text)
    }
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case ReportPageActions.next.id: return takeNext()
    case ReportPageActions.keep.id: return saveForLater()
    case ReportPageActions.template.id: editor?.goToTemplates()
    case ReportPageActions.deliver.id: openDelivery(.report)
    case ReportPageActions.confirm.id: return confirm()
    case ReportPageActions.waive.id: openWaiving()
    case ReportPageActions.takeBack.id: return takeBack()
    case ReportPageActions.amend.id:
      editor = page.flatMap { page in
        page.report.map { ReportEditor(page, .amendment($0.id)) }
      }
    case ReportPageActions.retract.id: retract()
    case ReportPageActions.export.id: return export()
    case ReportPageActions.older.id: turn(by: -1)
    case ReportPageActions.newer.id: turn(by: 1)
    case ReportPageActions.booking.id: return page.map { [.hand(.booking($0.bookingNumber), to: .bookings)] } ?? []
    case ReportPageActions.code.id: delivery?.showsCode.toggle()
    case ReportPageActions.discard.id: discard()
    case EverywhereActions.refresh.id: return read
    default: break
    }
    return []
  }

  /// Closes what lies on top, with what was typed into it.
  private mutating func discard() {
    if consent != nil {
      consent = nil
    } else if delivery != nil {
      delivery = nil
    } else if waiving != nil {
      waiving = nil
    } else {
      editor = nil
    }
  }

  // MARK: Versions

  /// The pages that Alt-Up and Alt-Down turn: the versions, and what is being written.
  var sheets: [ReportVersionID?] {
    guard let page else { return [] }
    let isWriting = page.status == .pending && (!page.copy.isEmpty || page.versions.isEmpty)
    return page.versions.map(\.id) + (isWriting ? [nil] : [])
  }

  var shownVersion: ReportVersion? { page?.versions.first { $0.id == shown } }

  private mutating func turn(by step: Int) {
    guard let place = sheets.firstIndex(of: shown), sheets.indices.contains(place + step) else { return }
    shown = sheets[place + step]
    top = 0
  }

  /// Shows the newest sheet.
  mutating func showNewest() {
    shown = sheets.last ?? nil
    top = 0
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .report(.page(let item, let page)) where item == self.item: return receive(page)
    case .report(let answer): return receive(answer)
    case .step(let answer): return receive(answer)
    case .profile(let profile): self.profile = profile
    case .failed(.report(.read(let item)), let error) where item == self.item: return [.message(.error(error.sentence))]
    case .failed(.report(let work), let error): return refuse(error, of: work)
    case .failed(.step(let work), let error)
    where work.step.recordID == page?.report?.id.rawValue
      && work.step.machine == ReportStatus.machineName:
      guard retracting == nil else {
        retracting?.refuse(error, of: work)
        return read
      }
      return [.message(.error(error.sentence))] + read
    default: break
    }
    return []
  }

  private mutating func receive(_ newer: ReportPage?) -> [Effect] {
    guard let newer else { return [.message(.warning(say("This test is no longer there."))), .go(to: .reports)] }
    let wasNewest = page == nil || shown == sheets.last ?? nil
    let known = page?.versions.count
    let waiting = page?.unverified?.id
    page = newer
    let newest = sheets.last ?? nil
    // What is read is not turned away under the eyes unless another version came, and then not without a word.
    let isReplaced = known != nil && !hasGenerated && newer.unverified != nil && newer.unverified?.id != waiting
    hasGenerated = false
    if wasNewest || !sheets.contains(shown), newest != shown || known == nil { showNewest() }
    editor?.look(at: newer)
    if let version = newer.report?.version { retracting?.look(at: version) }
    guard intent == .next, !isAsking else {
      return isReplaced ? [.message(.warning(say("Another version is here: read it before it is verified.")))] : []
    }
    intent = .read
    switch newer.status {
    case .pending, .verified, .delivered, .retracted: return availabilityOfNext == .on ? takeNext() : []
    case .generated: return []
    }
  }

  // MARK: What the shell asks

  package var help: FieldHelp? {
    if let consent { return consent.sheet.help }
    if let delivery { return delivery.sheet.help }
    if let field = editor?.form.focus.flatMap({ editor?.form[$0] }) {
      return FieldHelp(
        title: field.label,
        text: field.help + say(" Ctrl-S generates the report, Ctrl-O saves it for later, Ctrl-T goes to the templates.")
      )
    }
    return FieldHelp(
      title: say("Report"),
      text:
        say(
          "What the report says, with its versions, deliveries and steps. Ctrl-S takes the usual next step: write it, "
            + "verify the version on the screen, deliver it. What is due to somebody comes first. Alt-Up and Alt-Down turn "
            + "the versions, Ctrl-E amends what is released, Ctrl-X retracts it, Ctrl-W writes it to a file. Esc goes back."
        )
    )
  }

  package var isDirty: Bool {
    editor?.isDirty ?? false || delivery?.sheet.form.isDirty ?? false || waiving?.sheet.form.isDirty ?? false
      || retracting?.sheet.form.isDirty ?? false || consent?.sheet.form.isDirty ?? false
  }

  package var problemCount: Int {
    consent?.sheet.form.errorCount ?? editor?.form.errorCount ?? delivery?.sheet.form.errorCount
      ?? waiving?.sheet.form.errorCount ?? retracting?.sheet.form.errorCount ?? 0
  }

  package var standingMessage: Message? {
    if let consent { return consent.sheet.remark }
    if let editor { return editor.remark }
    if let delivery { return delivery.showsCode ? .info(say("Esc closes the code.")) : delivery.sheet.remark }
    if let waiving { return waiving.sheet.remark }
    if let retracting { return retracting.remark }
    guard page != nil else { return nil }
    switch availabilityOfNext {
    case .on: return nextWords.map { .info(say("Ctrl-S \($0). Esc goes back to the list.")) }
    case .off: return .info((availabilityOfNext.explanation ?? "") + say(" Esc goes back."))
    case .hidden: return .info(say("Esc goes back to the list."))
    }
  }
}
