import LabCore
import Tui
import Words

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
          say("Client"), .choice(ChoiceField(.asked, allowsFreeText: true, placeholder: say("phone or name"))),
          isRequired: true, width: 40,
          help: say("Any part of the phone number, or the beginning of a name. Choose “New client” for somebody new.")),
        .name: FormField(
          say("Name"), .text(TextField(maximumLength: 120)), isRequired: true,
          help: say("The name of the person who owns the pet."), isVisible: false, parse: parseName),
        .phone: FormField(
          say("Phone"), .text(TextField(filter: .phone, maximumLength: 24)), isRequired: true, width: 20,
          help: say("The number to call, in any format."), isVisible: false,
          parse: { text in parsePhone(text, country) }),
        .email: FormField(
          say("Email"), .text(TextField(maximumLength: 200)), help: say("Where reports may go; can stay empty."),
          isVisible: false, parse: parseEmail),
        .pet: FormField(
          say("Pet"), .choice(ChoiceField(.fixed([]))), isRequired: true,
          help: say("The patient. Choose “New pet” to add one.")),
        .petName: FormField(
          say("Pet's name"), .text(TextField(maximumLength: 80)), isRequired: true, width: 22,
          help: say("What the pet is called."), isVisible: false),
        .species: FormField(
          say("Species"), .choice(ChoiceField(.fixed(speciesOptions), allowsFreeText: true)), isRequired: true,
          width: 18, help: say("Decides how much blood may be drawn. Another word than the offered ones is kept."),
          isVisible: false),
        .breed: FormField(
          say("Breed"), .text(TextField(maximumLength: 60)), width: 24, help: say("Can stay empty."), isVisible: false),
        .sex: FormField(
          say("Sex"), .choice(ChoiceField(.fixed(sexOptions))), width: 18, help: say("Can stay empty."),
          isVisible: false),
        .age: FormField(
          say("Age"), .text(TextField(maximumLength: 12)), width: 10,
          help: say("3, 3y 2m, 8m or 10w. It is kept as the month or year of birth."), isVisible: false,
          parse: { text in parseAge(text, now.date) }),
        .weight: FormField(
          say("Weight"), .text(TextField(filter: .any, maximumLength: 12)), width: 10,
          help: say("In kg, or with a unit: 28, 4.2, 350 g. Without it a cautious limit holds for the blood drawn."),
          hint: "kg", isVisible: false, parse: parseWeight),
        .tests: FormField(
          say("Tests"),
          .choice(ChoiceField(.asked, isMultiple: true, placeholder: say("code or name"))), isRequired: true, width: 44,
          help:
            say(
              "A few letters of a code or name, then Enter; 2x before it books two. Backspace in the empty field takes"
                + " the last one off, Ctrl-D takes the tests of the last visit.")),
        .method: FormField(
          say("Where"), .choice(ChoiceField(.fixed(methodOptions), picks: [methodOptions[0]])), isRequired: true,
          width: 14, help: say("A home visit needs an address and a time; a walk-in is taken now.")),
        .address: FormField(
          say("Address"),
          .choice(ChoiceField(.fixed([]), allowsFreeText: true, placeholder: say("house, street, city"))), width: 44,
          help: say("Choose a known address or type a new one.")),
        .area: FormField(
          say("Area"), .text(TextField(maximumLength: 60)), width: 24,
          help: say("The part of town, by which collectors are chosen."), isVisible: false),
        .distance: FormField(
          say("Distance"), .text(TextField(maximumLength: 30)), width: 12,
          help: say("Kilometres by road, or coordinates such as 12.9716, 77.5946, from which they are estimated."),
          hint: "km", parse: parseDistance),
        .date: FormField(
          say("Date"), .text(TextField(dateText(proposal.date), maximumLength: 20)), isRequired: true, width: 16,
          help: say("t, tom, +3, mon, 14/3 or 14 mar."), parse: { text in parseDate(text, now.date) }),
        .time: FormField(
          say("Time"), .text(TextField(proposal.time.text, maximumLength: 10)), isRequired: true, width: 8,
          help: say("930, 9:30, 2pm, 1430, or +30 for half an hour from now."),
          parse: { text in parseTime(text, now.time) }),
        .collector: FormField(
          say("Collector"), .choice(ChoiceField(.asked, placeholder: say("can stay open"))), width: 30,
          help: say(
            "Who fits the time and the area; the others say why not. Left empty, the visit waits to be assigned.")),
        .coupon: FormField(
          say("Coupon"), .text(TextField(filter: .uppercase, maximumLength: 40)), width: 18,
          help: say("A code the client names; its effect shows in the price at once.")),
        .prescription: FormField(
          say("Prescription"), .text(TextField(maximumLength: 400)), width: 40,
          help: say("The path of a PDF, JPEG or PNG file on this machine, up to 10 MB.")),
        .notes: FormField(
          say("Notes"), .area(TextArea(rows: 2)), width: 44,
          help: say("What the collector or the lab should know.")),
      ])
  }

  static let speciesOptions = Species.choices.map { ChoiceOption(id: $0.storedName, title: $0.storedName) }
  static var sexOptions: [ChoiceOption] {
    Sex.allCases.map { ChoiceOption(id: $0.rawValue, title: $0.displayName) }
  }
  static var methodOptions: [ChoiceOption] {
    [CollectionMethod.home, .walkIn].map { ChoiceOption(id: $0.storedName, title: $0.displayName) }
  }

  /// A date as the field shows it and reads it back: `21 Nov 2026`.
  static func dateText(_ date: CalendarDate) -> String { date.fieldText }

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
    guard let age = PetAge(text) else { return .failure(FieldProblem(say("An age is 3, 3y 2m, 8m or 10w."))) }
    return .success(ParsedText(age.text, echo: say("born \(BirthDate(age: age, on: today).text)")))
  }

  @Sendable static func parseWeight(_ text: String) -> Result<ParsedText, FieldProblem> {
    guard let weight = Weight(text) else { return .failure(FieldProblem(say("A weight is 28, 4.2 or 350 g."))) }
    return .success(ParsedText(weight.text))
  }

  @Sendable static func parseDistance(_ text: String) -> Result<ParsedText, FieldProblem> {
    if GeoPoint(text) != nil { return .success(ParsedText(text, echo: say("estimated"))) }
    guard let distance = Distance(text) else {
      return .failure(FieldProblem(say("A distance is 6.5 km, or coordinates such as 12.9716, 77.5946.")))
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
    case 0: say("today")
    case 1: say("tomorrow")
    case let days where days > 1: say("in \(days) days")
    case -1: say("yesterday")
    case let days: say("\(-days) days ago")
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
