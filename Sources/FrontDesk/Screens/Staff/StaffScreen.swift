import LabCore
import LabStore
package import Tui
import Words

/// The colleagues and their accounts: the list, one person, and the sheets by which accounts change.
package struct StaffScreen: Screen {
  private(set) var colleagues: [Colleague] = []
  var table: Table<StaffID>
  private(set) var page: PersonPage?
  private(set) var sheet: StaffSheet?
  private(set) var card: CodeCard?
  private var profile: Profile
  private let clock: Clock
  private var isBusy = false
  /// An account that was just added is selected as soon as it stands in the list.
  private var added: StaffID?

  init(_ profile: Profile, clock: Clock) {
    self.profile = profile
    self.clock = clock
    table = Self.emptyTable
  }

  var standing: StaffStanding { StaffStanding(profile, among: colleagues) }

  /// The account that actions are about: the one opened, else the one in selection.
  var subject: Colleague? { page?.person ?? table.selection.flatMap { id in colleagues.first { $0.id == id } } }

  private var read: [Effect] {
    profile.permissions.allow(.staffManage) ? [.work(.staff(.read), slot: .staff)] : []
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown:
      card = nil
      return read
    case .key(let press): return handle(press)
    case .paste(let text):
      paste(text)
      return []
    case .action(let id): return run(id)
    case .changed("staff", _), .changed("visits", _): return read
    case .answer(let answer): return receive(answer)
    case .minute(let now):
      if let until = card?.validUntil, now >= until { card = nil }
      return []
    case .handed, .changed: return []
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if card != nil {
      if press == KeyPress(.enter) || press == KeyPress(.escape) { card = nil }
      return []
    }
    if var open = sheet {
      let outcome = open.handle(press)
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? submit() : []
    }
    if page?.handle(press) == false, press == KeyPress(.escape) { page = nil }
    guard page == nil else { return [] }
    switch table.handle(press) {
    case .activated: page = subject.map { PersonPage($0) }
    case .ignored where press == KeyPress(.escape): return [.go(to: .more)]
    case .ignored, .handled, .selected, .filtered: break
    }
    return []
  }

  private mutating func paste(_ text: String) {
    guard card == nil else { return }
    if sheet != nil {
      sheet?.sheet.paste(text)
    } else if page != nil {
      page?.paste(text)
    } else {
      _ = table.paste(text)
    }
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return read
    case StaffActions.add.id: open(.hire)
    case StaffActions.save.id: return submit()
    default:
      guard let person = subject else { return [] }
      return run(id, on: person)
    }
    return []
  }

  private mutating func run(_ id: Action.ID, on person: Colleague) -> [Effect] {
    switch id {
    case StaffActions.edit.id: open(.edit(person))
    case StaffActions.changeRole.id: open(.changeRole(person))
    case StaffActions.approve.id: return begin(.approve(person.id))
    case StaffActions.unlock.id: open(.unlock(person))
    case StaffActions.issueCode.id: return begin(.issueCode(person.id))
    case StaffActions.setPassword.id: open(.setPassword(person))
    case StaffActions.grant.id: open(.grant(person))
    case StaffActions.revoke.id: open(.revoke(person))
    case StaffActions.deactivate.id: open(.deactivate(person))
    case StaffActions.reactivate.id: open(.reactivate(person))
    case StaffActions.endSessions.id: return [.ask(Self.endingSessions(of: person))]
    default: break
    }
    return []
  }

  private mutating func open(_ purpose: StaffSheet.Purpose) {
    sheet = StaffSheet(purpose, by: standing, picking: page?.grant)
  }

  private static func endingSessions(of person: Colleague) -> Question {
    Question(
      title: say("Sign \(person.name) out everywhere"),
      body: [
        say("Every desk where they are signed in goes back to its sign-in screen; what is open there waits for them.")
      ],
      choices: [
        DialogChoice("s", say("Stay"), []),
        DialogChoice("e", say("End their sessions"), [.blockingWork(.staff(.endSessions(person.id)))], isDanger: true),
      ])
  }

  private mutating func begin(_ work: StaffWork) -> [Effect] {
    isBusy = true
    return [.blockingWork(.staff(work))]
  }

  private mutating func submit() -> [Effect] {
    guard !isBusy, let work = sheet?.submit() else { return [] }
    return begin(work)
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile): self.profile = profile
    case .staff(.colleagues(let colleagues)): adopt(colleagues)
    case .staff(.done(let id, let deed)): return finish(deed, on: id)
    case .failed(.staff(.read), let error):
      table.emptyText = error.sentence
      return [.message(.error(error.sentence))]
    case .failed(.staff, let error):
      isBusy = false
      guard sheet != nil else { return [.message(.error(error.sentence))] }
      sheet?.sheet.problem = error.sentence
      return error.code == .stale ? read : []
    default: break
    }
    return []
  }

  private mutating func adopt(_ colleagues: [Colleague]) {
    let isFirst = self.colleagues.isEmpty
    self.colleagues = colleagues
    let year = clock.local(profile.clock).date.year
    table.replaceRows(colleagues.map { Self.row($0, in: year) })
    if let added, colleagues.contains(where: { $0.id == added }) {
      table.setFilter("")
      table.select(added)
      self.added = nil
    } else if isFirst {
      table.selectFirst()
    }
    if let shown = page?.person.id {
      if let person = colleagues.first(where: { $0.id == shown }) { page?.replace(person) } else { page = nil }
    }
    for person in colleagues { sheet?.adopt(person) }
  }

  private mutating func finish(_ deed: StaffDeed, on id: StaffID) -> [Effect] {
    isBusy = false
    sheet = nil
    let name = colleagues.first { $0.id == id }?.name ?? say("The colleague")
    switch deed {
    case .issuedCode(let code):
      card = CodeCard(name: name, code: code, validUntil: clock.local(profile.clock).adding(minutes: 10))
    case .hired:
      added = id
      page = nil
    default: break
    }
    return [.message(.info(deed.sentence(about: name)))] + read
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    guard card == nil else { return .hidden }
    guard sheet == nil else { return action == StaffActions.save.id ? .on : .hidden }
    switch action {
    case StaffActions.save.id: return .hidden
    case StaffActions.add.id, EverywhereActions.refresh.id: return .on
    default: break
    }
    guard let person = subject, StaffActions.fits(action, person) else { return .hidden }
    if let refusal = standing.refusal(of: person) { return .off(reason: refusal) }
    if action == StaffActions.grant.id, standing.grantable(to: person).isEmpty {
      return .off(reason: say("\(person.name) may do everything already that you can grant."))
    }
    return .on
  }

  package var help: FieldHelp? {
    if let sheet { return sheet.sheet.help }
    guard let page else {
      return FieldHelp(
        title: say("Staff"), text: say("Every account of the organisation. Typing finds one, Enter opens it."))
    }
    return FieldHelp(
      title: page.person.name,
      text: say("What this colleague may do: by role, and by single permissions with who granted them."))
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Saving…")) }
    if let sheet { return sheet.sheet.remark }
    if card != nil { return .info(say("Read the digits out in two groups of three.")) }
    return .info(
      page == nil ? say("Enter opens a person; typing finds one; Esc goes back.") : say("Esc goes back to the list."))
  }
}
