import LabCore
import LabStore
package import Tui
import Words

/// Every organisation of the database, for the system administrator: the list, the sheets, and the way into one.
package struct OrganizationsScreen: Screen {
  private(set) var organizations: [Organization] = []
  private(set) var table: Table<OrganizationID>
  private(set) var sheet: OrganizationSheet?
  /// The questions that found an organisation.
  private(set) var founding: Sheet<FoundingForm.Field>?
  private var slugIsTyped = false
  private var profile: Profile
  private let settings: Settings
  private let clock: Clock
  private var isBusy = false
  /// An organisation that was just founded is selected as soon as it stands in the list.
  private var added: OrganizationID?

  init(_ profile: Profile, _ settings: Settings, clock: Clock) {
    self.profile = profile
    self.settings = settings
    self.clock = clock
    table = Self.emptyTable
  }

  var subject: Organization? { table.selection.flatMap { id in organizations.first { $0.id == id } } }

  private var read: [Effect] {
    profile.permissions.allow(.organizationsManage)
      ? [.work(.organizations(.read), slot: .organizations)] : []
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown, .changed("organizations", _): return read
    case .key(let press): return handle(press)
    case .paste(let text):
      if founding != nil {
        founding?.paste(text)
      } else if sheet != nil {
        sheet?.sheet.paste(text)
      } else {
        _ = table.paste(text)
      }
      return []
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .handed, .minute, .changed: return []
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if founding != nil { return handleFounding(press) }
    if var open = sheet {
      let outcome = open.sheet.handle(press)
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? submit() : []
    }
    switch table.handle(press) {
    case .activated: return run(OrganizationsActions.edit.id)
    case .ignored where press == KeyPress(.escape): return [.go(to: .more)]
    case .ignored, .handled, .selected, .filtered: return []
    }
  }

  private mutating func handleFounding(_ press: KeyPress) -> [Effect] {
    guard var open = founding else { return [] }
    let outcome = open.handle(press)
    var changed: FoundingForm.Field?
    if case .changed(let field) = outcome { changed = field }
    FoundingForm.follow(changed, in: &open.form, slugIsTyped: &slugIsTyped)
    founding = outcome == .closed ? nil : open
    return outcome == .submitted ? submit() : []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return read
    case OrganizationsActions.add.id: openFounding()
    case OrganizationsActions.save.id: return submit()
    case OrganizationsActions.goHome.id: return profile.homeOrganizationID.map { visit($0) } ?? []
    case OrganizationsActions.visit.id: return subject.map { visit($0.id) } ?? []
    case OrganizationsActions.edit.id: sheet = subject.map { OrganizationSheet(.edit($0)) }
    case OrganizationsActions.suspend.id: sheet = subject.map { OrganizationSheet(.suspend($0)) }
    case OrganizationsActions.resume.id: sheet = subject.map { OrganizationSheet(.resume($0)) }
    default: break
    }
    return []
  }

  private mutating func openFounding() {
    var open = Sheet<FoundingForm.Field>(say("Add an organisation"), [], [])
    open.form = FoundingForm.make(timeZone: profile.timeZone, account: .owner)
    slugIsTyped = false
    founding = open
  }

  private mutating func visit(_ id: OrganizationID) -> [Effect] {
    isBusy = true
    return [.blockingWork(.organizations(.visit(id, origin: settings.origin)))]
  }

  private mutating func submit() -> [Effect] {
    guard !isBusy else { return [] }
    if var open = founding {
      defer { founding = open }
      return FoundingForm.read(&open.form).map { begin(.found($0)) } ?? []
    }
    return sheet?.submit().map { begin($0) } ?? []
  }

  private mutating func begin(_ work: OrganizationsWork) -> [Effect] {
    isBusy = true
    return [.blockingWork(.organizations(work))]
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile):
      self.profile = profile
      isBusy = false
    case .organizations(.organizations(let organizations)): adopt(organizations)
    case .organizations(.done(let id, let deed)): return finish(deed, on: id)
    case .failed(.organizations(.read), let error):
      table.emptyText = error.sentence
      return [.message(.error(error.sentence))]
    case .failed(.organizations, let error):
      isBusy = false
      return show(error)
    default: break
    }
    return []
  }

  private mutating func show(_ error: DeskError) -> [Effect] {
    if founding != nil {
      founding?.problem = error.sentence
    } else if sheet != nil {
      sheet?.sheet.problem = error.sentence
    } else {
      return [.message(.error(error.sentence))]
    }
    return error.code == .stale ? read : []
  }

  private mutating func adopt(_ organizations: [Organization]) {
    let isFirst = self.organizations.isEmpty
    self.organizations = organizations
    let year = clock.local(profile.clock).date.year
    table.replaceRows(organizations.map { Self.row($0, in: year) })
    if let added, organizations.contains(where: { $0.id == added }) {
      table.setFilter("")
      table.select(added)
      self.added = nil
    } else if isFirst {
      table.selectFirst()
    }
    for organization in organizations { sheet?.adopt(organization) }
  }

  private mutating func finish(_ deed: OrganizationDeed, on id: OrganizationID) -> [Effect] {
    isBusy = false
    sheet = nil
    founding = nil
    if case .founded = deed { added = id }
    let name = organizations.first { $0.id == id }?.particulars.name ?? say("The organisation")
    return [.message(.info(deed.sentence(about: name)))] + read
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    guard sheet == nil, founding == nil else { return action == OrganizationsActions.save.id ? .on : .hidden }
    switch action {
    case OrganizationsActions.add.id, EverywhereActions.refresh.id: return .on
    case OrganizationsActions.goHome.id: return profile.homeOrganizationID == nil ? .hidden : .on
    default: break
    }
    guard let subject else { return .hidden }
    let isHome = subject.id == profile.homeOrganizationID
    switch action {
    case OrganizationsActions.edit.id: return .on
    case OrganizationsActions.visit.id:
      if subject.isHere { return .off(reason: say("You work there already.")) }
      return subject.isActive ? .on : .off(reason: say("This organisation is suspended."))
    case OrganizationsActions.suspend.id:
      guard subject.isActive else { return .hidden }
      if subject.isHere { return .off(reason: say("Nobody suspends the organisation they are in.")) }
      return isHome ? .off(reason: say("Nobody suspends the organisation they come from.")) : .on
    case OrganizationsActions.resume.id: return subject.isActive ? .hidden : .on
    default: return .hidden
    }
  }

  package var help: FieldHelp? {
    sheet?.sheet.help ?? founding?.help
      ?? FieldHelp(
        title: say("Organisations"), text: say("Every organisation of this database. Typing finds one, Enter edits it.")
      )
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? founding?.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? founding?.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("One moment…")) }
    if let sheet { return sheet.sheet.remark }
    if let founding { return founding.remark }
    return .info(say("Enter edits an organisation; typing finds one; Esc goes back."))
  }
}
