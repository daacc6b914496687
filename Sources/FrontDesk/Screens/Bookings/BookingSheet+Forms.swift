import LabCore
import LabStore
import Tui
import Words

extension BookingSheet {
  static let visitFields: Set<Field> = [.notes, .address, .area]
  static let petFields: Set<Field> = [.petName, .species, .breed, .sex, .born, .weight]
  static var verified: ChoiceOption { ChoiceOption(id: "verified", title: say("Verified")) }
  static var queried: ChoiceOption { ChoiceOption(id: "queried", title: say("Queried")) }

  static func form(_ purpose: Purpose, of booking: FullBooking, _ standing: Standing) -> Sheet<Field> {
    switch purpose {
    case .reschedule: rescheduling(booking, standing)
    case .edit: editing(booking, standing)
    case .revise: revising(booking, standing)
    case .settle: settling(booking)
    case .check: checking(booking)
    case .open:
      Sheet(
        say("Open a prescription"), [say("The document is written to a file of yours.")], [prescription(of: booking)])
    }
  }

  private static func settling(_ booking: FullBooking) -> Sheet<Field> {
    Sheet(
      say("Booking \(booking.number) stays as it is"),
      [booking.objectionWords.map { say("\($0) The visit is kept all the same, and the mark goes.") } ?? ""],
      [
        (
          .reason,
          FormField(
            say("Reason"), .text(TextField(maximumLength: 200)), width: 44,
            help: say("What was decided, in a few words, for the history; can stay empty."))
        )
      ])
  }

  private static func rescheduling(_ booking: FullBooking, _ standing: Standing) -> Sheet<Field> {
    let now = standing.now
    var lines = ["\(booking.client.name.text), \(booking.pet.name), \(booking.startsAt.text)."]
    if booking.isWithoutVisit {
      lines.append(say("Another visit is planned; nobody is assigned to it yet."))
    } else if let collector = booking.collector {
      lines.append(say("\(collector) keeps the visit."))
    }
    return Sheet(
      say("Reschedule booking \(booking.number)"), lines,
      [
        (
          .date,
          FormField(
            say("Date"), .text(TextField(IntakeForm.dateText(booking.startsAt.date), maximumLength: 20)),
            isRequired: true,
            width: 16, help: say("t, tom, +3, mon, 14/3 or 14 mar."), parse: { IntakeForm.parseDate($0, now.date) })
        ),
        (
          .time,
          FormField(
            say("Time"), .text(TextField(booking.startsAt.time.text, maximumLength: 10)), isRequired: true, width: 8,
            help: say("930, 9:30, 2pm, 1430, or +30 for half an hour from now."),
            parse: { IntakeForm.parseTime($0, now.time) })
        ),
        (
          .reason,
          FormField(
            say("Reason"), .text(TextField(maximumLength: 200)), width: 44,
            help: say("Why, in a few words, for the history; can stay empty."))
        ),
      ])
  }

  private static func editing(_ booking: FullBooking, _ standing: Standing) -> Sheet<Field> {
    let hasPlace = booking.method == .home && booking.status.isBeforeCollection
    let visit: [NamedField<Field>] = [
      (
        .notes,
        FormField(
          say("Notes"), .area(TextArea(booking.notes ?? "", rows: 2)), width: 44,
          help: say("What the collector or the lab should know."))
      ),
      (
        .address,
        FormField(
          say("Address"), .text(TextField(booking.address ?? "", maximumLength: 300)), isRequired: true, width: 48,
          help: say("Where to come; the charge for the way stays as it was agreed."), isVisible: hasPlace)
      ),
      (
        .area,
        FormField(
          say("Area"), .text(TextField(booking.area ?? "", maximumLength: 60)), width: 24,
          help: say("The part of town, by which collectors are chosen."), isVisible: hasPlace)
      ),
    ]
    return Sheet(
      say("Edit booking \(booking.number)"), [],
      visit + (standing.mayChangePets ? particulars(of: booking.pet, on: standing.now.date) : []))
  }

