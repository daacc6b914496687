import LabCore
import Tui

// What the fields of a sheet say, as values of the domain.
extension RecordSheet {
  func text(_ field: Field) -> String { sheet.form.text(field).trimmed }

  private func optional(_ field: Field) -> String? {
    let text = text(field)
    return text.isEmpty ? nil : text
  }

  private func phone(_ field: Field) -> PhoneNumber? { try? PhoneNumber.parse(text(field), default: standing.country) }

  var day: CalendarDate? { try? DateShorthand.parse(text(.day), today: standing.today, looking: .back) }

  /// The record with what was typed; nil where a value cannot be read, which its field says.
  func edited(_ copy: RecordCopy) -> RecordCopy? {
    switch copy {
    case .client(let client): edited(client).map { .client($0) }
    case .pet(let pet): .pet(edited(pet))
    case .address(let old): .address(address(old))
    }
  }

  // MARK: Clients

  var clientEntry: ClientEntry? {
    guard let name = try? PersonName(text(.name)), let first = phone(.phone) else { return nil }
    return ClientEntry(
      name: name, localName: optional(.localName), phone: first, secondPhone: phone(.secondPhone),
      email: try? EmailAddress(text(.email)),
      preferredName: optional(.called), notes: optional(.notes))
  }

  private func edited(_ old: Client) -> Client? {
    guard let name = try? PersonName(text(.name)) else { return nil }
    var client = old
    client.name = name
    client.localName = optional(.localName)
    client.preferredName = optional(.called)
    client.phone = phone(.phone)
    client.secondPhone = phone(.secondPhone)
    client.email = try? EmailAddress(text(.email))
    client.notes = optional(.notes)
    return client
  }

  // MARK: Pets

  private var species: Species { Species(storedName: text(.species)) }
  private var sex: Sex { sheet.form.pick(.sex).flatMap { Sex(rawValue: $0.id) } ?? .unknown }
  private var birth: BirthDate? { optional(.born).flatMap { BirthDate(typed: $0, on: standing.today) } }

  var petEntry: PetEntry {
    PetEntry(
      name: text(.name).singleSpaced, localName: text(.localName), species: species,
      breed: text(.breed).singleSpaced, sex: sex, birth: birth, weight: Weight(text(.weight)),
      microchip: text(.microchip), medicalHistory: text(.medical))
  }

  private func edited(_ old: Pet) -> Pet {
    let typed = sheet.form.dirtyFields
    var pet = old
    pet.name = text(.name).singleSpaced
    pet.localName = optional(.localName)
    pet.species = species
    pet.breed = optional(.breed)?.singleSpaced
    pet.sex = sex
    // What was not touched keeps its exactness.
    if typed.contains(.born) { pet.birth = birth }
    if typed.contains(.weight) { pet.weight = Weight(text(.weight)) }
    if typed.contains(.microchip) { pet.microchip = optional(.microchip).map(Self.chip) }
    pet.medicalHistory = optional(.medical)
    return pet
  }

  /// A chip number as it is kept: without blanks, in capitals.
  static func chip(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "-" && $0 != "." }.uppercased() }

  var petStanding: PetStanding? {
    switch sheet.form.pick(.standing)?.id {
    case Self.deceased.id: day.map { .deceased(on: $0) }
    case Self.inactive.id: .inactive(reason: text(.reason).singleSpaced)
    default: .active
    }
  }

  var isToBeActive: Bool { sheet.form.pick(.standing)?.id == Self.active.id }

  // MARK: Addresses

  /// An address with what was typed; a link or coordinates in the field of the place give both.
  func address(_ old: Address) -> Address {
    var address = old
    address.label = optional(.label)
    address.line1 = text(.line1).singleSpaced
    address.line2 = optional(.line2)
    address.area = optional(.area)
    address.city = text(.city).singleSpaced
    address.state = optional(.state)
    address.postalCode = optional(.postalCode)
    address.isDefault = sheet.form.pick(.isDefault)?.id == Self.yes.id
    guard sheet.form.dirtyFields.contains(.place) else { return address }
    let place = text(.place)
    address.point = MapLink.point(of: place)
    address.mapLink = MapLink(place).flatMap { $0.isOnTheWeb ? $0.text : nil }
    return address
  }
}
