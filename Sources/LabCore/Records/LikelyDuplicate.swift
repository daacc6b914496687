import Words

/// A client who may be the one that is about to be written down.
package struct LikelyClient: Hashable, Sendable, Identifiable {
  package let id: ClientID
  package let name: String
  package let phone: String
  package let secondPhone: String?
  package let email: String?
  package let pets: [String]
  package let isActive: Bool
  package let lastBooking: CalendarDate?
  package let reason: Reason

  /// What the two have in common, the surest first.
  package enum Reason: String, CaseIterable, Hashable, Sendable {
    case phoneAndName = "phone_and_name"
    case email
    case phone
    case nameAndPet = "name_and_pet"

    package var words: String {
      switch self {
      case .phoneAndName: say("same number, like name")
      case .email: say("same email")
      case .phone: say("same number")
      case .nameAndPet: say("same name, pet of that name")
      }
    }
  }

  package init(
    id: ClientID, name: String, phone: String, secondPhone: String? = nil, email: String? = nil, pets: [String] = [],
    isActive: Bool = true, lastBooking: CalendarDate? = nil, reason: Reason
  ) {
    self.id = id
    self.name = name
    self.phone = phone
    self.secondPhone = secondPhone
    self.email = email
    self.pets = pets
    self.isActive = isActive
    self.lastBooking = lastBooking
    self.reason = reason
  }
}

/// A pet that may be the one that is about to be written down.
package struct LikelyPet: Hashable, Sendable, Identifiable {
  package let id: PetID
  package let clientID: ClientID
  package let clientName: String
  package let phone: String
  package let name: String
  package let species: Species
  package let breed: String?
  package let birth: BirthDate?
  package let microchip: String?
  package let isActive: Bool
  package let isDeceased: Bool
  package let lastBooking: CalendarDate?
  package let reason: Reason

  package enum Reason: String, CaseIterable, Hashable, Sendable {
    case microchip
    case sameClient = "same_client"
    case sharedPhone = "shared_phone"

    package var words: String {
      switch self {
      case .microchip: say("same microchip")
      case .sameClient: say("like name, same client")
      case .sharedPhone: say("like name, same number")
      }
    }
  }

  package init(
    id: PetID, clientID: ClientID, clientName: String, phone: String, name: String, species: Species,
    breed: String? = nil, birth: BirthDate? = nil, microchip: String? = nil, isActive: Bool = true,
    isDeceased: Bool = false, lastBooking: CalendarDate? = nil, reason: Reason
  ) {
    self.id = id
    self.clientID = clientID
    self.clientName = clientName
    self.phone = phone
    self.name = name
    self.species = species
    self.breed = breed
    self.birth = birth
    self.microchip = microchip
    self.isActive = isActive
    self.isDeceased = isDeceased
    self.lastBooking = lastBooking
    self.reason = reason
  }
}

/// Records that look like the ones that are about to be written down.
package struct LikelyDuplicates: Hashable, Sendable {
  package var clients: [LikelyClient]
  package var pets: [LikelyPet]

  package init(clients: [LikelyClient] = [], pets: [LikelyPet] = []) {
    self.clients = clients
    self.pets = pets
  }

  package var isEmpty: Bool { clients.isEmpty && pets.isEmpty }
}

/// Records of which somebody has said that they are not the one that is being written down.
package struct DistinctRecords: Hashable, Sendable {
  package var clients: Set<ClientID>
  package var pets: Set<PetID>

  package init(clients: Set<ClientID> = [], pets: Set<PetID> = []) {
    self.clients = clients
    self.pets = pets
  }

  /// Adds everything that was shown.
  package mutating func formUnion(_ shown: LikelyDuplicates) {
    clients.formUnion(shown.clients.map(\.id))
    pets.formUnion(shown.pets.map(\.id))
  }
}
