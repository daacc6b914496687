import LabCore
import LabStore
import Tui
import Words

/// A small form about one account, and what comes of it.
struct StaffSheet: Sendable {
  enum Field: String, Hashable, Sendable {
    case name, phone, email, role, area, password, access, permission, reason
  }

  /// What the sheet is for, and the account as it was when the sheet opened.
  enum Purpose: Sendable {
    case hire
    case edit(Colleague)
    case changeRole(Colleague)
    case unlock(Colleague)
    case setPassword(Colleague)
    case deactivate(Colleague)
    case reactivate(Colleague)
    case grant(Colleague)
    case revoke(Colleague)
  }

  private(set) var purpose: Purpose
  var sheet: Sheet<Field>
  private let home: CallingCode

  init(_ purpose: Purpose, by standing: StaffStanding, picking permission: Permission? = nil) {
    self.purpose = purpose
    home = standing.home
    sheet =
      switch purpose {
      case .hire: Self.hiring(standing)
      case .edit(let person): Self.editing(person, standing.home)
      case .changeRole(let person): Self.changingRole(of: person, standing)
      case .unlock(let person):
        Sheet(
          say("Unlock \(person.name)"),
          [say("Five wrong passwords locked this account. Be sure that you speak to its person.")],
          [Self.reason(say("Why, for the audit trail: how you know who asks."))])
      case .setPassword(let person):
        Sheet(
          say("Give \(person.name) a password"),
          [say("Their sessions end. At the next sign-in they are asked for a password of their own.")],
          [Self.password(say("New password"))])
      case .deactivate(let person): Self.deactivating(person)
      case .reactivate(let person):
        Sheet(
          say("Reactivate \(person.name)"), [say("The account can sign in again with its old password and role.")],
          [Self.reason(say("Why, for the audit trail."), isRequired: false)])
      case .grant(let person): Self.granting(to: person, standing)
      case .revoke(let person): Self.revoking(from: person, picking: permission)
      }
  }

  // MARK: Forms

  private static func reason(_ help: String, isRequired: Bool = true) -> NamedField<Field> {
    (
      .reason,
      FormField(say("Reason"), .text(TextField(maximumLength: 200)), isRequired: isRequired, width: 50, help: help)
    )
  }

  private static func password(_ label: String) -> NamedField<Field> {
    (
      .password,
      FormField(
        label, .text(TextField(maximumLength: 200)), isRequired: true,
        help: say("At least 8 characters, shown so that you can read it out; its person replaces it."),
        hint: say("8 characters or more"), parse: { FieldRules.password($0, atLeast: 8) })
    )
  }

  private static func particulars(_ person: Colleague?, _ home: CallingCode) -> [NamedField<Field>] {
    [
      (
        .name,
        FormField(
          say("Name"), .text(TextField(person?.name ?? "", maximumLength: 120)), isRequired: true,
          help: say("First name and family name, as on reports."), parse: FieldRules.personName)
      ),
      (
        .phone,
        FormField(
          say("Phone"), .text(TextField(person?.shownPhone ?? "", filter: .phone, maximumLength: 40)),
          isRequired: true, help: say("They sign in with this number; every account has its own."),
          parse: { FieldRules.phone($0, at: home) })
      ),
      (
        .email,
        FormField(
          say("E-mail"), .text(TextField(person?.email ?? "", maximumLength: 200)), help: say("May stay empty."),
          parse: FieldRules.email)
      ),
    ]
  }

  private static func area(_ text: String, isVisible: Bool) -> NamedField<Field> {
    (
      .area,
      FormField(
        say("Area"), .text(TextField(text, maximumLength: 120)),
        help: say("Where the collector usually works, such as Indiranagar, Domlur."), isVisible: isVisible)
    )
  }

  private static func hiring(_ standing: StaffStanding) -> Sheet<Field> {
    let roles = standing.roles.map { ChoiceOption(id: $0.storedName, title: $0.displayName) }
    let access = [
      ChoiceOption(id: "now", title: say("At once")),
      ChoiceOption(id: "later", title: say("After somebody approves it")),
    ]
    return Sheet(
      say("Add a colleague"), [],
      particulars(nil, standing.home) + [
        (
          .role,
          FormField(
            say("Role"), .choice(ChoiceField(.fixed(roles))), isRequired: true,
            help: say("What they may do; a few letters find it. Nobody gives a role above their own."))
        ),
        area("", isVisible: false), password(say("First password")),
        (
          .access,
          FormField(
            say("May sign in"), .choice(ChoiceField(.fixed(access), picks: Array(access.prefix(1)))),
            isRequired: true, help: say("At once, or after somebody who manages staff has approved the account."))
        ),
      ])
  }

  private static func editing(_ person: Colleague, _ home: CallingCode) -> Sheet<Field> {
    Sheet(
      say("Edit \(person.name)"), [],
      particulars(person, home) + [area(person.assignedArea ?? "", isVisible: person.role == .collector)])
  }

