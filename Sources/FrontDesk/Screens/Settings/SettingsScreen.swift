import LabCore
import LabStore
package import Tui
import Words

/// What the clinic is and goes by: its sections with their present values, one of them in words, and the sheet of a change.
package struct SettingsScreen: Screen {
  private(set) var settings: ClinicSettings?
  private(set) var table: Table<SettingsRow>
  private(set) var pane = DetailPane(title: say("Settings"))
  private(set) var sheet: SettingsSheet?
  /// The change that was shown and waits for its confirmation.
  private(set) var shown: SettingsChange?
  /// The code that is shown over the page.
  private(set) var code: Code?
  private(set) var workspace: Workspace
  private let clock: Clock
  private var zones: [String] = []
  private var isBusy = false

  /// What a phone takes from the screen.
  enum Code: Sendable { case chat, map }

  init(_ workspace: Workspace, clock: Clock) {
    self.workspace = workspace
    self.clock = clock
    table = Self.emptyTable
  }

  private var today: CalendarDate { clock.local(workspace.profile.clock).date }
  private var country: CallingCode { CallingCode(country: workspace.profile.countryCode) ?? .india }

  private var read: [Effect] {
    workspace.profile.permissions.allow(.clinicWrite) ? [.work(.settings(.read), slot: .screen(.settings))] : []
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return read
    case .changed("organizations", let id):
      return id == workspace.profile.organizationID.rawValue ? read : []
    case .key(let press): return handle(press)
    case .paste(let text):
      if sheet != nil { sheet?.paste(text) } else if code == nil { _ = table.paste(text) }
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
        return [.ask(Question.leavingSheet(by: SettingsActions.discard.id))]
      }
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? submit() : []
    }
    if code != nil {
      if press == KeyPress(.escape) || press == KeyPress(.enter) { code = nil }
      return []
    }
    if press == KeyPress(.pageUp) || press == KeyPress(.pageDown) {
      _ = pane.handle(press)
      return []
    }
    switch table.handle(press) {
    case .activated: return run(SettingsActions.edit.id)
    case .ignored where press == KeyPress(.escape): return [.go(to: .clinic)]
    case .ignored, .handled, .selected, .filtered: describe()
    }
    return []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return read + [.work(.readShelf, slot: .background)]
    case SettingsActions.edit.id: return open()
    case SettingsActions.save.id: return submit()
    case SettingsActions.confirm.id: return confirm()
    case SettingsActions.discard.id: sheet = nil
    case SettingsActions.code.id: code = nextCode
    case SettingsActions.days.id: return [.go(to: .hours)]
    case SettingsActions.history.id: return history
    default: break
    }
    return []
  }

  /// Opens the sheet of the selected section; holidays have a page of their own.
  private mutating func open() -> [Effect] {
    guard let row = table.selection, let settings else { return [] }
    if let reason = availability(of: SettingsActions.edit.id).explanation { return [.message(.warning(reason))] }
    guard let section = row.section else { return [.go(to: .hours)] }
    sheet = SettingsSheet(section, settings, country: country, zones: zones)
    return section == .money && zones.isEmpty ? [.work(.settings(.readZones), slot: .record)] : []
  }

  /// Asks the database what the change leads to; a change of nothing closes the sheet.
  private mutating func submit() -> [Effect] {
    guard !isBusy, let change = sheet?.change() else { return [] }
    guard !change.isEmpty else {
      sheet = nil
      return [.message(.info(say("Nothing was changed.")))]
    }
    isBusy = true
    return [.blockingWork(.settings(.foretell(change)))]
  }

  private mutating func confirm() -> [Effect] {
    guard !isBusy, let shown, sheet?.change() == shown else {
      shown = nil
      return []
    }
    isBusy = true
    return [.blockingWork(.settings(.save(shown)))]
  }

  /// The codes that can be shown, in their order.
  private var codes: [Code] {
    (settings?.chatLink == nil ? [] : [.chat]) + (settings?.mapLink == nil ? [] : [.map])
  }

  private var nextCode: Code? {
    guard let code, let place = codes.firstIndex(of: code) else { return codes.first }
    return codes[(place + 1) % codes.count]
  }

  /// The history of the section: name, contact, money and the lock stand with the organisation, the rest with its page.
  private var history: [Effect] {
    guard let settings, let row = table.selection else { return [] }
    let profile = workspace.profile
    return switch row {
    case .section(.contact), .section(.money), .section(.desks):
      [.history(of: RecordReference(.organizations, profile.organizationID.rawValue, name: profile.organizationName))]
    case .section, .holidays:
      [.history(of: RecordReference(.clinic, settings.clinicID, name: profile.organizationName))]
    }
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile):
      // What was asked before a lock is answered no more.
      workspace.profile = profile
      isBusy = false
      shown = nil
      return settings == nil ? [] : read
    case .shelf(let shelf):
      workspace.shelf = shelf
      return settings == nil ? [] : read
    case .settings(.settings(let newer)): adopt(newer)
    case .settings(.zones(let zones)):
      self.zones = zones
      if sheet?.section == .money { sheet?.adopt(zones) }
    case .settings(.foretold(let change, let outcome)):
      isBusy = false
      guard sheet != nil else { return [] }
      shown = change
      return [.ask(Self.question(change, outcome))]
    case .settings(.saved(let change, let outcome)):
      isBusy = false
      sheet = nil
      shown = nil
      let sentences = [
        say("\(change.items.count.counted("setting")) \(change.items.count == 1 ? say("is") : say("are")) saved.")
      ]
      return [
        .message(.info((sentences + outcome.sentences).joined(separator: " "))), .work(.readShelf, slot: .background),
      ] + read
    case .failed(.settings(.read), let error):
      table.emptyText = error.sentence
      return [.message(.error(error.sentence))]
    case .failed(.settings(.readZones), let error): return [.message(.error(error.sentence))]
    case .failed(.settings, let error):
      isBusy = false
      shown = nil
      sheet?.sheet.problem = error.sentence
      return (sheet == nil ? [.message(.error(error.sentence))] : []) + (error.code == .stale ? read : [])
    default: break
    }
    return []
  }

  private mutating func adopt(_ newer: ClinicSettings) {
    let isFirst = settings == nil
    settings = newer
    sheet?.look(at: newer)
    table.replaceRows(rows())
    if isFirst { table.selectFirst() }
    describe()
  }

  /// Shows each change and what follows from it; another key saves.
  private static func question(_ change: SettingsChange, _ outcome: SettingsOutcome) -> Question {
    var after = outcome.sentences
    if change.items.contains(where: { $0.setting == .currency }) {
      after.append(say("Every price keeps its figure in the new currency: look through the price list afterwards."))
    }
    if after.isEmpty { after = [say("Nothing else changes by it.")] }
    return Question(
      title: say("Save these changes"), body: change.items.map(\.words) + [""] + after,
      choices: [
        DialogChoice("s", say("Stay"), []), DialogChoice("c", say("Change it"), [.act(SettingsActions.confirm.id)]),
      ])
  }

  // MARK: Words

  private var words: SettingsWords? {
    settings.map { settings in
      let exceptions = workspace.shelf.clinic.hours?.exceptions.values.filter { $0.date >= today } ?? []
      return SettingsWords(settings: settings, coming: exceptions.sorted { $0.date < $1.date })
    }
  }

  private func rows() -> [TableRow<SettingsRow>] {
    guard let words else { return [] }
    return SettingsRow.all.map { row in
      TableRow(row, [TableCell(row.title, role: .textStrong), TableCell(words.summary(of: row))])
    }
  }

  private mutating func describe() {
    guard let words, let row = table.selection else { return }
    let next = words.pane(of: row)
    pane.show(next, isSameRecord: next.title == pane.title)
  }

  /// The code that is shown, with what a phone takes from it.
  var linkCode: LinkCode? {
    guard let code, let settings else { return nil }
    let other = codes.count > 1 ? [say("Ctrl-O shows the other one.")] : []
    return switch code {
    case .chat:
      settings.chatLink.map {
        LinkCode(say("WhatsApp"), link: $0, remarks: [say("A phone that reads the code opens the chat.")] + other)
      }
    case .map:
      settings.mapLink.map {
        LinkCode(say("On the map"), link: $0, remarks: [say("A phone that reads the code opens the map.")] + other)
      }
    }
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    if let sheet {
      switch action {
      case SettingsActions.save.id: return .on
      case SettingsActions.confirm.id: return shown == nil ? .hidden : .on
      case SettingsActions.discard.id: return sheet.sheet.form.isDirty ? .on : .hidden
      default: return .hidden
      }
    }
    guard settings != nil, !isBusy else { return action == EverywhereActions.refresh.id ? .on : .hidden }
    switch action {
    case SettingsActions.edit.id: return code == nil ? editing : .hidden
    case SettingsActions.code.id:
      return codes.isEmpty ? .off(reason: say("There is neither a WhatsApp number nor a place yet.")) : .on
    case SettingsActions.days.id, SettingsActions.history.id, EverywhereActions.refresh.id:
      return code == nil ? .on : .hidden
    default: return .hidden
    }
  }

  private var editing: Availability {
    guard let row = table.selection else { return .hidden }
    guard row == .section(.money), settings?.hasMoney == true else { return .on }
    return .off(reason: say("Currency and time zone stay: amounts have been booked and their days counted by them."))
  }

  package var help: FieldHelp? {
    sheet?.sheet.help
      ?? FieldHelp(
        title: say("Settings"),
        text:
          say(
            "What the clinic is and goes by. Enter changes the selected line; before anything is saved, the changes are "
              + "shown with what follows from them. Ctrl-O shows the WhatsApp link and the map as codes that a phone reads."
          )
      )
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("One moment…")) }
    if let sheet { return sheet.sheet.remark }
    if code != nil { return .info(say("Esc closes the code.")) }
    return .info(say("Enter changes a line; PgDn scrolls below; Esc goes back."))
  }
}
