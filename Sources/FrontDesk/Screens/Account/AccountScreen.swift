import LabCore
import LabStore
package import Tui
import Words

/// The own account: who one is, where one is signed in, and the password.
package struct AccountScreen: Screen {
  enum Field: String, Hashable, Sendable { case current, new, again }

  private(set) var sheet: Sheet<Field>?
  private var profile: Profile
  private var table: Table<Int64>
  private var isBusy = false

  init(_ profile: Profile) {
    self.profile = profile
    table = Table(
      columns: [
        TableColumn(say("Signed in"), .fixed(17)), TableColumn(say("Last used"), .fixed(17)),
        TableColumn(say("Where"), .flex(minimum: 10, weight: 2)),
        TableColumn(say("Program"), .flex(minimum: 8), priority: 1),
      ], filters: false, emptyText: say("Reading your sessions…"))
    table.showsPosition = false
    if profile.hasGivenPassword { sheet = Self.passwordSheet(profile) }
  }

  private static func passwordSheet(_ profile: Profile) -> Sheet<Field> {
    func secret(_ id: Field, _ label: String, _ help: String) -> NamedField<Field> {
      (
        id,
        FormField(
          label, .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true, width: 26, help: help)
      )
    }
    return Sheet(
      say("Change your password"),
      profile.hasGivenPassword ? [say("Your password was given to you. Please choose one that only you know.")] : [],
      [
        secret(.current, say("Present password"), say("Five wrong passwords lock the account.")),
        secret(
          .new, say("New password"), say("At least 8 characters; a few words are easy to type and hard to guess.")),
        secret(.again, say("New password again"), say("Once more, so that a slip does not lock you out.")),
      ])
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return [.work(.account(.readSessions), slot: .list)]
    case .key(let press): return handle(press)
    case .paste(let text):
      sheet?.paste(text)
      return []
    case .action(let id): return run(id)
    case .changed("staff_sessions", _): return [.work(.account(.readSessions), slot: .list)]
    case .answer(let answer): return receive(answer)
    case .handed, .minute, .changed: return []
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    guard var open = sheet else {
      if press == KeyPress(.escape) { return [.go(to: .more)] }
      _ = table.handle(press)
      return []
    }
    let outcome = open.handle(press)
    sheet = outcome == .closed ? nil : open
    return outcome == .submitted ? submit() : []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case AccountActions.changePassword.id: sheet = Self.passwordSheet(profile)
    case AccountActions.save.id: return submit()
    case AccountActions.everywhere.id: return [.ask(Self.question)]
    case AccountActions.confirmEverywhere.id: return [.blockingWork(.account(.signOutEverywhere))]
    case EverywhereActions.refresh.id: return [.work(.account(.readSessions), slot: .list)]
    default: break
    }
    return []
  }

  private static var question: Question {
    Question(
      title: say("Sign out everywhere"),
      body: [say("Every desk where you are signed in goes back to its sign-in screen.")],
      choices: [
        DialogChoice("s", say("Stay"), []),
        DialogChoice("e", say("End them all"), [.act(AccountActions.confirmEverywhere.id)], isDanger: true),
      ])
  }

  private mutating func submit() -> [Effect] {
    guard var open = sheet else { return [] }
    defer { sheet = open }
    guard open.submit() else { return [] }
    guard open.form.text(.new) == open.form.text(.again) else {
      open.form.setError(say("The two new passwords differ."), for: .again)
      open.form.focusFirstError()
      return []
    }
    isBusy = true
    return [.blockingWork(.account(.changePassword(from: open.form.text(.current), to: open.form.text(.new))))]
  }

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile): self.profile = profile
    case .account(.sessions(let sessions)): table.replaceRows(sessions.map(Self.row))
    case .account(.password(.changed)):
      isBusy = false
      sheet = nil
      return [
        .message(.info(PasswordOutcome.changed.sentence)), .work(.account(.readSessions), slot: .list),
        .work(.readProfile, slot: .session),
      ]
    case .account(.password(let outcome)):
      isBusy = false
      sheet?.form.setError(outcome.sentence, for: .current)
      sheet?.form.focusFirstError()
    case .account(.signedOutEverywhere): return [.leave]
    case .failed(.account, let error):
      isBusy = false
      if sheet == nil { return [.message(.error(error.sentence))] }
      sheet?.problem = error.sentence
    default: break
    }
    return []
  }

  private static func row(_ session: OwnSession) -> TableRow<Int64> {
    TableRow(
      session.id,
      [
        TableCell("\(session.beganAt.date.shortText) \(session.beganAt.time.text)"),
        TableCell(session.isThis ? say("this desk") : "\(session.seenAt.date.shortText) \(session.seenAt.time.text)"),
        TableCell(session.origin ?? ""), TableCell(session.agent ?? ""),
      ], role: session.isThis ? .textStrong : .text)
  }

  // MARK: What the shell asks

  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case AccountActions.save.id: sheet == nil ? .hidden : .on
    case AccountActions.changePassword.id, AccountActions.everywhere.id, EverywhereActions.refresh.id:
      sheet == nil ? .on : .hidden
    case AccountActions.confirmEverywhere.id: .on
    default: .hidden
    }
  }

  package var help: FieldHelp? {
    sheet?.help
      ?? FieldHelp(title: say("My account"), text: say("Where you are signed in; Ctrl-E changes your password."))
  }

  package var isDirty: Bool { sheet?.form.isDirty ?? false }
  package var problemCount: Int { sheet?.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Saving…")) }
    return sheet?.remark ?? .info(say("Esc goes back to the list of pages."))
  }

  // MARK: View

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let lines = [
      (say("Name"), profile.staffName), (say("Role"), profile.role.displayName),
      (say("Last sign-in"), profile.lastLogin.map { "\($0.date.text) \($0.time.text)" } ?? say("this is the first")),
    ]
    for (offset, line) in lines.enumerated() {
      canvas.put(line.0, row: area.row + offset, column: area.column + 2, width: 14, role: .fieldLabel)
      canvas.put(line.1, row: area.row + offset, column: area.column + 17, width: area.columns - 19, role: .text)
    }
    let list = area.droppingTop(lines.count + 1)
    canvas.put(say("Signed in at"), row: list.row, column: list.column + 2, role: .textStrong)
    table.draw(on: &canvas, in: list.droppingTop(1), isActive: sheet == nil)
    if let sheet {
      canvas.cursor = nil
      sheet.draw(on: &canvas, in: area)
    }
  }
}
