import LabCore
import Tui

/// The fields of the intake, in the order in which they are asked.
enum IntakeField: String, Hashable, Sendable, CaseIterable {
  case client, name, phone, email
  case pet, petName, species, breed, sex, age, weight
  case tests
  case method, address, area, distance, date, time, collector
  case coupon, prescription, notes

  /// The field that shows a problem of the draft.
  init(_ field: DraftField, isNewClient: Bool) {
    self =
      switch field {
      case .clientName: isNewClient ? .name : .client
      case .phone, .secondPhone: isNewClient ? .phone : .client
      case .email: .email
      case .pet: .pet
      case .petName: .petName
      case .species: .species
      case .breed: .breed
      case .sex: .sex
      case .birth: .age
      case .weight: .weight
      case .tests: .tests
      case .collection: .method
      case .address: .address
      case .distance: .distance
      case .date: .date
      case .time: .time
      case .collector: .collector
      case .notes: .notes
      case .coupon: .coupon
      case .attachment: .prescription
      }
  }

  /// Whether price, tubes, warnings or what is shown depend on the field while it is being typed.
  var isWeighed: Bool {
    switch self {
    case .name, .phone, .email, .petName, .breed, .sex, .prescription, .notes: false
    case .client, .pet, .species, .age, .weight, .tests, .method, .address, .area, .distance, .date, .time, .collector,
      .coupon:
      true
    }
  }

  static let newClient: [IntakeField] = [.name, .phone, .email]
  static let petDetails: [IntakeField] = [.petName, .species, .breed, .sex, .age, .weight]
  static let visit: [IntakeField] = [.address, .area, .distance, .date, .time, .collector]
}

/// The form of the intake: labels, rules and help of each field.
enum IntakeForm {
  static func make(now: LocalDateTime, proposal: LocalDateTime, country: CallingCode) -> Form<IntakeField> {
    Form(
      [
        .client: FormField(
          "Client", .choice(ChoiceField(.asked, allowsFreeText: true, placeholder: "phone or name")),
          isRequired: true, width: 40,
          help: "Any part of the phone number, or the beginning of a name. Choose “New client” for somebody new."),
        .name: FormField(
          "Name", .text(TextField(maximumLength: 120)), isRequired: true,
          help: "The name of the person who owns the pet.", isVisible: false, parse: parseName),
        .phone: FormField(
          "Phone", .text(TextField(filter: .phone, maximumLength: 24)), isRequired: true, width: 20,
          help: "The number to call, in any format.", isVisible: false,
          parse: { text in parsePhone(text, country) }),
        .email: FormField(
          "Email", .text(TextField(maximumLength: 200)), help: "Where reports may go; can stay empty.",
          isVisible: false, parse: parseEmail),
        .pet: FormField(
          "Pet", .choice(ChoiceField(.fixed([]))), isRequired: true,
          help: "The patient. Choose “New pet” to add one."),
        .petName: FormField(
          "Pet's name", .text(TextField(maximumLength: 80)), isRequired: true, width: 22,
          help: "What the pet is called.", isVisible: false),
        .species: FormField(
          "Species", .choice(ChoiceField(.fixed(speciesOptions), allowsFreeText: true)), isRequired: true,
          width: 18, help: "Decides how much blood may be drawn. Another word than the offered ones is kept.",
          isVisible: false),
        .breed: FormField(
          "Breed", .text(TextField(maximumLength: 60)), width: 24, help: "Can stay empty.", isVisible: false),
        .sex: FormField(
          "Sex", .choice(ChoiceField(.fixed(sexOptions))), width: 18, help: "Can stay empty.", isVisible: false),
        .age: FormField(
          "Age", .text(TextField(maximumLength: 12)), width: 10,
          help: "3, 3y 2m, 8m or 10w. It is kept as the month or year of birth.", isVisible: false,
          parse: { text in parseAge(text, now.date) }),
        .weight: FormField(
          "Weight", .text(TextField(filter: .any, maximumLength: 12)), width: 10,
          help: "In kg, or with a unit: 28, 4.2, 350 g. Without it a cautious limit holds for the blood drawn.",
          hint: "kg", isVisible: false, parse: parseWeight),
        .tests: FormField(
          "Tests",
          .choice(ChoiceField(.asked, isMultiple: true, placeholder: "code or name")), isRequired: true, width: 44,
          help:
            "A few letters of a code or name, then Enter; 2x before it books two. Backspace in the empty field takes"
            + " the last one off, Ctrl-D takes the tests of the last visit."),
        .method: FormField(
          "Where", .choice(ChoiceField(.fixed(methodOptions), picks: [methodOptions[0]])), isRequired: true,
          width: 14, help: "A home visit needs an address and a time; a walk-in is taken now."),
        .address: FormField(
          "Address",
          .choice(ChoiceField(.fixed([]), allowsFreeText: true, placeholder: "house, street, city")), width: 44,
          help: "Choose a known address or type a new one."),
        .area: FormField(
          "Area", .text(TextField(maximumLength: 60)), width: 24,
          help: "The part of town, by which collectors are chosen.", isVisible: false),
        .distance: FormField(
          "Distance", .text(TextField(maximumLength: 30)), width: 12,
          help: "Kilometres by road, or coordinates such as 12.9716, 77.5946, from which they are estimated.",
          hint: "km", parse: parseDistance),
        .date: FormField(
          "Date", .text(TextField(dateText(proposal.date), maximumLength: 20)), isRequired: true, width: 16,
          help: "t, tom, +3, mon, 14/3 or 14 mar.", parse: { text in parseDate(text, now.date) }),
        .time: FormField(
          "Time", .text(TextField(proposal.time.text, maximumLength: 10)), isRequired: true, width: 8,
          help: "930, 9:30, 2pm, 1430, or +30 for half an hour from now.",
          parse: { text in parseTime(text, now.time) }),
        .collector: FormField(
          "Collector", .choice(ChoiceField(.asked, placeholder: "can stay open")), width: 30,
          help: "Who fits the time and the area; the others say why not. Left empty, the visit waits to be assigned."),
        .coupon: FormField(
          "Coupon", .text(TextField(filter: .uppercase, maximumLength: 40)), width: 18,
          help: "A code the client names; its effect shows in the price at once."),
        .prescription: FormField(
          "Prescription", .text(TextField(maximumLength: 400)), width: 40,
          help: "The path of a PDF, JPEG or PNG file on this machine, up to 10 MB."),
        .notes: FormField(
          "Notes", .area(TextArea(rows: 2)), width: 44,
          help: "What the collector or the lab should know."),
      ])
  }

