import LabCore
import LabStore
import Tui
import Words

/// The form of a week, of a collector's day or of a day of the clinic.
struct HoursSheet: Sendable {
  enum Field: Hashable, Sendable {
    case weekday(Weekday)
    case capacity, from
    case day, hours, reason
  }

  /// What the sheet is about.
  enum Purpose: Sendable {
    case week(CollectorHours)
    case day(CollectorHours)
    case clinic
  }

  private(set) var purpose: Purpose
  private let today: CalendarDate
  var sheet: Sheet<Field>
  /// Whether another desk was faster, so that the hours have to be looked at again.
  private var isStale = false

  /// Keeps what was typed and says why it was not saved.
  mutating func refuse(_ error: DeskError) {
    isStale = error.code == .stale
    sheet.problem = error.sentence
  }

  /// Takes the hours as they are now where they were found to be newer; what was typed stays.
  mutating func look(at collectors: [CollectorHours]) {
    guard isStale, case .week(let old) = purpose, let newer = collectors.first(where: { $0.id == old.id }) else {
      return
    }
    isStale = false
    let fresh = HoursSheet(weekOf: newer, on: today)
    purpose = fresh.purpose
    sheet = sheet.rebased(on: fresh.sheet)
    follow()
  }

  init(weekOf collector: CollectorHours, on today: CalendarDate) {
    purpose = .week(collector)
    self.today = today
    var lines = [say("Such as 7-13, 14-18; empty is free. With all of them empty the clinic's hours hold.")]
    if let coming = collector.coming {
      lines.append(say("The week that begins on \(coming.from.text) gives way as well."))
    }
    sheet = Sheet(say("Week of \(collector.name)"), lines, Self.weekFields(collector, today))
    follow()
    sheet.form.markClean()
  }

  init(dayOf collector: CollectorHours, _ special: SpecialDay?, on today: CalendarDate) {
    purpose = .day(collector)
    self.today = today
    sheet = Sheet(
      say("A day of \(collector.name)"),
      [say("It beats the week. Visits of the day that lie outside come back unassigned, with this reason.")],
      Self.dayFields(
        special?.day, special.map { StretchShorthand.text($0.stretches) }, free: "off", reason: special?.reason,
        reasonLabel: say("Reason"), most: 200, today))
    sheet.form.markClean()
  }

  init(clinicDay exception: HoursException?, on today: CalendarDate) {
    purpose = .clinic
    self.today = today
    let hours: String? = exception.map { exception in
      let stretches = exception.hours.stretches
      return stretches.isEmpty ? "closed" : StretchShorthand.text(stretches)
    }
    sheet = Sheet(
      say("A day of the clinic"),
      [say("On a closed day nobody works, and nothing is booked. Its visits ask for another day.")],
      Self.dayFields(
        exception?.date, hours, free: "closed", reason: exception?.name, reasonLabel: say("Name"), most: 80, today))
    sheet.form.markClean()
  }

  // MARK: Fields

  private static func weekFields(_ collector: CollectorHours, _ today: CalendarDate) -> [NamedField<Field>] {
    let days = Weekday.allCases.map { day in
      let stretches = collector.week?[day] ?? []
      return (
        Field.weekday(day),
        FormField(
          day.displayName,
          .text(TextField(stretches.isEmpty ? "" : StretchShorthand.text(stretches), maximumLength: 60)), width: 30,
          help: say("Hours such as 7-13, 14-18, the gap is a break; Ctrl-D is the day before."),
          parse: { hours($0, free: "") })
      )
    }
    return days + [
      (
        .capacity,
        FormField(
          say("Visits"), .text(TextField(collector.capacity.map(String.init) ?? "", filter: .digits, maximumLength: 3)),
          width: 6, help: say("How many visits a day at most; empty is without limit."), hint: say("a day"),
          parse: capacity)
      ),
      (
        .from,
        FormField(
          say("From"), .text(TextField(IntakeForm.dateText(today), maximumLength: 30)), isRequired: true, width: 18,
          help: say("The first day of this week's hours: t, tom, +7, mon, 1/4 or 1 apr."),
          parse: { firstDay($0, today) })
      ),
    ]
  }

