import LabCore
import LabStore
import Tui
import Words

/// What the filter of the audit trail asks for.
enum AuditField: String, Hashable, Sendable, CaseIterable {
  case person, kind, number, action, from, to
}

/// The filter as people set it, and the sheet that asks for it.
struct AuditChoice: Sendable, Equatable {
  var person: AuditPerson?
  var record: AuditFilter.Record?
  var action: AuditAction?
  var from: CalendarDate?
  var to: CalendarDate?

  var isEmpty: Bool { self == AuditChoice() }

  func filter(_ scope: AuditFilter.Scope) -> AuditFilter {
    AuditFilter(scope: scope, staffID: person?.id, record: record, action: action, from: from, to: to)
  }

  /// The active filters for the line above the list.
  func words(seenFrom today: CalendarDate) -> [String] {
    let day = { (date: CalendarDate) in date.year == today.year ? date.shortText : IntakeForm.dateText(date) }
    var words: [String] = []
    if let person { words.append(say("by \(person.name)")) }
    switch record {
    case .every(let kind)?: words.append(kind.noun)
    case .one(let kind, let id)?: words.append(RecordReference(kind, id).words)
    case .booking(let number)?: words.append(say("booking \(number)"))
    case nil: break
    }
    if let action { words.append(action.displayName) }
    switch (from, to) {
    case (let from?, let to?) where from == to: words.append(say("on \(day(from))"))
    case (let from?, let to?): words.append(say("\(day(from)) to \(day(to))"))
    case (let from?, nil): words.append(say("from \(day(from))"))
    case (nil, let to?): words.append(say("to \(day(to))"))
    case (nil, nil): break
    }
    return words
  }
}

// MARK: The sheet

extension AuditChoice {
  /// The sheet that shows the present choice; `people` is nil where only the own entries can be seen.
  func sheet(people: [AuditPerson]?, asksRecord: Bool, today: CalendarDate) -> Sheet<AuditField> {
    let date: FieldParser = { text in Self.parseDate(text, today) }
    let dateHelp = say("t, y, -1, mon, 14/3 or 14 mar; empty for no limit.")
    var fields: [NamedField<AuditField>] = []
    if let people {
      let options = people.map(Self.option)
      fields.append(
        (
          .person,
          FormField(
            say("Person"),
            .choice(ChoiceField(.fixed(options), picks: options.filter { $0.id == person?.id.description })),
            width: 28, help: say("A few letters of the name; empty for everybody."))
        ))
    }
    if asksRecord {
      fields += [
        (
          .kind,
          FormField(
            say("Record"),
            .choice(ChoiceField(.fixed(Self.kinds), picks: Self.kinds.filter { $0.id == kind?.rawValue })),
            width: 28, help: say("Booking, client, pet, account and so on; empty for all."))
        ),
        (
          .number,
          FormField(
            say("Number"), .text(TextField(number, maximumLength: 20)), width: 14,
            help: say("One record alone: B-000123 for a booking, otherwise the number as the list shows it."),
            parse: { text in
              text.trimmed.isEmpty || Self.digits(text) != nil
                ? .success(ParsedText(text.trimmed)) : .failure(FieldProblem(say("A number is B-000123 or 123.")))
            })
        ),
      ]
    }
    fields += [
      (
        .action,
        FormField(
          say("What"),
          .choice(ChoiceField(.fixed(Self.actions), picks: Self.actions.filter { $0.id == action?.rawValue })),
          width: 28,
          help: say("Changed, added, signed in, locked and so on; empty for all."))
      ),
      (
        .from,
        FormField(
          say("From"), .text(TextField(from.map(IntakeForm.dateText) ?? "", maximumLength: 20)), width: 14,
          help: say("The first day: ") + dateHelp, parse: date)
      ),
      (
        .to,
        FormField(
          say("To"), .text(TextField(to.map(IntakeForm.dateText) ?? "", maximumLength: 20)), width: 14,
          help: say("The last day: ") + dateHelp, parse: date)
      ),
    ]
    var sheet = Sheet(say("Which entries"), [], fields)
    sheet.keys = [say("Ctrl-S, or Enter after the last field, shows them")]
    return sheet
  }

  private static var kinds: [ChoiceOption] {
    RecordKind.allCases.map { ChoiceOption(id: $0.rawValue, title: $0.noun) }
  }
  private static var actions: [ChoiceOption] {
    AuditAction.allCases.map { ChoiceOption(id: $0.rawValue, title: $0.displayName) }
  }

  private static func option(_ person: AuditPerson) -> ChoiceOption {
    ChoiceOption(
      id: person.id.description, title: person.name, detail: person.role.displayName,
      note: person.isActive ? nil : say("inactive"))
  }

  private var kind: RecordKind? {
    switch record {
    case .every(let kind)?, .one(let kind, _)?: kind
    case .booking?: .bookings
    case nil: nil
    }
  }

  private var number: String {
    switch record {
    case .one(_, let id)?: String(id)
    case .booking(let number)?: number
    case .every?, nil: ""
    }
  }

  private static func parseDate(_ text: String, _ today: CalendarDate) -> Result<ParsedText, FieldProblem> {
    do {
      let date = try DateShorthand.parse(text, today: today, looking: .back)
      return .success(ParsedText(IntakeForm.dateText(date), echo: date.weekday.displayName))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  /// The digits of `B-000123` or `123`.
  private static func digits(_ text: String) -> String? {
    let number = text.trimmed.lowercased().droppingPrefix("b").droppingPrefix("-")
    guard (1...18).contains(number.utf8.count), number.allSatisfy(\.isASCIIDigit) else { return nil }
    return number
  }

  // MARK: Reading the sheet

  /// Reads a sheet whose fields are good; marks what does not fit together and answers nil then.
  static func read(_ sheet: inout Sheet<AuditField>, people: [AuditPerson], today: CalendarDate) -> AuditChoice? {
    let form = sheet.form
    var choice = AuditChoice()
    choice.person = people.first { $0.id.description == form.pick(.person)?.id }
    choice.action = form.pick(.action).flatMap { AuditAction(rawValue: $0.id) }
    choice.from = try? DateShorthand.parse(form.text(.from), today: today, looking: .back)
    choice.to = try? DateShorthand.parse(form.text(.to), today: today, looking: .back)
    if let from = choice.from, let to = choice.to, from > to {
      sheet.form.setError(say("The last day lies before the first."), for: .to)
    }
    let kind = form.pick(.kind).flatMap { RecordKind(rawValue: $0.id) }
    let number = form.text(.number).trimmed
    switch (kind, digits(number)) {
    case (let kind, nil): choice.record = kind.map { .every($0) }
    case (.bookings?, let digits?): choice.record = .booking(number: bookingNumber(digits))
    case (let kind?, let digits?): choice.record = Int64(digits).map { .one(kind, $0) }
    case (nil, let digits?) where number.lowercased().hasPrefix("b"):
      choice.record = .booking(number: bookingNumber(digits))
    case (nil, _?): sheet.form.setError(say("Choose the kind of record too."), for: .kind)
    }
    guard sheet.form.errorCount == 0 else {
      sheet.form.focusFirstError()
      return nil
    }
    return choice
  }

  private static func bookingNumber(_ digits: String) -> String {
    "B-" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
  }
}
