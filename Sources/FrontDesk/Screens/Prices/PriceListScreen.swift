import LabCore
import LabStore
package import Tui
import Words

/// Tests, panels and what they cost: the list, one of them opened, and the sheets by which they change.
package struct PriceListScreen: Screen {
  private(set) var list = PriceList()
  private(set) var table: Table<PriceListItem>
  /// What is opened, with its prices as far as they were read.
  private(set) var opened: (item: PriceListItem, history: [PriceEntry]?, pane: DetailPane)?
  private(set) var sheet: PriceListSheet?
  private(set) var workspace: Workspace
  private let clock: Clock
  private var isBusy = false
  private var isRead = false
  /// Something that was just added is selected as soon as it stands in the list.
  private var added: PriceListItem?

  init(_ workspace: Workspace, clock: Clock) {
    self.workspace = workspace
    self.clock = clock
    table = Self.emptyTable
  }

  var currency: Currency { workspace.profile.currency }
  var today: CalendarDate { clock.local(workspace.profile.clock).date }

  /// What actions are about: what is opened, else what is selected.
  var subject: PriceListEntry? { (opened?.item ?? table.selection).flatMap { list[$0] } }

  private var standing: PriceListSheet.Standing {
    PriceListSheet.Standing(list: list, prices: workspace.shelf.catalogue.prices, currency: currency, today: today)
  }

  private var read: [Effect] {
    guard workspace.profile.permissions.allow(.catalogueRead) else { return [] }
    return [.work(.prices(.read), slot: .screen(.prices))] + readHistory
  }

  private var readHistory: [Effect] { opened.map { [.work(.prices(.readHistory($0.item)), slot: .record)] } ?? [] }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read
    case .key(let press): return handle(press)
    case .paste(let text):
      if sheet != nil { sheet?.sheet.paste(text) } else if opened == nil { _ = table.paste(text) }
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
        return [.ask(Question.leavingSheet(by: PriceListActions.discard.id))]
      }
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? submit() : []
    }
    if opened != nil {
      if press == KeyPress(.escape) || press == KeyPress(.enter) {
        opened = nil
      } else {
        _ = opened?.pane.handle(press)
      }
      return []
    }
    switch table.handle(press) {
    case .activated(let item): return open(item)
    case .ignored where press == KeyPress(.escape): return [.go(to: .clinic)]
    case .ignored, .handled, .selected, .filtered: return []
    }
  }

  private mutating func open(_ item: PriceListItem) -> [Effect] {
    guard let entry = list[item] else { return [] }
    opened = (item, nil, details(of: entry, nil))
    return readHistory
  }

  func details(of entry: PriceListEntry, _ history: [PriceEntry]?) -> DetailPane {
    PriceDetails(
      entry: entry, list: list, offers: workspace.shelf.offers, history: history, currency: currency, today: today
    ).pane
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return read
    case PriceListActions.save.id: return submit()
    case PriceListActions.discard.id: sheet = nil
    case PriceListActions.add.id: sheet = PriceListSheet(.addTest, standing)
    case PriceListActions.addPanel.id: sheet = PriceListSheet(.addPanel, standing)
    case PriceListActions.categories.id: sheet = PriceListSheet(.category(category), standing)
    default:
      guard let entry = subject else { return [] }
      return run(id, on: entry)
    }
    return []
  }

  private var category: CategoryID? {
    if case .test(let test)? = subject { return test.categoryID }
    return nil
  }

  private mutating func run(_ id: Action.ID, on entry: PriceListEntry) -> [Effect] {
    switch id {
    case PriceListActions.edit.id:
      switch entry {
      case .test(let test): sheet = PriceListSheet(.editTest(test), standing)
      case .panel(let panel): sheet = PriceListSheet(.editPanel(panel), standing)
      }
    case PriceListActions.price.id: sheet = PriceListSheet(.price(entry), standing)
    case PriceListActions.withdraw.id: return PriceListQuestions.withdrawing(from: entry, in: currency)
    case PriceListActions.switchOff.id:
      return PriceListQuestions.switchingOff(entry, list, workspace.shelf.offers)
    case PriceListActions.switchOn.id:
      isBusy = true
      return [.blockingWork(.prices(.setActive(entry.item, version: entry.version, true)))]
    case PriceListActions.history.id: return [.history(of: entry.item.reference(named: entry.name))]
    default: break
    }
    return []
  }

  private mutating func submit() -> [Effect] {
    guard !isBusy, let work = sheet?.submit() else { return [] }
    isBusy = true
    return [.blockingWork(.prices(work))]
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile): workspace.profile = profile
    case .shelf(let shelf):
      workspace.shelf = shelf
      sheet?.adopt(list, shelf.catalogue.prices)
      return isRead ? read : []
    case .prices(.list(let list)): return adopt(list)
    case .prices(.history(let item, let history)):
      guard let entry = list[item], opened?.item == item else { return [] }
      let pane = details(of: entry, history)
      opened?.history = history
      opened?.pane.show(pane, isSameRecord: true)
    case .prices(.done(let item, let deed)): return finish(deed, on: item)
    case .failed(.prices(.read), let error):
      table.emptyText = error.sentence
      return [.message(.error(error.sentence))]
    case .failed(.prices(.readHistory), let error): return [.message(.error(error.sentence))]
    case .failed(.prices, let error):
      isBusy = false
      let again = error.code == .stale ? [.work(.readShelf, slot: .background)] + read : []
      guard sheet != nil else { return [.message(.error(error.sentence))] + again }
      sheet?.sheet.problem = error.sentence
      return again
    default: break
    }
    return []
  }

  private mutating func adopt(_ list: PriceList) -> [Effect] {
    let isFirst = !isRead
    isRead = true
    self.list = list
    table.emptyText = say("No tests yet. Ctrl-N adds the first.")
    table.replaceRows(list.entries.map { row($0) })
    if let added, list[added] != nil {
      table.setFilter("")
      table.select(added)
      self.added = nil
    } else if isFirst {
      table.selectFirst()
    }
    sheet?.adopt(list, workspace.shelf.catalogue.prices)
    guard let shown = opened else { return [] }
    if let entry = list[shown.item] {
      let pane = details(of: entry, shown.history)
      opened?.pane.show(pane, isSameRecord: true)
    } else {
      opened = nil
    }
    return []
  }

  private mutating func finish(_ deed: PriceListDeed, on item: PriceListItem?) -> [Effect] {
    isBusy = false
    sheet = nil
    if deed == .added {
      added = item
      opened = nil
    }
    let name = item.flatMap { list[$0]?.name } ?? say("It")
    return [.message(.info(deed.sentence(about: name))), .work(.readShelf, slot: .background)] + read
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    if let sheet {
      let isOn =
        action == PriceListActions.save.id || action == PriceListActions.discard.id && sheet.sheet.form.isDirty
      return isOn ? .on : .hidden
    }
    switch action {
    case PriceListActions.save.id, PriceListActions.discard.id: return .hidden
    case PriceListActions.add.id, PriceListActions.addPanel.id, PriceListActions.categories.id,
      EverywhereActions.refresh.id:
      return isBusy ? .hidden : .on
    default: break
    }
    guard let entry = subject, !isBusy else { return .hidden }
    switch action {
    case PriceListActions.edit.id, PriceListActions.price.id: return .on
    case PriceListActions.withdraw.id: return entry.nextDay == nil ? .hidden : .on
    case PriceListActions.switchOff.id: return entry.isSwitchedOn ? .on : .hidden
    case PriceListActions.switchOn.id: return entry.isSwitchedOn ? .hidden : .on
    case PriceListActions.history.id: return historyAvailability
    default: return .hidden
    }
  }

  private var historyAvailability: Availability {
    let held = workspace.profile.permissions
    return held.allow(.auditRead) ? .on : .hidden
  }

  package var help: FieldHelp? {
    sheet?.sheet.help
      ?? FieldHelp(
        title: say("Tests and prices"),
        text:
          say(
            "Every test and panel with what it costs today and next. Typing finds one by code, name, tag or category; "
              + "Enter shows everything about it with all of its prices."))
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Saving…")) }
    if let sheet { return sheet.sheet.remark }
    return .info(
      opened == nil ? say("Enter opens a test; typing finds one; Esc goes back.") : say("Esc goes back to the list."))
  }
}

extension PriceListEntry {
  /// The version of the record that was read.
  var version: Int64 {
    switch self {
    case .test(let test): test.version
    case .panel(let panel): panel.version
    }
  }
}