  private static func dayFields(
    _ day: CalendarDate?, _ text: String?, free: String, reason: String?, reasonLabel: String, most: Int,
    _ today: CalendarDate
  ) -> [NamedField<Field>] {
    [
      (
        .day,
        FormField(
          say("Day"), .text(TextField(day.map(IntakeForm.dateText) ?? "", maximumLength: 30)), isRequired: true,
          width: 18,
          help: say("Which day: t, tom, +7, mon, 1/4 or 1 apr."), parse: { firstDay($0, today) })
      ),
      (
        .hours,
        FormField(
          say("Hours"), .text(TextField(text ?? free, maximumLength: 60)), isRequired: true, width: 30,
          help: say("Write \(free), or hours such as 8-12 or 8-12, 14-18."), parse: { hours($0, free: free) })
      ),
      (
        .reason,
        FormField(
          reasonLabel, .text(TextField(reason ?? "", maximumLength: most)), width: 40,
          help: free == "off" ? say("Why; a day off needs it.") : say("What the day is, such as Diwali."))
      ),
    ]
  }

  @Sendable private static func hours(_ text: String, free: String) -> Result<ParsedText, FieldProblem> {
    if text.trimmed.lowercased() == free { return .success(ParsedText(free)) }
    do {
      let stretches = try StretchShorthand.parse(text)
      return .success(ParsedText(stretches.isEmpty ? free : StretchShorthand.text(stretches)))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  @Sendable private static func capacity(_ text: String) -> Result<ParsedText, FieldProblem> {
    guard let count = Int(text), (1...200).contains(count) else {
      return .failure(FieldProblem(say("Between 1 and 200 visits a day, or nothing for no limit.")))
    }
    return .success(ParsedText(String(count)))
  }

  @Sendable private static func firstDay(_ text: String, _ today: CalendarDate) -> Result<ParsedText, FieldProblem> {
    guard let day = try? DateShorthand.parse(text, today: today), day >= today else {
      return .failure(FieldProblem(say("Today or a later day: t, tom, +7, mon, 1/4 or 1 apr.")))
    }
    return IntakeForm.parseDate(text, today)
  }

  // MARK: Keys

  mutating func handle(_ press: KeyPress) -> Sheet<Field>.Outcome {
    let outcome = sheet.handle(press)
    if outcome != .closed { follow() }
    return outcome
  }

  mutating func paste(_ text: String) {
    sheet.paste(text)
    follow()
  }

  /// Keeps what Ctrl-D fills in: each weekday has the hours of the one before.
  private mutating func follow() {
    guard case .week = purpose else { return }
    var texts: [Field: String] = [:]
    for (before, day) in zip(Weekday.allCases, Weekday.allCases.dropFirst()) {
      texts[.weekday(day)] = sheet.form.text(.weekday(before))
    }
    sheet.form.previous = FormRecord(texts: texts)
  }

  // MARK: Outcome

  /// What is to be done as the fields say; nil where one has to be corrected.
  mutating func submit() -> HoursWork? {
    guard sheet.submit() else { return nil }
    switch purpose {
    case .week(let collector): return week(of: collector)
    case .day(let collector):
      guard let day = date(.day) else { return nil }
      let special = SpecialDay(day: day, stretches: stretches(.hours), reason: reason)
      if special.stretches.isEmpty, special.reason == nil {
        sheet.form.setError(say("A day off needs a reason."), for: .reason)
        sheet.form.focusFirstError()
        return nil
      }
      return .set(special, of: collector.id)
    case .clinic:
      guard let day = date(.day) else { return nil }
      let hours = stretches(.hours)
      guard !hours.isEmpty else { return .closeDay(day, name: reason) }
      return .openDay(day, hours: hours, name: reason)
    }
  }

  private func week(of collector: CollectorHours) -> HoursWork? {
    guard let from = date(.from) else { return nil }
    var plan = WeekPlan()
    for day in Weekday.allCases {
      let hours = stretches(.weekday(day))
      if !hours.isEmpty { plan.days[day] = hours }
    }
    return .saveWeek(
      WeekChange(
        collector, from: from, week: plan.days.isEmpty ? nil : plan, capacity: Int(sheet.form.text(.capacity))))
  }

  private var reason: String? {
    let text = sheet.form.text(.reason).trimmed
    return text.isEmpty ? nil : text
  }

  private func date(_ field: Field) -> CalendarDate? {
    try? DateShorthand.parse(sheet.form.text(field), today: today)
  }

  private func stretches(_ field: Field) -> [TimeStretch] {
    (try? StretchShorthand.parse(sheet.form.text(field))) ?? []
  }
}