  static let speciesOptions = Species.choices.map { ChoiceOption(id: $0.storedName, title: $0.storedName) }
  static let sexOptions = Sex.allCases.map { ChoiceOption(id: $0.rawValue, title: $0.displayName) }
  static let methodOptions = [CollectionMethod.home, .walkIn].map {
    ChoiceOption(id: $0.storedName, title: $0.displayName)
  }

  /// A date as the field shows it and reads it back: `21 Nov 2026`.
  static func dateText(_ date: CalendarDate) -> String { "\(date.shortText) \(date.year)" }

  // MARK: Rules of single fields

  @Sendable private static func parseName(_ text: String) -> Result<ParsedText, FieldProblem> {
    do { return .success(ParsedText(try PersonName(text).text)) } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  private static func parsePhone(_ text: String, _ country: CallingCode) -> Result<ParsedText, FieldProblem> {
    do {
      return .success(ParsedText(try PhoneNumber.parse(text, default: country).text))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  @Sendable private static func parseEmail(_ text: String) -> Result<ParsedText, FieldProblem> {
    do { return .success(ParsedText(try EmailAddress(text).text)) } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  private static func parseAge(_ text: String, _ today: CalendarDate) -> Result<ParsedText, FieldProblem> {
    guard let age = PetAge(text) else { return .failure(FieldProblem("An age is 3, 3y 2m, 8m or 10w.")) }
    return .success(ParsedText(age.text, echo: "born \(BirthDate(age: age, on: today).text)"))
  }

  @Sendable static func parseWeight(_ text: String) -> Result<ParsedText, FieldProblem> {
    guard let weight = Weight(text) else { return .failure(FieldProblem("A weight is 28, 4.2 or 350 g.")) }
    return .success(ParsedText(weight.text))
  }

  @Sendable static func parseDistance(_ text: String) -> Result<ParsedText, FieldProblem> {
    if GeoPoint(text) != nil { return .success(ParsedText(text, echo: "estimated")) }
    guard let distance = Distance(text) else {
      return .failure(FieldProblem("A distance is 6.5 km, or coordinates such as 12.9716, 77.5946."))
    }
    return .success(ParsedText(distance.text, echo: ""))
  }

  static func parseDate(_ text: String, _ today: CalendarDate) -> Result<ParsedText, FieldProblem> {
    do {
      let date = try DateShorthand.parse(text, today: today)
      return .success(ParsedText(dateText(date), echo: "\(date.weekday.shortName), \(distance(to: date, from: today))"))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  private static func distance(to date: CalendarDate, from today: CalendarDate) -> String {
    switch today.days(to: date) {
    case 0: "today"
    case 1: "tomorrow"
    case let days where days > 1: "in \(days) days"
    case -1: "yesterday"
    case let days: "\(-days) days ago"
    }
  }

  static func parseTime(_ text: String, _ now: TimeOfDay) -> Result<ParsedText, FieldProblem> {
    do {
      let time = try TimeShorthand.parse(text, now: now)
      return .success(ParsedText(time.text))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }
}
