/// The patient, as a desk sees it.
package struct Pet: Hashable, Sendable, Identifiable {
  package let id: PetID
  package let clientID: ClientID
  package var name: String
  /// The name in the client's own script.
  package var localName: String?
  package var species: Species
  package var breed: String?
  package var sex: Sex
  package var birth: BirthDate?
  package var weight: Weight?
  package var medicalHistory: String?
  /// Fifteen digits by ISO 11784, or what an older chip holds.
  package var microchip: String?
  package var isActive: Bool
  /// Why nothing is booked for the pet any more, where it has not died.
  package var inactiveReason: String?
  package var isDeceased: Bool
  /// Nil where the day is not known.
  package var deceasedOn: CalendarDate?
  /// Made by the migration for a client whose pet nobody had written down; completed before the next booking.
  package var isPlaceholder: Bool
  /// Counts the row's changes, so that a save from an old screen is noticed.
  package var version: Int

  package init(
    id: PetID, clientID: ClientID, name: String, localName: String? = nil, species: Species, breed: String? = nil,
    sex: Sex = .unknown,
    birth: BirthDate? = nil, weight: Weight? = nil, medicalHistory: String? = nil, microchip: String? = nil,
    isActive: Bool = true, inactiveReason: String? = nil, isDeceased: Bool = false, deceasedOn: CalendarDate? = nil,
    isPlaceholder: Bool = false, version: Int = 1
  ) {
    self.id = id
    self.clientID = clientID
    self.name = name
    self.localName = localName
    self.species = species
    self.breed = breed
    self.sex = sex
    self.birth = birth
    self.weight = weight
    self.medicalHistory = medicalHistory
    self.microchip = microchip
    self.isActive = isActive
    self.inactiveReason = inactiveReason
    self.isDeceased = isDeceased
    self.deceasedOn = deceasedOn
    self.isPlaceholder = isPlaceholder
    self.version = version
  }

  /// One line: `Bruno · Dog, Labrador · M · 4 y 2 m · 28 kg`.
  package func summary(on today: CalendarDate) -> String {
    var parts = [name, species.storedName + (breed.map { ", \($0)" } ?? "")]
    if sex != .unknown { parts.append(sex.shortName) }
    if let birth { parts.append(birth.age(on: today).text) }
    if let weight { parts.append(weight.text) }
    return parts.joined(separator: " · ")
  }

  /// Says why a booking for the pet asks for a reason, or nil.
  package var refusal: String? {
    BookingObjection(pet: self, client: nil)?.sentence(pet: name, client: "")
  }
}
