/// A client.
struct ClientRow: Sendable {
  var name: String
  /// The name in the client's own script.
  var localName: String?
  var phone: String
  var secondPhone: String?
  var email: String?
  var isActive = true
  var created: Minute
}

/// A place of a client, with its way from the lab in metres.
struct AddressRow: Sendable {
  var client: Int
  var label: String
  var line1: String
  var line2: String?
  var area: Area
  var latitude: Int
  var longitude: Int
  var isDefault: Bool
  var metres: Int
}

/// A pet.
struct PetRow: Sendable {
  enum Precision: String, Sendable {
    case day, month, year
  }

  var client: Int
  var name: String
  var species: String
  var breed: String?
  var sex = "unknown"
  var grams: Int?
  /// Day of birth relative to today.
  var birthDay: Int?
  var precision: Precision?
  var microchip: String?
  var history: String?
  var isPlaceholder = false
  var isActive = true
  /// The last day on which the pet is seen.
  var lastDay: Int?
  var isDeceased = false
  var created: Minute
}
