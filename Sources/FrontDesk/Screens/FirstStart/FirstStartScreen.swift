import LabCore
import LabStore
package import Tui

/// The first start on an empty database: the organisation and its first account.
package struct FirstStartScreen: Screen {
  enum Field: String, Hashable, Sendable {
    case name, slug, currency, country, timeZone, person, phone, password, again
  }

  private(set) var form: Form<Field>
  private var isBusy = false
  private var slugIsTyped = false
  private var notice: Message?

  package static let entry = ScreenEntry(
    place: .firstStart, title: "First start", group: "First start",
    actions: [
      Action(
        id: "first-start.create", title: "Create", help: "Creates the organisation and the account.",
        chords: [Chord(.character("s"), .control)], group: "First start", writes: true, barPriority: 1)
    ],
    tab: nil
  ) { FirstStartScreen(timeZone: $0.settings.timeZone) }

  init(timeZone: String) {
    let currencies = Currency.known.map { ChoiceOption(id: $0.code, title: $0.code, detail: $0.symbol) }
    let countries = ["IN", "AE", "AU", "CA", "DE", "GB", "LK", "NP", "NZ", "SG", "US", "ZA"]
      .compactMap { CallingCode(country: $0) }
      .map { ChoiceOption(id: $0.country, title: $0.country, detail: "+\($0.digits)") }
    form = Form(sections: [
      FormSection(
        "Your organisation",
        [
          .name: FormField(
            "Name", .text(TextField(maximumLength: 120)), isRequired: true,
            help: "The name as it stands on reports and bills."),
          .slug: FormField(
            "Short name", .text(TextField(filter: .lowercase, maximumLength: 40)), isRequired: true,
            help: "What people type at sign-in: small letters, digits and hyphens.",
            parse: { Self.parseSlug($0) }),
          .currency: FormField(
            "Currency",
            .choice(ChoiceField(.fixed(currencies), picks: currencies.filter { $0.id == "INR" })),
            isRequired: true, help: "All prices are in this currency. It cannot change once money exists."),
          .country: FormField(
            "Country", .choice(ChoiceField(.fixed(countries), picks: countries.filter { $0.id == "IN" })),
            isRequired: true, help: "Phone numbers without a country code belong to this country."),
          .timeZone: FormField(
            "Time zone", .text(TextField(timeZone, maximumLength: 60)), isRequired: true,
            help: "The time zone decides which day it is, such as Asia/Kolkata."),
        ]),
      FormSection(
        "Your account",
        [
          .person: FormField(
            "Your name", .text(TextField(maximumLength: 120)), isRequired: true,
            help: "The first account may do everything: it is administrator and owner.",
            parse: { Self.parseName($0) }),
          .phone: FormField(
            "Phone", .text(TextField(filter: .phone, maximumLength: 40)), isRequired: true,
            help: "You sign in with this number.", parse: { Self.parsePhone($0) }),
          .password: FormField(
            "Password", .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true,
            help: "At least ten characters. A short sentence is easy to remember.", hint: "ten characters or more",
            parse: { Self.parsePassword($0) }),
          .again: FormField(
            "Once more", .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true,
            help: "The same password again, so that a slip does not lock you out."),
        ]),
    ])
  }

  private static func parseSlug(_ text: String) -> Result<ParsedText, FieldProblem> {
    let isGood = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } && text.first != "-"
    return isGood ? .success(ParsedText(text)) : .failure(FieldProblem("Small letters, digits and hyphens only."))
  }

  private static func parseName(_ text: String) -> Result<ParsedText, FieldProblem> {
    do {
      return .success(ParsedText(try PersonName(text).text))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  private static func parsePhone(_ text: String) -> Result<ParsedText, FieldProblem> {
    do {
      return .success(ParsedText(try PhoneNumber.parse(text).text))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  private static func parsePassword(_ text: String) -> Result<ParsedText, FieldProblem> {
    text.count >= 10
      ? .success(ParsedText(text)) : .failure(FieldProblem("A password has at least ten characters."))
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let press): return take(form.handle(press))
    case .paste(let text): return take(form.paste(text))
    case .action("first-start.create"): return submit()
    case .answer(.created(let first)):
      isBusy = false
      return [.go(to: .signIn), .message(.info("\(first.organizationName) is set up. Sign in with your password."))]
    case .answer(.failed(.createFirst, let error)):
      isBusy = false
      notice = .error(error.sentence)
      return []
    case .answer, .action, .shown, .minute, .changed: return []
    }
  }

  private mutating func take(_ event: FormEvent<Field>) -> [Effect] {
    notice = nil
    switch event {
    case .changed(.slug): slugIsTyped = true
    case .changed(.name) where !slugIsTyped: form.setText(Self.slug(from: form.text(.name)), for: .slug)
    case .submitted: return submit()
    case .refused(_, let reason): return [.message(.warning(reason))]
    case .ignored, .handled, .changed, .asked, .left: break
    }
    return []
  }

  /// Proposes a short name: the first word's letters and digits.
  static func slug(from name: String) -> String {
    let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return String((words.first ?? "").prefix(20))
  }

  private mutating func submit() -> [Effect] {
    form.validate()
    if form.text(.password) != form.text(.again), form[.again]?.error == nil {
      form.setError("The two passwords differ.", for: .again)
    }
    guard form.errors.isEmpty else {
      form.focusFirstError()
      return []
    }
    let country = form.pick(.country)?.id ?? "IN"
    guard let phone = PhoneNumber(stored: form.text(.phone), default: CallingCode(country: country) ?? .india) else {
      form.setError("This is not a phone number.", for: .phone)
      form.focusFirstError()
      return []
    }
    isBusy = true
    return [
      .blockingWork(
        .createFirst(
          FirstStart(
            organizationName: form.text(.name), slug: form.text(.slug), currency: form.pick(.currency)?.id ?? "INR",
            timeZone: form.text(.timeZone), countryCode: country, staffName: form.text(.person), phone: phone,
            password: form.text(.password))))
    ]
  }

  package func availability(of action: Action.ID) -> Availability { action == "first-start.create" ? .on : .hidden }
  package var help: FieldHelp? { form.focus.flatMap { form[$0] }.map { FieldHelp(title: $0.label, text: $0.help) } }
  package var isDirty: Bool { form.isDirty && !isBusy }
  package var problemCount: Int { form.errorCount }

  package var standingMessage: Message? {
    if isBusy { return .info("Creating…") }
    if let error = form.focus.flatMap({ form[$0]?.error }) { return .error(error) }
    return notice
  }

  // MARK: View

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let box = area.centred(rows: min(area.rows, 17), columns: min(area.columns, 74))
    canvas.box(box, title: "Welcome to Labrador")
    canvas.put(
      "The database is empty. Two groups of questions, and you can book.", row: box.row + 1,
      column: box.column + 3, width: box.columns - 6, role: .textDim)
    form.draw(on: &canvas, in: box.inset(rows: 1, columns: 2).droppingTop(2))
  }
}