  private static func changingRole(of person: Colleague, _ standing: StaffStanding) -> Sheet<Field> {
    let roles = standing.roles.map { role in
      ChoiceOption(
        id: role.storedName, title: role.displayName,
        disabledReason: role == person.role ? say("is the role already") : nil)
    }
    var lines = [say("\(person.name) is \(person.shownRole). Single permissions stay as they are.")]
    if person.isOwner, person.role != .organizationOwner { lines.append(say("With another role the ownership ends.")) }
    if person.openVisits > 0 {
      lines.append(say("Whoever stops collecting gives back \(person.openVisits.counted("open visit"))."))
    }
    return Sheet(
      say("Change the role of \(person.name)"), lines,
      [
        (
          .role,
          FormField(
            say("New role"), .choice(ChoiceField(.fixed(roles))), isRequired: true,
            help: say("A few letters find it. Nobody gives a role above their own."))
        ),
        reason(say("Why, for the audit trail.")),
      ])
  }

  private static func deactivating(_ person: Colleague) -> Sheet<Field> {
    let visits =
      switch person.openVisits {
      case 0: say("No open visit is assigned to them.")
      case 1: say("One open visit goes back to unassigned.")
      default: say("\(person.openVisits) open visits go back to unassigned.")
      }
    return Sheet(
      say("Deactivate \(person.name)?"),
      [say("\(person.name), \(person.shownRole), is signed out at once and cannot sign in any more. \(visits)")],
      [reason(say("Why, for the audit trail. Enter deactivates the account."))])
  }

  private static func granting(to person: Colleague, _ standing: StaffStanding) -> Sheet<Field> {
    let options = standing.grantable(to: person).map { ChoiceOption(id: $0.code, title: $0.deed) }
    return Sheet(
      say("Grant a permission"), [say("What \(person.name), \(person.shownRole), may do on top of the role.")],
      [
        (
          .permission,
          FormField(
            say("May also"), .choice(ChoiceField(.fixed(options))), isRequired: true, width: 44,
            help: say("A few letters of what it allows; Alt-Down shows everything that you can grant."))
        )
      ])
  }

  private static func revoking(from person: Colleague, picking permission: Permission?) -> Sheet<Field> {
    let options = person.grants.map { grant in
      ChoiceOption(
        id: grant.permission.code, title: grant.permission.deed, detail: grant.grantedBy.map { say("by \($0)") } ?? "")
    }
    let picks = options.count == 1 ? options : options.filter { $0.id == permission?.code }
    return Sheet(
      say("Withdraw a permission"),
      [say("What \(person.name) was granted on top of the role. What the role gives stays.")],
      [
        (
          .permission,
          FormField(
            say("No longer"), .choice(ChoiceField(.fixed(options), picks: picks)), isRequired: true, width: 44,
            help: say("A few letters of what it allows; Alt-Down shows every single permission."))
        )
      ])
  }

  // MARK: Keys

  mutating func handle(_ press: KeyPress) -> Sheet<Field>.Outcome {
    let outcome = sheet.handle(press)
    if case .hire = purpose { showArea() }
    return outcome
  }

  /// Asks for the area where the role is one that has it, even if the focus is past it already.
  private mutating func showArea() {
    let collects = sheet.form.pick(.role)?.id == StaffRole.collector.storedName
    guard sheet.form[.area]?.isVisible != collects else { return }
    sheet.form.setVisible(collects, .area)
    if collects, sheet.form.focus == .password { sheet.form.focus(on: .area) }
  }

  // MARK: Outcome

  /// What is to be done as the fields say; nil where one of them has to be corrected.
  mutating func submit() -> StaffWork? {
    guard sheet.submit() else { return nil }
    let form = sheet.form
    let reason = form.text(.reason).trimmed
    switch purpose {
    case .hire:
      guard let role = form.pick(.role).flatMap({ StaffRole(rawValue: $0.id) }), let phone else { return nil }
      return .hire(
        NewColleague(
          name: form.text(.name), phone: phone, email: email, role: role,
          assignedArea: role == .collector ? area : nil, password: form.text(.password),
          isApproved: form.pick(.access)?.id == "now"))
    case .edit(let person):
      guard let phone else { return nil }
      return .edit(
        ColleagueEdit(
          id: person.id, version: person.version, name: form.text(.name), phone: phone, email: email,
          assignedArea: person.role == .collector ? area : person.assignedArea))
    case .changeRole(let person):
      guard let role = form.pick(.role).flatMap({ StaffRole(rawValue: $0.id) }) else { return nil }
      return .changeRole(person.id, to: role, reason: reason)
    case .unlock(let person): return .unlock(person.id, reason: reason)
    case .setPassword(let person): return .setPassword(person.id, to: form.text(.password))
    case .deactivate(let person): return .setActive(person.id, false, reason: reason)
    case .reactivate(let person): return .setActive(person.id, true, reason: reason)
    case .grant(let person): return permission.map { .grant($0, to: person.id) }
    case .revoke(let person): return permission.map { .revoke($0, from: person.id) }
    }
  }

  private var phone: PhoneNumber? { PhoneNumber(stored: sheet.form.text(.phone), default: home) }
  private var email: EmailAddress? { try? EmailAddress(sheet.form.text(.email)) }
  private var permission: Permission? { sheet.form.pick(.permission).flatMap { Permission(rawValue: $0.id) } }
  private var area: String? {
    let text = sheet.form.text(.area).trimmed
    return text.isEmpty ? nil : text
  }

  /// Takes an account that another desk has changed meanwhile: what was typed stays, everything else is as it is now.
  mutating func adopt(_ person: Colleague) {
    guard case .edit(let old) = purpose, old.id == person.id, old.version != person.version else { return }
    purpose = .edit(person)
    sheet = sheet.rebased(on: Self.editing(person, home))
  }
}
