import LabCore
import LabStore
package import Tui

/// The way in: organisation, phone and password.
package struct SignInScreen: Screen {
  enum Field: String, Hashable, Sendable { case organization, phone, password }

  private(set) var form: Form<Field>
  private var isBusy = false
  private var hasConnected = false
  private var notice: Message?
  private let settings: Settings

  package static let entry = ScreenEntry(
    place: .signIn, title: "Sign in", group: "Sign in",
    actions: [
      Action(
        id: "sign-in", title: "Sign in", help: "Checks the password and opens your desk.",
        chords: [Chord(.character("s"), .control)], group: "Sign in", barPriority: 1)
    ],
    tab: nil
  ) { SignInScreen($0.settings) }

  init(_ settings: Settings) {
    self.settings = settings
    form = Form([
      .organization: FormField(
        "Organisation", .text(TextField(settings.slug, filter: .lowercase, maximumLength: 60)),
        isRequired: true, width: 26, help: "The short name of your organisation, as the administrator told you."),
      .phone: FormField(
        "Phone", .text(TextField(settings.phone, maximumLength: 40)), isRequired: true, width: 26,
        help: "The phone number your account was made with, in any format."),
      .password: FormField(
        "Password", .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true, width: 26,
        help: "Five wrong passwords lock the account; an administrator unlocks it."),
    ])
    if !settings.slug.isEmpty { form.focus(on: settings.phone.isEmpty ? .phone : .password) }
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let press): return handle(press)
    case .paste(let text):
      _ = form.paste(text)
      return []
    case .action("sign-in"): return submit()
    case .answer(let answer): return receive(answer)
    case .action, .shown, .minute, .changed: return []
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if case .submitted = form.handle(press) { return submit() }
    return []
  }

  private mutating func submit() -> [Effect] {
    notice = nil
    guard form.validate() else {
      form.focusFirstError()
      return []
    }
    isBusy = true
    return [
      .blockingWork(
        .signIn(
          slug: form.text(.organization), phone: storedPhone, password: form.text(.password),
          origin: settings.origin))
    ]
  }

  /// The number as it is stored where it can be read, else as it was typed.
  private var storedPhone: String {
    let typed = form.text(.phone)
    return PhoneNumber(stored: typed)?.e164 ?? typed
  }

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .isEmpty:
      hasConnected = true
      notice = nil
    case .signIn(.signedIn(let profile)):
      form.setText("", for: .password)
      return [.blockingWork(.openWorkspace(profile))]
    case .signIn(let outcome):
      isBusy = false
      form.setText("", for: .password)
      form.focus(on: .password)
      notice = .error(outcome.sentence)
    case .workspace(let workspace):
      isBusy = false
      return [.enter(workspace)]
    case .created(let first):
      form.setText(first.slug, for: .organization)
      form.setText(first.phone.text, for: .phone)
      form.focus(on: .password)
      notice = .info("\(first.organizationName) is set up. Sign in with the password you chose.")
    case .failed(let work, let error):
      isBusy = false
      notice = .error(error.sentence)
      if case .findOutWhetherEmpty = work { return [] }
    case .signedOut, .shelf, .bookings, .clients, .client, .collectors, .coupon, .attachment, .confirmed: break
    }
    return []
  }

  package func availability(of action: Action.ID) -> Availability { action == "sign-in" ? .on : .hidden }

  package var help: FieldHelp? { form.focus.flatMap { form[$0] }.map { FieldHelp(title: $0.label, text: $0.help) } }

  package var standingMessage: Message? {
    if isBusy { return .info("Signing in…") }
    if let error = form.focus.flatMap({ form[$0]?.error }) { return .error(error) }
    return notice
  }

  package var problemCount: Int { form.errorCount }

  // MARK: View

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let accounts = AccountList(settings.shownAccounts)
    let boxRows = 9
    let shown = accounts.rows(fitting: area.rows - boxRows - 3)
    let total = boxRows + (shown.isEmpty ? 0 : shown.count + 3)
    let middle = area.centred(rows: total, columns: min(area.columns, 66))
    let box = middle.top(boxRows).centred(rows: boxRows, columns: min(middle.columns, 56))
    canvas.box(box, title: "Labrador")
    canvas.put(
      "The front desk of the lab", row: box.row + 1, column: box.column + 4, width: box.columns - 6, role: .textDim)
    form.draw(on: &canvas, in: box.inset(rows: 3, columns: 2))
    accounts.draw(shown, on: &canvas, in: middle.droppingTop(boxRows + 1))
  }
}

/// The demo's accounts below the sign-in box, as far as there is room: one for each role before the others.
private struct AccountList {
  private let ordered: [Settings.ShownAccount]

  init(_ accounts: [Settings.ShownAccount]) {
    var seen: Set<String> = []
    let first = accounts.filter { seen.insert("\($0.organization)/\($0.role)").inserted }
    ordered = first + accounts.filter { account in !first.contains(account) }
  }

  func rows(fitting count: Int) -> [Settings.ShownAccount] { Array(ordered.prefix(max(0, count))) }

  func draw(_ accounts: [Settings.ShownAccount], on canvas: inout Canvas, in area: Rect) {
    guard !accounts.isEmpty else { return }
    canvas.put("Accounts of the demo", row: area.row, column: area.column, role: .textStrong)
    for (offset, account) in accounts.enumerated() {
      let row = area.row + 1 + offset
      var column = area.column
      for (text, width, role) in [
        (account.organization, 8, Role.textDim), (account.role.replacing("_", with: " "), 19, .text),
        (account.phone, 14, .text), (account.password, 14, .text), (account.name, 20, .textDim),
      ] {
        canvas.put(text, row: row, column: column, width: min(width, area.endColumn - column), role: role)
        column += width + 1
      }
    }
  }
}

extension String {
  fileprivate func replacing(_ old: Character, with new: Character) -> String { String(map { $0 == old ? new : $0 }) }
}
