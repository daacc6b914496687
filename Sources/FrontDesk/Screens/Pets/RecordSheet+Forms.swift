import LabCore
import LabStore
import Tui
import Words

extension RecordSheet {
  static var active: ChoiceOption { ChoiceOption(id: "active", title: say("Active")) }
  static var inactive: ChoiceOption { ChoiceOption(id: "inactive", title: say("Inactive")) }
  static var deceased: ChoiceOption { ChoiceOption(id: "deceased", title: say("Deceased")) }
  static var yes: ChoiceOption { ChoiceOption(id: "yes", title: say("Yes")) }
  private static var no: ChoiceOption { ChoiceOption(id: "no", title: say("No")) }

  static func form(_ purpose: Purpose, _ standing: Standing) -> Sheet<Field> {
    switch purpose {
    case .addClient(let typed): Sheet(say("New client"), [], clientFields(nil, typed: typed, standing))
    case .addPet(let client): Sheet(say("New pet of \(client.name)"), [], petFields(nil, standing))
    case .addAddress(let client): Sheet(say("New address of \(client.name)"), [], addressFields(nil))
    case .edit(.client(let client)): Sheet(say("Edit \(client.name)"), [], clientFields(client, typed: "", standing))
    case .edit(.pet(let pet)): Sheet(say("Edit \(pet.name)"), [], petFields(pet, standing))
    case .edit(.address(let address)):
      Sheet(say("Edit \(address.label ?? say("the address"))"), [], addressFields(address))
    case .weigh(let pet): weighing(pet, standing)
    case .markPet(let pet, let ahead): marking(pet, ahead, standing)
    case .markClient(let client, let ahead): marking(client, ahead)
    }
  }

  private static func line(
    _ label: String, _ text: String?, width: Int = 32, most: Int = 120, isRequired: Bool = false, _ help: String,
    filter: TextField.Filter = .any, parse: FieldParser? = nil
  ) -> FormField {
    FormField(
      label, .text(TextField(text ?? "", filter: filter, maximumLength: most)), isRequired: isRequired, width: width,
      help: help, parse: parse)
  }

  private static func local(_ name: String?) -> FormField {
    line(
      say("Own script"), name, say("The name as it is written in the client's own script, such as प्रिया; can stay empty."))
  }

  // MARK: Clients

  private static func clientFields(_ client: Client?, typed: String, _ standing: Standing) -> [NamedField<Field>] {
    let home = standing.country
    let isNumber = client == nil && !typed.isEmpty && !typed.contains(where: \.isLetter)
    let number = FieldRules.phone
    return [
      (
        .name,
        line(
          say("Name"), client?.name.text ?? (isNumber ? "" : typed), isRequired: true,
          say("The name of the person who owns the pet, in Latin letters."), parse: FieldRules.personName)
      ),
      (.localName, local(client?.localName)),
      (
        .phone,
        line(
          say("Phone"), client?.phone?.text ?? (isNumber ? typed : ""), width: 22, most: 24, isRequired: true,
          say("The number to call, in any format."), filter: .phone, parse: { number($0, home) })
      ),
      (
        .secondPhone,
        line(
          say("Second phone"), client?.secondPhone?.text, width: 22, most: 24,
          say("Another number they call from; can stay empty."),
          filter: .phone, parse: { number($0, home) })
      ),
      (
        .email,
        line(
          say("E-mail"), client?.email?.text, most: 200, say("Where reports may go; can stay empty."),
          parse: FieldRules.email)
      ),
      (
        .called,
        line(say("Called"), client?.preferredName, most: 80, say("How the person wants to be called; can stay empty."))
      ),
      (
        .notes,
        FormField(
          say("Notes"), .area(TextArea(client?.notes ?? "", columns: 46, rows: 3, maximumLength: 2000)), width: 46,
          help: say("What the desk should know; it stands on top of the file."))
      ),
    ]
  }

  // MARK: Pets

  private static func petFields(_ pet: Pet?, _ standing: Standing) -> [NamedField<Field>] {
    let today = standing.today
    let known = pet.map { PetEntry(of: $0) } ?? PetEntry()
    let species =
      known.species.isKnown
      ? [ChoiceOption(id: known.species.storedName, title: known.species.storedName)] : []
    return [
      (.name, line(say("Name"), known.name, width: 24, most: 80, isRequired: true, say("What the pet is called."))),
      (.localName, local(known.localName)),
      (
        .species,
        FormField(
          say("Species"), .choice(ChoiceField(.fixed(IntakeForm.speciesOptions), picks: species, allowsFreeText: true)),
          isRequired: true, width: 20, help: say("Decides how much blood may be drawn."))
      ),
      (.breed, line(say("Breed"), known.breed, width: 26, most: 60, say("Can stay empty."))),
      (
        .sex,
        FormField(
          say("Sex"),
          .choice(
            ChoiceField(
              .fixed(IntakeForm.sexOptions), picks: IntakeForm.sexOptions.filter { $0.id == known.sex.rawValue })),
          width: 20, help: say("Can stay “Not known”."))
      ),
      (
        .born,
        line(
          say("Born"), known.birth?.fieldText, width: 16, most: 20,
          say("An age such as 3, 3y 2m or 10w, or 14 mar 2021, mar 2021 or 2021; it is kept as exactly as that."),
          parse: { FieldRules.birth($0, on: today) })
      ),
      (
        .weight,
        line(
          say("Weight"), known.weight?.text, width: 12, most: 12,
          say("In kg, or with a unit: 28, 4.2, 350 g. Another weight is noted as that of today."),
          parse: IntakeForm.parseWeight)
      ),
      (
        .microchip,
        line(
          say("Microchip"), known.microchip, width: 22, most: 30, say("Fifteen digits, or what an older chip holds."),
          filter: .uppercase)
      ),
      (
        .medical,
        FormField(
          say("History"), .area(TextArea(known.medicalHistory, columns: 46, rows: 3, maximumLength: 4000)), width: 46,
          help: say("Illnesses, medicines and allergies that the lab or the collector should know."))
      ),
    ]
  }