  private static func particulars(of pet: Pet, on today: CalendarDate) -> [NamedField<Field>] {
    let species = ChoiceOption(id: pet.species.storedName, title: pet.species.storedName)
    let sexes = IntakeForm.sexOptions
    let birth = pet.birth?.fieldText ?? ""
    return [
      (
        .petName,
        FormField(
          say("Pet's name"), .text(TextField(pet.name, maximumLength: 80)), isRequired: true, width: 22,
          help: say("What the pet is called; every booking of it shows the new name."))
      ),
      (
        .species,
        FormField(
          say("Species"),
          .choice(ChoiceField(.fixed(IntakeForm.speciesOptions), picks: [species], allowsFreeText: true)),
          isRequired: true, width: 18, help: say("Decides how much blood may be drawn."))
      ),
      (
        .breed,
        FormField(
          say("Breed"), .text(TextField(pet.breed ?? "", maximumLength: 60)), width: 24, help: say("Can stay empty."))
      ),
      (
        .sex,
        FormField(
          say("Sex"), .choice(ChoiceField(.fixed(sexes), picks: sexes.filter { $0.id == pet.sex.rawValue })), width: 18,
          help: say("Can stay empty."))
      ),
      (
        .born,
        FormField(
          say("Born"), .text(TextField(birth, maximumLength: 20)), width: 14,
          help: say("An age such as 3, 3y 2m or 10w, or 14 mar 2021, mar 2021 or 2021."),
          parse: { text in FieldRules.birth(text, on: today) })
      ),
      (
        .weight,
        FormField(
          say("Weight"), .text(TextField(pet.weight?.text ?? "", maximumLength: 12)), width: 10,
          help: say("In kg, or with a unit: 28, 4.2, 350 g."), hint: "kg", parse: IntakeForm.parseWeight)
      ),
    ]
  }

  private static func revising(_ booking: FullBooking, _ standing: Standing) -> Sheet<Field> {
    var picks: [ChoiceOption] = []
    var seen: Set<TestID> = []
    for item in booking.items where seen.insert(item.test.id).inserted {
      picks.append(standing.menu.option(.test(item.test), booking.items.count { $0.test.id == item.test.id }))
    }
    return Sheet(
      say("Change the tests of \(booking.number)"),
      [say("What stays keeps its price. The new price is shown before anything is saved.")],
      [
        (
          .tests,
          FormField(
            say("Tests"),
            .choice(ChoiceField(.asked, picks: picks, isMultiple: true, placeholder: say("code or name"))),
            isRequired: true, width: 48,
            help: say("A few letters, then Enter; 2x before it books two. Backspace takes the last one off."))
        ),
        (
          .distance,
          FormField(
            say("Distance"), .text(TextField(booking.distance?.text ?? "", maximumLength: 30)), width: 14,
            help: say("The way by road in km, or coordinates; charged at the rates the booking was made at."),
            hint: "km",
            isVisible: booking.method == .home, parse: IntakeForm.parseDistance)
        ),
        (
          .coupon,
          FormField(
            say("Coupon"), .text(TextField(booking.coupon?.code ?? "", filter: .uppercase, maximumLength: 40)),
            width: 18,
            help: say("Another code, which has to hold today; or empty, to give the use back."))
        ),
      ])
  }

  private static func checking(_ booking: FullBooking) -> Sheet<Field> {
    let first = booking.prescriptions.first
    let lines =
      booking.prescriptions.count == 1
      ? ["\(first?.fileName ?? ""): \(first?.standingWords ?? "")."]
      : ["\(booking.client.name.text), \(booking.pet.name)."]
    return Sheet(
      say("Check the prescription of \(booking.number)"),
      lines + [say("Ordered: ") + booking.openItems.map(\.test.code).joined(separator: ", ") + "."],
      [
        prescription(of: booking),
        (
          .verdict,
          FormField(
            say("It is"), .choice(ChoiceField(.fixed([verified, queried]), picks: [verified])), isRequired: true,
            width: 14,
            help: say("Verified, or queried because something has to be cleared first."))
        ),
        (
          .remarks,
          FormField(
            say("Notes"), .text(TextField(maximumLength: 300)), width: 44,
            help: say("What is in question, or what is worth noting."))
        ),
      ])
  }

  private static func prescription(of booking: FullBooking) -> NamedField<Field> {
    let options = booking.prescriptions.map {
      ChoiceOption(id: $0.id.description, title: $0.fileName, detail: $0.standingWords)
    }
    return (
      .prescription,
      FormField(
        say("Prescription"), .choice(ChoiceField(.fixed(options), picks: Array(options.prefix(1)))),
        isRequired: true, width: 34, help: say("Which of the documents that came with the booking."),
        isVisible: options.count > 1)
    )
  }
}

extension BookingStatus {
  /// Whether nothing has been collected yet and the booking still stands.
  var isBeforeCollection: Bool {
    switch self {
    case .draft, .confirmed, .assigned, .enRoute, .arrived, .noShow, .failedVisit: true
    case .collected, .atLab, .closed, .cancelled: false
    }
  }
}
