import LabCore
import LabStore
package import Tui
import Words

/// The way in: organisation, phone and password, or a code and a new password.
package struct SignInScreen: Screen {
  enum Field: String, Hashable, Sendable { case organization, phone, password, code, new }

  private(set) var form: Form<Field>
  private var isBusy = false
  private var hasConnected = false
  private var notice: Message?
  /// Whether a code takes the place of the password.
  private(set) var usesCode = false
  private let settings: Settings
  private let waiting: [String]

  package static let entry = ScreenEntry(
    place: .signIn, name: "Sign in", group: "Sign in",
    actions: [
      Action(
        id: "sign-in", title: "Sign in", help: "Checks the password and opens your desk.",
        chords: [Chord(.character("s"), .control)], group: "Sign in", barPriority: 1),
      Action(
        id: "sign-in.code", title: "Forgotten password",
        help: "Takes the code that an administrator gives you and a new password; again, the password.",
        chords: [Chord(.character("o"), .control)], group: "Sign in", barPriority: 2),
    ],
    tab: nil
  ) { SignInScreen($0.settings, waiting: $0.waiting) }

  init(_ settings: Settings, waiting: [String] = []) {
    self.settings = settings
    self.waiting = waiting
    form = Form([
      .organization: FormField(
        say("Organisation"), .text(TextField(settings.slug, filter: .lowercase, maximumLength: 60)),
        isRequired: true, width: 26, help: say("The short name of your organisation, as the administrator told you.")),
      .phone: FormField(
        say("Phone"), .text(TextField(settings.phone, maximumLength: 40)), isRequired: true, width: 26,
        help: say("The phone number your account was made with, in any format.")),
      .password: FormField(
        say("Password"), .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true, width: 26,
        help: say("Five wrong passwords lock the account; an administrator unlocks it.")),
      .code: FormField(
        say("Code"), .text(TextField(maximumLength: 20)), isRequired: true, width: 26,
        help: say("Six digits from your administrator; they hold for ten minutes and five tries."), isVisible: false),
      .new: FormField(
        say("New password"), .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true, width: 26,
        help: say("At least 8 characters; a few words are easy to type and hard to guess."), isVisible: false),
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
    case .action("sign-in.code"):
      useCode(!usesCode)
      return []
    case .answer(let answer): return receive(answer)
    case .action, .shown, .handed, .minute, .changed: return []
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
    guard !usesCode else {
      return [
        .blockingWork(
          .account(
            .redeemCode(
              slug: form.text(.organization), phone: storedPhone, code: form.text(.code), password: form.text(.new),
              origin: settings.origin)))
      ]
    }
    return [
      .blockingWork(
        .signIn(
          slug: form.text(.organization), phone: storedPhone, password: form.text(.password),
          origin: settings.origin))
    ]
  }

  private mutating func useCode(_ usesCode: Bool) {
    self.usesCode = usesCode
    notice = nil
    form.setVisible(!usesCode, .password)
    form.setVisible(usesCode, .code, .new)
    form.setText("", for: .password)
    form.setText("", for: .code)
    form.setText("", for: .new)
    form.focus(on: form.text(.organization).isEmpty ? .organization : form.text(.phone).isEmpty ? .phone : .code)
    form.focus(on: .password)
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
    case .account(.code(.signedIn(let profile))):
      useCode(false)
      return [.blockingWork(.openWorkspace(profile))]
    case .account(.code(let outcome)):
      isBusy = false
      form.setText("", for: outcome == .weak ? .new : .code)
      form.focus(on: outcome == .weak ? .new : .code)
      notice = .error(outcome.sentence)
    case .workspace(let workspace):
      isBusy = false
      return [.enter(workspace)]
    case .created(let first):
      form.setText(first.slug, for: .organization)
      form.setText(first.phone.text, for: .phone)
      form.focus(on: .password)
      notice = .info(say("\(first.organizationName) is set up. Sign in with the password you chose."))
    case .failed(let work, let error):
      isBusy = false
      notice = .error(error.sentence)
      if case .findOutWhetherEmpty = work { return [] }
    default: break
    }
    return []
  }

  package func availability(of action: Action.ID) -> Availability {
    action == "sign-in" || action == "sign-in.code" ? .on : .hidden
  }

  package var help: FieldHelp? { form.focus.flatMap { form[$0] }.map { FieldHelp($0) } }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Signing in…")) }
    if let error = form.focus.flatMap({ form[$0]?.error }) { return .error(error) }
    return notice
  }

  package var problemCount: Int { form.errorCount }

  // MARK: View

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let accounts = AccountList(settings.shownAccounts)
    let boxRows = usesCode ? 10 : 9
    let shown = accounts.rows(fitting: area.rows - boxRows - 3)
    let total = boxRows + (shown.isEmpty ? 0 : shown.count + 3)
    let middle = area.centred(rows: total, columns: min(area.columns, 66))
    let box = middle.top(boxRows).centred(rows: boxRows, columns: min(middle.columns, 56))
    canvas.box(box, title: say("Labrador"))
    canvas.put(
      waiting.isEmpty ? say("The front desk of the lab") : say("Open work waits for \(waiting.listed("and"))."),
      row: box.row + 1,
      column: box.column + 4, width: box.columns - 6, role: .textDim)
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
    canvas.put(say("Accounts of the demo"), row: area.row, column: area.column, role: .textStrong)
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