  private static func weighing(_ pet: Pet, _ standing: Standing) -> Sheet<Field> {
    let today = standing.today
    return Sheet(
      say("Weight of \(pet.name)"), [pet.weight.map { say("So far \($0.text).") } ?? say("No weight is known so far.")],
      [
        (
          .weight,
          line(
            say("Weight"), nil, width: 12, most: 12, isRequired: true, say("In kg, or with a unit: 28, 4.2, 350 g."),
            parse: IntakeForm.parseWeight)
        ),
        (
          .day,
          pastDay(
            say("Weighed on"), today, today,
            say("The day: t, yesterday, 14/3 or 14 mar; the newest weight is the pet's."))
        ),
      ])
  }

  private static func pastDay(
    _ label: String, _ day: CalendarDate, _ today: CalendarDate, _ help: String
  ) -> FormField {
    line(
      label, IntakeForm.dateText(day), width: 16, most: 20, isRequired: true, help,
      parse: { FieldRules.pastDay($0, today: today) })
  }

  // MARK: Standing

  private static func marking(_ pet: Pet, _ ahead: [PastBooking], _ standing: Standing) -> Sheet<Field> {
    let present = pet.isDeceased ? deceased : pet.isActive ? active : inactive
    let options = [deceased, inactive, active].filter { $0 != present }
    return Sheet(
      pet.name, warnings(ahead),
      [
        (
          .standing,
          FormField(
            say("Is now"), .choice(ChoiceField(.fixed(options), picks: present == active ? [] : [active])),
            isRequired: true, width: 14,
            help: say(
              "Deceased and inactive pets are booked with a recorded reason alone; active takes a mistake back."))
        ),
        (
          .day,
          pastDay(
            say("Died on"), standing.today, standing.today, say("The day, as well as anybody knows: t, 14/3 or 14 mar.")
          )
        ),
        (
          .reason,
          line(
            say("Reason"), pet.inactiveReason, width: 46, most: 300, isRequired: true,
            say("Why nothing is booked any more: moved away, given up, seen elsewhere."))
        ),
      ])
  }

  private static func marking(_ client: Client, _ ahead: [PastBooking]) -> Sheet<Field> {
    let proposed = client.isActive ? inactive : active
    return Sheet(
      client.name.text, client.isActive ? warnings(ahead) : [say("Bookings can be taken again without a reason.")],
      [
        (
          .standing,
          FormField(
            say("Is now"), .choice(ChoiceField(.fixed([proposed]), picks: [proposed])), isRequired: true, width: 14,
            help: say("Clients who are inactive are booked for with a recorded reason alone."))
        ),
        (
          .reason,
          line(
            say("Reason"), nil, width: 46, most: 300, isRequired: true,
            say("Why nothing is booked for them any more, as their colleagues shall read it."))
        ),
      ])
  }

  /// Names the visits that are marked for a decision.
  private static func warnings(_ ahead: [PastBooking]) -> [String] {
    guard !ahead.isEmpty else { return [say("No visit is to come.")] }
    let named = ahead.prefix(3).map { say("\($0.number) on \($0.startsAt.text)") }.listed()
    let more = ahead.count > 3 ? say(" and \(ahead.count - 3) more") : ""
    return [say("To come: \(named)\(more). Each is marked, and somebody decides what becomes of it.")]
  }

  // MARK: Addresses

  private static func addressFields(_ address: Address?) -> [NamedField<Field>] {
    let isDefault = address?.isDefault ?? false
    return [
      (
        .line1,
        line(say("Address"), address?.line1, width: 46, most: 200, isRequired: true, say("House, floor and street."))
      ),
      (
        .line2,
        line(say("Second line"), address?.line2, width: 46, most: 200, say("A landmark or the gate; can stay empty."))
      ),
      (
        .area,
        line(say("Area"), address?.area, width: 26, most: 60, say("The part of town, by which collectors are chosen."))
      ),
      (.city, line(say("City"), address?.city, width: 26, most: 60, say("Can stay empty."))),
      (.state, line(say("State"), address?.state, width: 26, most: 60, say("Can stay empty."))),
      (.postalCode, line(say("Postal code"), address?.postalCode, width: 12, most: 12, say("Can stay empty."))),
      (
        .place,
        line(
          say("Place"), address?.mapLink ?? address?.point?.text, width: 26, most: 500,
          say(
            "A link from a map, or coordinates such as 12.9716, 77.5946; the way to the client is estimated from it."),
          parse: FieldRules.mapPlace)
      ),
      (.label, line(say("Called"), address?.label, width: 20, most: 40, say("Home, Office; can stay empty."))),
      (
        .isDefault,
        FormField(
          say("Default"), .choice(ChoiceField(.fixed([yes, no]), picks: [isDefault ? yes : no])), isRequired: true,
          width: 8, help: say("Where the client usually wants a visit; one address of each client is."))
      ),
    ]
  }
}
