import LabCore
import LabStore
package import Tui
import Words

/// What home visits cost by the way to them: the versions, one of them in words, and the sheet of a new one.
package struct DistanceScreen: Screen {
  private(set) var versions = DistanceVersions()
  private(set) var table: Table<DistancePricingID>
  private(set) var sheet: DistanceSheet?
  private(set) var workspace: Workspace
  private let clock: Clock
  private var isBusy = false
  private var isRead = false
  /// The version that was just set is selected as soon as it stands in the list.
  private var added: DistancePricingID?

  init(_ workspace: Workspace, clock: Clock) {
    self.workspace = workspace
    self.clock = clock
    table = Self.emptyTable
  }

  var currency: Currency { workspace.profile.currency }
  var today: CalendarDate { clock.local(workspace.profile.clock).date }

  /// The version that actions are about.
  var subject: DistanceVersion? { table.selection.flatMap { versions[$0] } }

  private var read: [Effect] {
    guard workspace.profile.permissions.allow(.catalogueRead) else { return [] }
    return [.work(.distance(.read), slot: .screen(.distance))]
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read
    case .key(let press): return handle(press)
    case .paste(let text):
      if sheet != nil { sheet?.paste(text) } else { _ = table.paste(text) }
      return []
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .minute, .changed, .handed: return []
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if var open = sheet {
      let outcome = open.handle(press)
      if outcome == .closed, open.sheet.form.isDirty {
        return [.ask(Question.leavingSheet(by: DistanceActions.discard.id))]
      }
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? submit() : []
    }
    if table.handle(press) == .ignored, press == KeyPress(.escape) { return [.go(to: .clinic)] }
    return []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return read
    case DistanceActions.add.id: return open()
    case DistanceActions.save.id: return submit()
    case DistanceActions.discard.id: sheet = nil
    case DistanceActions.confirm.id:
      guard !isBusy, let work = sheet?.work else { return [] }
      isBusy = true
      return [.blockingWork(.distance(work))]
    case DistanceActions.withdraw.id: return subject.map(withdrawing) ?? []
    case DistanceActions.history.id:
      return subject.map {
        [
          .history(
            of: RecordReference(
              .distancePricing, $0.id.rawValue, name: say("from \(PriceDetails.short($0.pricing.effectiveFrom))")))
        ]
      } ?? []
    default: break
    }
    return []
  }

  /// Opens the sheet at once; the visits of the last days are read meanwhile.
  private mutating func open() -> [Effect] {
    let mayRead = workspace.profile.permissions.allow(.bookingsRead)
    sheet = DistanceSheet(versions, mayRead ? .reading : .forbidden, in: currency, on: today)
    guard mayRead else { return [] }
    return [
      .work(
        .distance(.readWays(from: today.adding(days: 1 - DistanceOutlook.days), to: today)), slot: .record)
    ]
  }

  private mutating func submit() -> [Effect] {
    guard !isBusy, let question = sheet?.question() else { return [] }
    return [.ask(question)]
  }

  private func withdrawing(_ version: DistanceVersion) -> [Effect] {
    let day = version.pricing.effectiveFrom
    var body = [
      say("From \(day.text) on: \(version.pricing.rates.words(in: currency)) The charge before it holds on instead.")
    ]
    if let bookings = version.bookings, bookings > 0 {
      body.append(
        say("\(bookings.counted("booking")) charged by it already \(bookings == 1 ? say("keeps") : say("keep")) it."))
    }
    return [
      .ask(
        Question(
          title: say("Withdraw the charge to come"), body: body,
          choices: [
            DialogChoice("s", say("Stay"), []),
            DialogChoice(
              "w", say("Withdraw it"),
              [.blockingWork(.distance(.withdraw(version.id, from: day, version: versions.version)))], isDanger: true),
          ]))
    ]
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile): workspace.profile = profile
    case .shelf(let shelf):
      workspace.shelf = shelf
      return isRead ? read : []
    case .distance(.versions(let versions)): adopt(versions)
    case .distance(.ways(let ways)): sheet?.adopt(.known(ways))
    case .distance(.set(let id, let day)):
      added = id
      return finish(say("Home visits are charged so from \(day.text) on."))
    case .distance(.withdrew(let day)):
      // The version before it holds on; it is what one wants to see, and nothing else can take its place unasked.
      if let before = versions.versions.first(where: { $0.counts && $0.pricing.effectiveFrom < day }) {
        table.select(before.id)
      }
      return finish(say("The charge from \(day.text) on is withdrawn; the one before it holds on."))
    case .failed(.distance(.read), let error):
      table.emptyText = error.sentence
      return [.message(.error(error.sentence))]
    case .failed(.distance(.readWays), let error): sheet?.adopt(.failed(error.sentence))
    case .failed(.distance, let error):
      isBusy = false
      let again = error.code == .stale ? read : []
      guard sheet != nil else { return [.message(.error(error.sentence))] + again }
      sheet?.sheet.problem = error.sentence
      return again
    default: break
    }
    return []
  }

  private mutating func adopt(_ versions: DistanceVersions) {
    let isFirst = !isRead
    isRead = true
    self.versions = versions
    table.emptyText = say("No home visit charge yet: visits are free of charge. Ctrl-N sets the first.")
    table.replaceRows(versions.versions.map(row))
    if let added, versions[added] != nil {
      table.setFilter("")
      table.select(added)
      self.added = nil
    } else if isFirst {
      if let inForce = versions.inForce(on: today) { table.select(inForce.id) } else { table.selectFirst() }
    }
    sheet?.adopt(versions)
  }

  private mutating func finish(_ sentence: String) -> [Effect] {
    isBusy = false
    sheet = nil
    return [.message(.info(sentence)), .work(.readShelf, slot: .background)] + read
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    if let sheet {
      switch action {
      case DistanceActions.save.id: return .on
      case DistanceActions.confirm.id: return sheet.work == nil || isBusy ? .hidden : .on
      case DistanceActions.discard.id: return sheet.sheet.form.isDirty ? .on : .hidden
      default: return .hidden
      }
    }
    switch action {
    case DistanceActions.add.id, EverywhereActions.refresh.id: return isBusy || !isRead ? .hidden : .on
    case DistanceActions.withdraw.id:
      return subject.map { DistanceState($0, on: today) } == .toCome && !isBusy ? .on : .hidden
    case DistanceActions.history.id:
      return subject != nil && workspace.profile.permissions.allow(.auditRead) ? .on : .hidden
    default: return .hidden
    }
  }

  package var help: FieldHelp? {
    sheet?.sheet.help
      ?? FieldHelp(
        title: say("Home visit charge"),
        text:
          say(
            "What the way to a pet costs, version by version. A booking is charged by the version of the day of its visit "
              + "and keeps it. A new one says first what the visits of the last 30 days would have cost under it."))
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Saving…")) }
    if let sheet { return sheet.sheet.remark }
    let maySet = workspace.profile.permissions.allow(.pricesWrite)
    return .info(maySet ? say("Ctrl-N sets another charge; Esc goes back.") : say("Esc goes back."))
  }
}
