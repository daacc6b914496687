import LabCore
import LabStore
import Tui
import Words

/// The sheet that asks which bookings of which days are looked for.
struct BookingFinder: Sendable {
  enum Field: Hashable, Sendable {
    case number, client, status, collector, from, until
  }

  var sheet: Sheet<Field>
  private let now: LocalDateTime
  private let country: CallingCode
  private var collectors: [ChoiceOption] = []
  private var asked: ChoiceQuery?

  init(_ workspace: Workspace, now: LocalDateTime) {
    self.now = now
    country = CallingCode(country: workspace.profile.countryCode) ?? .india
    let today = now.date
    func date(_ label: String, _ date: CalendarDate, _ help: String) -> FormField {
      FormField(
        label, .text(TextField(IntakeForm.dateText(date), maximumLength: 20)), isRequired: true, width: 16, help: help,
        parse: { text in IntakeForm.parseDate(text, today) })
    }
    let statuses = BookingStatus.allCases.filter { $0 != .draft }.map {
      ChoiceOption(id: $0.rawValue, title: $0.displayName)
    }
    sheet = Sheet(
      say("Find bookings"), [],
      [
        (
          .number,
          FormField(
            say("Number"), .text(TextField(maximumLength: 20)), width: 14,
            help: say("What the client was told: 17 or B-000017. With it nothing else counts."), parse: Self.parseNumber
          )
        ),
        (
          .client,
          FormField(
            say("Client"), .choice(ChoiceField(.asked, placeholder: say("phone or name"))), width: 44,
            help: say("Whose bookings; can stay empty."))
        ),
        (
          .status,
          FormField(
            say("Status"), .choice(ChoiceField(.fixed(statuses), placeholder: "any")), width: 18,
            help: say("Can stay empty."))
        ),
        (
          .collector,
          FormField(
            say("Collector"), .choice(ChoiceField(.asked, placeholder: "anybody")), width: 30,
            help: say("Can stay empty."))
        ),
        (
          .from,
          date(say("From"), today.adding(days: -365), say("The first day of the visit: -30, 1 mar 2026, last mon."))
        ),
        (.until, date(say("To"), today.adding(days: 365), say("The last day of the visit."))),
      ])
    sheet.keys = [
      say("Enter goes on and searches after the last field · Esc leaves it"), say("Enter searches · Esc leaves it"),
    ]
  }

  @Sendable private static func parseNumber(_ text: String) -> Result<ParsedText, FieldProblem> {
    guard let number = BookingQuery.storedNumber(text) else {
      return .failure(FieldProblem(say("A number is 17 or B-000017.")))
    }
    return .success(ParsedText(number))
  }

  /// What became of the sheet.
  enum Outcome {
    case open, closed
    case asks(Work, Slot)
    case found(BookingQuery, words: String)
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch sheet.handle(press) {
    case .closed: return .closed
    case .submitted: return submit()
    case .asked(.client, let query):
      guard query.text.trimmed.count >= 2 else {
        sheet.form.answer(.client, query, with: [])
        return .open
      }
      return .asks(.findClients(query.text, number: query.number), .lookUp)
    case .asked(_, let query):
      asked = query
      offerCollectors()
      return .open
    case .changed, .handled: return .open
    }
  }

  mutating func paste(_ text: String) -> Outcome {
    sheet.paste(text)
    return .open
  }

  mutating func receive(_ matches: [ClientMatch], for query: ChoiceQuery) {
    var seen: Set<ClientID> = []
    let options = matches.filter { seen.insert($0.clientID).inserted }.map {
      ClientOption.option($0, found: query.text, atHome: country)
    }
    sheet.form.answer(.client, query, with: options)
  }

  mutating func receive(_ days: [CollectorDay]) {
    collectors = days.map { ChoiceOption(id: "\($0.id)", title: $0.name, detail: $0.area ?? "") }
    offerCollectors()
  }

  private mutating func offerCollectors() {
    guard let asked else { return }
    sheet.form.answer(.collector, asked, with: collectors.filter { $0.matches(asked.text) })
  }

  mutating func submit() -> Outcome {
    guard sheet.submit(), let from = date(.from), let until = date(.until) else { return .open }
    guard from <= until else {
      sheet.form.setError(say("The last day is before the first."), for: .until)
      sheet.form.focusFirstError()
      return .open
    }
    let form = sheet.form
    let query = BookingQuery(
      from: from, until: until, status: form.pick(.status).flatMap { BookingStatus(rawValue: $0.id) },
      client: form.pick(.client).flatMap { ClientOption.client(in: $0.id) },
      collector: form.pick(.collector).flatMap { Int64($0.id) }.map { StaffID($0) },
      number: BookingQuery.storedNumber(form.text(.number)))
    return .found(query, words: words(of: query))
  }

  private func date(_ field: Field) -> CalendarDate? {
    try? DateShorthand.parse(sheet.form.text(field), today: now.date)
  }

  private func words(of query: BookingQuery) -> String {
    if let number = query.number { return number }
    let picks = [Field.client, .status, .collector].compactMap { sheet.form.pick($0)?.title }
    let days =
      query.from == query.until
      ? query.from.text : "\(IntakeForm.dateText(query.from)) – \(IntakeForm.dateText(query.until))"
    return (picks + [days]).joined(separator: " · ")
  }
}

extension BookingsScreen {
  /// Hands something to the sheet that asks what is looked for, and follows it.
  mutating func actOnFinder(_ body: (inout BookingFinder) -> BookingFinder.Outcome) -> [Effect] {
    guard var finder else { return [] }
    let outcome = body(&finder)
    self.finder = finder
    switch outcome {
    case .open: return []
    case .closed: self.finder = nil
    case .asks(let work, let slot): return [.work(work, slot: slot)]
    case .found(let query, let words):
      self.finder = nil
      return find(query, words: words)
    }
    return []
  }
}
