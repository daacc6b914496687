/// The whole of a booking that is being taken, as far as it is known.
///
/// Fields hold what was typed and understood; what is not understood stays with its field on the screen.
package struct BookingDraft: Hashable, Sendable {
  package var client: DraftClient?
  package var pet: DraftPet?
  package var cart: Cart
  package var collection: CollectionMethod
  package var address: Address?
  package var distance: Distance?
  /// When the visit begins; a walk-in begins now and has none.
  package var startsAt: LocalDateTime?
  package var durationMinutes: Int
  package var collectorID: StaffID?
  package var notes: String
  package var couponCode: String
  package var attachment: AttachmentSummary?
  /// Why it is booked although something stands against it; empty where nobody was asked.
  package var guardReason: String

  /// A home visit takes half an hour unless somebody says otherwise.
  package static let usualDuration = 30

  package init(
    client: DraftClient? = nil, pet: DraftPet? = nil, cart: Cart = Cart(), collection: CollectionMethod = .home,
    address: Address? = nil, distance: Distance? = nil, startsAt: LocalDateTime? = nil,
    durationMinutes: Int = BookingDraft.usualDuration, collectorID: StaffID? = nil, notes: String = "",
    couponCode: String = "", attachment: AttachmentSummary? = nil, guardReason: String = ""
  ) {
    self.client = client
    self.pet = pet
    self.cart = cart
    self.collection = collection
    self.address = address
    self.distance = distance
    self.startsAt = startsAt
    self.durationMinutes = durationMinutes
    self.collectorID = collectorID
    self.notes = notes
    self.couponCode = couponCode
    self.attachment = attachment
    self.guardReason = guardReason
  }

  /// The client who is written down with the booking; nil for one who is there, or where a part is missing.
  package var newClient: ClientEntry? {
    guard case .new(let name, let phone?, let secondPhone, let email) = client, let name = try? PersonName(name) else {
      return nil
    }
    return ClientEntry(name: name, phone: phone, secondPhone: secondPhone, email: try? EmailAddress(email))
  }

  /// What stands against booking for this pet and client; nil where nothing does.
  package var objection: BookingObjection? {
    var animal: Pet?
    var owner: Client?
    if case .existing(let pet) = pet { animal = pet }
    if case .completing(let pet, _) = pet { animal = pet }
    if case .existing(let client) = client { owner = client }
    return BookingObjection(pet: animal, client: owner)
  }

  /// When the pet is met: now for a walk-in.
  package func moment(at now: LocalDateTime) -> LocalDateTime? {
    switch collection {
    case .walkIn: now
    case .home: startsAt
    }
  }

  /// The way to the pet as `quote` wants it, under the pricing that is in force.
  package func journey(pricing: DistancePricing?) -> Journey {
    switch collection {
    case .walkIn: .walkIn
    case .home: .home(distance: distance, pricing: pricing)
    }
  }
}

/// The client of a draft.
package enum DraftClient: Hashable, Sendable {
  case existing(Client)
  case new(name: String, phone: PhoneNumber?, secondPhone: PhoneNumber?, email: String)
}

/// The pet of a draft.
package enum DraftPet: Hashable, Sendable {
  case existing(Pet)
  case new(PetEntry)
  /// A placeholder with what the desk now knows about it.
  case completing(Pet, PetEntry)
}

/// What a desk types about a pet.
package struct PetEntry: Hashable, Sendable {
  package var name: String
  /// The name in the client's own script; empty where none is known.
  package var localName: String
  package var species: Species
  package var breed: String
  package var sex: Sex
  package var birth: BirthDate?
  package var weight: Weight?
  /// Without blanks; empty where none is known.
  package var microchip: String
  package var medicalHistory: String

  package init(
    name: String = "", localName: String = "", species: Species = .unknown, breed: String = "", sex: Sex = .unknown,
    birth: BirthDate? = nil,
    weight: Weight? = nil, microchip: String = "", medicalHistory: String = ""
  ) {
    self.name = name
    self.localName = localName
    self.species = species
    self.breed = breed
    self.sex = sex
    self.birth = birth
    self.weight = weight
    self.microchip = microchip
    self.medicalHistory = medicalHistory
  }

  /// What is known of a pet already; the names that the migration made up are left out.
  package init(of pet: Pet) {
    self.init(
      name: pet.isPlaceholder ? "" : pet.name, localName: pet.localName ?? "", species: pet.species,
      breed: pet.breed ?? "", sex: pet.sex,
      birth: pet.birth, weight: pet.weight, microchip: pet.microchip ?? "", medicalHistory: pet.medicalHistory ?? "")
  }
}

extension DraftPet {
  package var name: String { entry.name }
  package var species: Species { entry.species }
  package var weight: Weight? { entry.weight }

  /// What is known about the pet, whichever way it came into the draft.
  package var entry: PetEntry {
    switch self {
    case .existing(let pet): PetEntry(of: pet)
    case .new(let entry), .completing(_, let entry): entry
    }
  }
}

/// An attachment without its bytes.
package struct AttachmentSummary: Hashable, Sendable {
  package let fileName: String
  package let kind: AttachmentKind
  package let byteCount: Int

  package init(fileName: String, kind: AttachmentKind, byteCount: Int) {
    self.fileName = fileName
    self.kind = kind
    self.byteCount = byteCount
  }
}

extension Attachment {
  package var summary: AttachmentSummary {
    AttachmentSummary(fileName: fileName, kind: kind, byteCount: content.count)
  }
}
