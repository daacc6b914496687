import LabCore
import LabStore
import Tui

/// Clients and pets: the look-up that answers as one types, and the file of whoever was found.
package struct PetsScreen: Screen {
  var lookup: PetLookup
  private(set) var files = ClientFiles()
  private(set) var workspace: Workspace
  private(set) var now: LocalDateTime
  private let makeKey: @Sendable () -> RequestKey

  init(_ workspace: Workspace, now: LocalDateTime, makeKey: @escaping @Sendable () -> RequestKey) {
    self.workspace = workspace
    self.now = now
    self.makeKey = makeKey
    lookup = PetLookup(MatchRowStyle(country: Self.country(of: workspace), year: now.date.year))
  }

  private static func country(of workspace: Workspace) -> CallingCode {
    CallingCode(country: workspace.profile.countryCode) ?? .india
  }

  var country: CallingCode { Self.country(of: workspace) }
  var permissions: Permissions { workspace.profile.permissions }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return shown()
    case .key(let press): return handle(press)
    case .paste(let text): return follow(lookup.paste(text))
    case .action(let id): return run(id)
    case .changed(let table, _): return changed(table)
    case .minute(let moment): now = moment
    case .answer(let answer): return receive(answer)
    case .handed: break
    }
    return []
  }

  /// The tables whose rows stand in a file.
  private static let tablesOfFiles: Set = ["users", "pets", "addresses", "bookings"]

  private mutating func shown() -> [Effect] {
    files.doubtAll()
    lookup.focus()
    return readRecent + follow(lookup.askAgain()) + readSelected
  }

  private mutating func changed(_ table: String) -> [Effect] {
    guard Self.tablesOfFiles.contains(table) else { return [] }
    files.doubtAll()
    return (["users", "pets"].contains(table) ? follow(lookup.askAgain()) : []) + readSelected
  }

  private var readRecent: [Effect] {
    permissions.allow(.clientsRead) ? [.work(.pets(.readRecent), slot: .screen(.pets))] : []
  }

  /// Reads what stands beside the list, once nothing that was typed waits for its answer.
  private var readSelected: [Effect] {
    guard !lookup.isWaiting, permissions.allow(.clientsRead), let id = lookup.selected?.clientID, files.wants(id) else {
      return []
    }
    return [.work(.pets(.read(id)), slot: .clientFile)]
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] { follow(lookup.handle(press)) }

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

  private mutating func open(_ id: MatchID) -> [Effect] {
    []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return shown()
    case PetsActions.book.id:
      return lookup.selected.map { [.hand(.visitor(ClientOption.option($0, atHome: country)), to: .bookings)] } ?? []
    case PetsActions.history.id: return lookup.selected.map { [.history(of: $0.reference)] } ?? []
    default: return []
    }
  }

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
      return readSelected
    }
  }

  private mutating func receive(_ error: DeskError, of work: PetsWork) -> [Effect] {
    switch work {
    case .find(let query, _):
      lookup.fail(query)
      return [.message(.error(error.sentence))]
    // The list says what it knows; whoever opens the file is told.
    case .readRecent, .read: return []
    }
  }
}

extension ClientMatch {
  /// The pet, or the client without one, as the audit trail knows it.
  var reference: RecordReference {
    petID.map { RecordReference(.pets, $0.rawValue, name: petName ?? "") }
      ?? RecordReference(.clients, clientID.rawValue, name: name)
  }
}
