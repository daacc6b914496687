import LabCore
import LabStore
import Tui
import Words

/// The offers of the organisation with their codes: the list, one offer, and the sheets by which they change.
package struct OffersScreen: Screen {
  private(set) var offers: [OfferSummary] = []
  var table: Table<OfferID>
  var page: OfferPage?
  var sheet: OfferSheet?
  private(set) var workspace: Workspace
  private(set) var now: LocalDateTime
  private(set) var isBusy = false
  /// An offer that was just added is selected as soon as it stands in the list.
  private var added: OfferID?
  private let makeKey: @Sendable () -> RequestKey

  init(_ workspace: Workspace, now: LocalDateTime, makeKey: @escaping @Sendable () -> RequestKey) {
    self.workspace = workspace
    self.now = now
    self.makeKey = makeKey
    table = Self.emptyTable
  }

  var currency: Currency { workspace.profile.currency }

  var standing: OfferSheet.Standing {
    OfferSheet.Standing(
      menu: workspace.menu, catalogue: workspace.shelf.catalogue, currency: currency, today: now.date)
  }

  /// The offer that actions are about: the one opened, else the one in selection.
  var subject: OfferSummary? { page?.summary ?? table.selection.flatMap { id in offers.first { $0.id == id } } }

  /// The offers that the filter lets through, in the order of the list.
  var shown: [OfferSummary] {
    let byID = Dictionary(offers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return table.visibleRows.compactMap { byID[$0.id] }
  }

  /// Those of them that somebody can get, today or later.
  var shownToEnd: [OfferSummary] { shown.filter { [.running, .coming].contains($0.offer.state(on: now.date)) } }

  private var read: [Effect] {
    workspace.profile.permissions.allow(.offersWrite) ? [.work(.offers(.read), slot: .screen(.offers))] : []
  }

  /// Reads everything in sight.
  private mutating func readAll() -> [Effect] { read + (page?.read() ?? []) }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return readAll()
    case .key(let press): return handle(press)
    case .paste(let text):
      if sheet != nil {
        sheet?.sheet.paste(text)
        return []
      }
      if page != nil { return page?.codes.paste(text) ?? [] }
      _ = table.paste(text)
      return []
    case .action(let id): return run(id)
    case .changed("coupons", _): return readAll()
    case .minute(let moment):
      let isNewDay = moment.date != now.date
      now = moment
      return isNewDay ? read : []
    case .answer(let answer): return receive(answer)
    default: return []
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if var open = sheet {
      let outcome = open.handle(press)
      if outcome == .closed, open.losesWork { return [.ask(Question.leavingSheet(by: OffersActions.discard.id))] }
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? submit() : []
    }
    if page != nil { return handleOnPage(press) }
    switch table.handle(press) {
    case .activated: return openPage()
    case .ignored where press == KeyPress(.escape): return [.go(to: ScreenList[.offers].parent ?? .more)]
    case .ignored, .handled, .selected, .filtered: return []
    }
  }

  private mutating func handleOnPage(_ press: KeyPress) -> [Effect] {
    if let (activated, effects) = page?.codes.handle(press) {
      return activated ? run(OffersActions.editCode.id) : effects
    }
    if press == KeyPress(.escape) { page = nil }
    return []
  }

  private mutating func openPage() -> [Effect] {
    guard let subject else { return [] }
    page = OfferPage(subject, workspace.shelf.catalogue, in: currency, at: now)
    return page?.read() ?? []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return readAll()
    case OffersActions.add.id: open(.add)
    case OffersActions.save.id: return submit()
    case OffersActions.discard.id: sheet = nil
    case OffersActions.export.id: return export()
    case OffersActions.history.id: return history
    case OffersActions.endShown.id: openEndingShown()
    default:
      guard let subject else { return [] }
      run(id, on: subject)
    }
    return []
  }

  private mutating func run(_ id: Action.ID, on summary: OfferSummary) {
    switch id {
    case OffersActions.edit.id: open(.edit(summary))
    case OffersActions.issue.id: open(.issue(summary, makeKey()))
    case OffersActions.addCode.id: open(.addCode(summary))
    case OffersActions.chooseBatch.id: if let page { open(.chooseBatch(summary, page.batches)) }
    case OffersActions.editCode.id: if let record = page?.codes.selected { open(.editCode(record)) }
    case OffersActions.end.id:
      guard page != nil else { return open(.end([summary])) }
      if let record = page?.codes.selected { open(.endCode(record)) }
    default: break
    }
  }

  private mutating func open(_ purpose: OfferSheet.Purpose) { sheet = OfferSheet(purpose, standing) }

  private mutating func openEndingShown() {
    if let page {
      open(.endCodes(page.summary, page.codes.filter, count: page.codes.counts?.on ?? 0))
    } else {
      open(.end(shownToEnd))
    }
  }

  private mutating func export() -> [Effect] {
    isBusy = true
    let today = now.date
    if let page {
      let name = OfferExport.fileName(say("codes \(page.codes.batch?.prefix ?? page.summary.offer.name)"), on: today)
      return [.blockingWork(.offers(.exportCodes(page.codes.filter, currency, name: name)))]
    }
    let text = OfferExport.text(shown, workspace.shelf.catalogue, in: currency, on: today)
    return [.blockingWork(.offers(.export(text: text, name: OfferExport.fileName("offers", on: today))))]
  }

  private var history: [Effect] {
    if let record = page?.codes.selected {
      return [.history(of: RecordReference(.coupons, record.id.rawValue, name: record.coupon.code))]
    }
    return subject.map { [.history(of: RecordReference(.offers, $0.id.rawValue, name: $0.offer.name))] } ?? []
  }

  private mutating func submit() -> [Effect] {
    guard !isBusy, let order = sheet?.submit() else { return [] }
    switch order {
    case .work(let work):
      isBusy = true
      return [.blockingWork(.offers(work))]
    case .show(let batch):
      sheet = nil
      return page?.codes.show(batch) ?? []
    }
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile): workspace.profile = profile
    case .shelf(let shelf):
      // Another desk has changed an offer, if the offers of the shelf are others.
      defer { workspace.shelf = shelf }
      return shelf.offers == workspace.shelf.offers ? [] : read
    case .offers(let answer): return receive(answer)
    case .failed(.offers(let work), let error): return receive(error, of: work)
    default: break
    }
    return []
  }

  private mutating func receive(_ answer: OffersAnswer) -> [Effect] {
    switch answer {
    case .offers(let offers): adopt(offers)
    case .batches(let offer, let batches): if page?.id == offer { page?.batches = batches }
    case .coupons(let filter, let before, let codes):
      guard page?.codes.receive(codes, for: filter, before: before) == true else { return [] }
      for record in codes.coupons { sheet?.adopt(record) }
      sheet?.adopt(codes, of: filter)
    case .done(let deed): return finish(deed)
    case .exported(let path, let lines):
      isBusy = false
      return [.message(.info(say("\(lines.counted("line")) written to \(path).")))]
    }
    return []
  }

  private mutating func receive(_ error: DeskError, of work: OffersWork) -> [Effect] {
    switch work {
    case .read:
      table.emptyText = error.sentence
      return [.message(.error(error.sentence))]
    case .readBatches: return []
    case .readCoupons(let filter, _, _):
      page?.codes.fail(filter)
      return [.message(.error(error.sentence))]
    default: break
    }
    isBusy = false
    guard sheet != nil else { return [.message(.error(error.sentence))] }
    sheet?.sheet.problem = error.sentence
    return error.code == .stale ? readAll() : []
  }

  private mutating func adopt(_ offers: [OfferSummary]) {
    let isFirst = self.offers.isEmpty
    let today = now.date
    self.offers = offers.sorted {
      ($0.offer.state(on: today), $0.offer.name.lowercased()) < ($1.offer.state(on: today), $1.offer.name.lowercased())
    }
    table.emptyText = say("No offers yet. Ctrl-N sets one up.")
    table.replaceRows(self.offers.map { Self.row($0, in: currency, on: today) })
    if let added, offers.contains(where: { $0.id == added }) {
      table.setFilter("")
      table.select(added)
      self.added = nil
    } else if isFirst {
      table.selectFirst()
    }
    if let opened = page?.id {
      if let now = offers.first(where: { $0.id == opened }) {
        page?.replace(now, workspace.shelf.catalogue)
      } else {
        page = nil
      }
    }
    sheet?.adopt(self.offers)
  }

  private mutating func finish(_ deed: OfferDeed) -> [Effect] {
    isBusy = false
    sheet = nil
    var effects: [Effect] = [.message(.info(deed.sentence))]
    switch deed {
    case .added(let id, _): added = id
    case .issued(let batch, let offer, _):
      effects += show(codesOf: offer)
      page?.codes.expect(batch)
    case .addedCode(_, let offer): effects += show(codesOf: offer)
    default: break
    }
    return effects + readAll()
  }

  /// Opens the page of an offer, if it is not open.
  private mutating func show(codesOf offer: OfferID) -> [Effect] {
    guard page?.id != offer, let summary = offers.first(where: { $0.id == offer }) else { return [] }
    table.select(offer)
    page = OfferPage(summary, workspace.shelf.catalogue, in: currency, at: now)
    return []
  }

  // MARK: What the shell asks

  package var help: FieldHelp? {
    if let sheet { return sheet.sheet.help }
    guard let page else {
      return FieldHelp(
        title: say("Offers"),
        text: say(
          "Every offer, those that run first: what it takes off, how many bookings had it, what it gave away and"
            + " what those bookings brought. Cancelled bookings do not count."))
    }
    return FieldHelp(
      title: page.summary.offer.name,
      text:
        say(
          "The rules of the offer and its codes, newest first. Typing finds a code, Enter changes its days and limits.")
    )
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("One moment…")) }
    if let sheet { return sheet.sheet.remark }
    return .info(
      page == nil
        ? say("Enter opens an offer with its codes; typing finds one; Esc goes back.")
        : say("Typing finds a code; Enter changes its terms; Esc goes back to the list."))
  }
}
