/// The patient, as a desk sees it.
package struct Pet: Hashable, Sendable, Identifiable {
  package let id: PetID
  package let clientID: ClientID
  package var name: String
  package var species: Species
  package var breed: String?
  package var sex: Sex
  package var birth: BirthDate?
  package var weight: Weight?
  package var medicalHistory: String?
  /// Fifteen digits by ISO 11784, or what an older chip holds.
  package var microchip: String?
  package var isActive: Bool
  package var isDeceased: Bool
  /// Made by the migration for a client whose pet nobody had written down; completed before the next booking.
  package var isPlaceholder: Bool
  /// Counts the row's changes, so that a save from an old screen is noticed.
  package var version: Int

  package init(
    id: PetID, clientID: ClientID, name: String, species: Species, breed: String? = nil, sex: Sex = .unknown,
    birth: BirthDate? = nil, weight: Weight? = nil, medicalHistory: String? = nil, microchip: String? = nil,
    isActive: Bool = true, isDeceased: Bool = false, isPlaceholder: Bool = false, version: Int = 1
  ) {
    self.id = id
    self.clientID = clientID
    self.name = name
    self.species = species
    self.breed = breed
    self.sex = sex
    self.birth = birth
    self.weight = weight
    self.medicalHistory = medicalHistory
    self.microchip = microchip
    self.isActive = isActive
    self.isDeceased = isDeceased
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

  /// Says why no booking can be made for the pet, or nil.
  package var refusal: String? {
    if isDeceased { return "\(name) has died; no new booking can be made." }
    if !isActive { return "\(name) is no longer active; make the record active first (F3)." }
    return nil
  }
}
