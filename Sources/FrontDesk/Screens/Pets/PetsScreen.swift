import LabCore
import LabStore
import Tui

/// Clients and pets: the look-up that answers as one types, the file of whoever was found, and the sheets above it.
package struct PetsScreen: Screen {
  var lookup: PetLookup
  /// The file that is open.
  var page: ClientPage?
  var sheet: RecordSheet?
  private(set) var files = ClientFiles()
  private(set) var workspace: Workspace
  private(set) var now: LocalDateTime
  private(set) var isBusy = false
  /// Who is looked for before their file opens.
  private var opening: MatchID?

  init(_ workspace: Workspace, now: LocalDateTime) {
    self.workspace = workspace
    self.now = now
    lookup = PetLookup(MatchRowStyle(country: Self.country(of: workspace), today: now.date))
    // Those who see no files see no latest bookings either.
    if !workspace.profile.permissions.allow(.clientsRead) { lookup.receive(recent: []) }
  }

  private static func country(of workspace: Workspace) -> CallingCode {
    CallingCode(country: workspace.profile.countryCode) ?? .india
  }

  var country: CallingCode { Self.country(of: workspace) }
  var currency: Currency { workspace.profile.currency }
  var permissions: Permissions { workspace.profile.permissions }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return shown()
    case .key(let press): return handle(press)
    case .paste(let text): return paste(text)
    case .action(let id): return run(id)
    case .changed(let table, _): return changed(table)
    case .minute(let moment): now = moment
    case .answer(let answer): return receive(answer)
    case .handed: break
    }
    return []
  }

  /// The tables whose rows stand in a file.
  private static let tablesOfFiles: Set = [
    "users", "pets", "addresses", "bookings", "booking_items", "billing_records", "test_reports", "coupons",
  ]

  private mutating func shown() -> [Effect] {
    files.doubtAll()
    if page == nil { lookup.focus() }
    return readRecent + renewLookup() + readOpenFile + readSelected
  }

  private mutating func changed(_ table: String) -> [Effect] {
    guard Self.tablesOfFiles.contains(table) else { return [] }
    files.doubtAll()
    let isSought = table == "users" || table == "pets"
    return (isSought ? renewLookup() : []) + (table == "bookings" ? readRecent : []) + readOpenFile + readSelected
  }

  private mutating func renewLookup() -> [Effect] { follow(lookup.askAgain()) }

  private var readRecent: [Effect] {
    permissions.allow(.clientsRead) ? [.work(.pets(.readRecent), slot: .screen(.pets))] : []
  }

  var readOpenFile: [Effect] { page.map { [.work(.pets(.read($0.id)), slot: .clientFile)] } ?? [] }

  /// Reads what stands beside the list, once nothing that was typed waits for its answer.
  private var readSelected: [Effect] {
    guard page == nil, !lookup.isWaiting, permissions.allow(.clientsRead), let id = lookup.selected?.clientID,
      files.wants(id)
    else { return [] }
    return [.work(.pets(.read(id)), slot: .clientFile)]
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if sheet != nil { return act { $0.handle(press) } }
    guard page != nil else {
      let outcome = lookup.handle(press)
      return follow(outcome)
    }
    return handleOnPage(press)
  }

  private mutating func paste(_ text: String) -> [Effect] {
    if sheet != nil {
      sheet?.paste(text)
      return []
    }
    guard page == nil else {
      page?.paste(text)
      return []
    }
    return follow(lookup.paste(text))
  }

  /// Does what a key in the look-up asks for.
  private mutating func follow(_ outcome: PetLookup.Outcome) -> [Effect] {
    let find = Work.pets(.find(lookup.asked, limit: lookup.limit))
    switch outcome {
    case .ignored: return []
    case .handled: return readSelected
    case .asks: return [.work(find, slot: .lookUp)]
    case .waits: return [.blockingWork(find)]
    case .opens(let id): return open(id)
    case .says(let sentence): return [.message(.info(sentence))]
    }
  }

  /// Opens a file: at once where it was read before, else as soon as it is; keys typed meanwhile wait for it.
  mutating func open(_ id: MatchID) -> [Effect] {
    guard permissions.allow(.clientsRead) else { return openForOthers(id) }
    opening = id
    guard let known = files[id.client] else { return [.blockingWork(.pets(.read(id.client)))] }
    show(known)
    return readOpenFile + readForPage()
  }

  private mutating func show(_ file: ClientFile) {
    guard let id = opening, id.client == file.record.client.id else { return }
    opening = nil
    page = ClientPage(id, ClientPage.Standing(country: country, currency: currency, now: now))
    page?.receive(file)
  }

  mutating func closePage() -> [Effect] {
    page = nil
    lookup.focus()
    return readSelected
  }

  mutating func beginWork() { isBusy = true }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile): workspace.profile = profile
    case .shelf(let shelf): workspace.shelf = shelf
    case .pets(let answer): return receive(answer)
    case .failed(.pets(let work), let error): return receive(error, of: work)
    default: break
    }
    return []
  }

  private mutating func receive(_ answer: PetsAnswer) -> [Effect] {
    switch answer {
    case .found(let query, let matches):
      if let id = lookup.receive(matches, for: query) { return open(id) }
      return readSelected
    case .recent(let matches):
      lookup.receive(recent: matches)
      return readSelected
    case .file(let file):
      files.keep(file)
      if opening?.client == file.record.client.id {
        show(file)
      } else if page?.id == file.record.client.id {
        page?.receive(file)
        sheet?.look(at: file)
      }
      return readSelected + readForPage()
    case .page(let id, let history, let cursor):
      if page?.id == id { page?.receive(history, after: cursor) }
    case .weights(let pet, let weights): page?.receive(weights, of: pet)
    case .done(let deed):
      isBusy = false
      return finish(deed)
    case .changedMeanwhile(let mine, let theirs):
      isBusy = false
      sheet?.receive(mine: mine, theirs: theirs)
      return readOpenFile
    case .likely(let found):
      isBusy = false
      sheet?.receive(found)
    }
    return []
  }

  private mutating func receive(_ error: DeskError, of work: PetsWork) -> [Effect] {
    switch work {
    case .find(let query, _):
      lookup.fail(query)
      return [.message(.error(error.sentence))]
    case .read(let id) where opening?.client == id:
      opening = nil
      return [.message(.error(error.sentence))]
    // What the list knows stays in sight; whoever opens the file is told.
    case .readRecent, .read, .readWeights: return []
    case .readOn:
      page?.failReadingOn()
      return [.message(.error(error.sentence))]
    default:
      isBusy = false
      let reads = error.code == .stale ? readOpenFile : []
      guard sheet != nil else { return [.message(.error(error.sentence))] + reads }
      sheet?.refuse(error)
      return reads
    }
  }
}
