import LabCore
import Postgres
import Words

extension Client {
  init(_ row: Row) throws {
    let phone: String = try row.decode("phone")
    let name: String? = try row.decode("full_name")
    self.init(
      id: try row.decode("id"), name: try PersonName(stored: name, of: try row.decode("id")),
      localName: try row.decode("local_name"),
      phone: PhoneNumber(stored: phone),
      secondPhone: try row.decode("second_phone", as: String?.self).flatMap { PhoneNumber(stored: $0) },
      email: try row.decode("email", as: String?.self).flatMap { try? EmailAddress($0) },
      preferredName: try row.decode("preferred_name"), notes: try row.decode("notes"),
      isActive: try row.decode("is_active"), inactiveReason: try row.decode("inactive_reason"),
      version: try row.decode("version"))
  }
}

extension Pet {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), clientID: try row.decode("user_id"), name: try row.decode("name"),
      localName: try row.decode("local_name"),
      species: Species(storedName: try row.decode("species", as: String.self)), breed: try row.decode("breed"),
      sex: try row.decode("sex"),
      birth: try BirthDate(row),
      weight: try row.decode("weight_grams", as: Int?.self).map(Weight.init(grams:)),
      medicalHistory: try row.decode("medical_history"), microchip: try row.decode("microchip"),
      isActive: try row.decode("is_active"), inactiveReason: try row.decode("inactive_reason"),
      isDeceased: try row.decode("is_deceased"), deceasedOn: try row.decode("deceased_on"),
      isPlaceholder: try row.decode("is_placeholder"), version: try row.decode("version"))
  }
}

extension Address {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), label: try row.decode("label"), line1: try row.decode("address_line1"),
      line2: try row.decode("address_line2"), area: try row.decode("area"), city: try row.decode("city"),
      state: try row.decode("state"), postalCode: try row.decode("postal_code"), mapLink: try row.decode("map_link"),
      point: try GeoPoint(row), isDefault: try row.decode("is_default"), version: try row.decode("version"))
  }
}

extension ClientMatch {
  init(_ row: Row) throws {
    let foundBy: String = try row.decode("found_by")
    self.init(
      clientID: try row.decode("client_id"), name: try row.decode("full_name", as: String?.self) ?? "",
      localName: try row.decode("local_name"), phone: try row.decode("phone", as: String?.self) ?? "",
      secondPhone: try row.decode("second_phone"), email: try row.decode("email"),
      isClientActive: try row.decode("is_client_active"), petID: try row.decode("pet_id"),
      petName: try row.decode("pet_name"), petLocalName: try row.decode("pet_local_name"),
      species: try row.decode("species"), breed: try row.decode("breed"), birth: try BirthDate(row),
      isPlaceholder: try row.decode("is_placeholder"), isDeceased: try row.decode("is_deceased"),
      isPetActive: try row.decode("is_active"), lastBooking: try row.decode("last_booking_at"),
      reason: MatchReason(foundBy: foundBy, rank: try row.decode("rank"), number: try row.decode("number")))
  }
}

extension BirthDate {
  /// Reads the two columns of a row; nil where no date is known.
  init?(_ row: Row) throws {
    guard let day = try row.decode("date_of_birth", as: CalendarDate?.self) else { return nil }
    let precision = try row.decode("birth_precision", as: String?.self).flatMap(BirthDate.Precision.init(rawValue:))
    self.init(day, precision: precision ?? .day)
  }
}

extension ClientRecord.LastVisit {
  init(_ row: Row) throws {
    self.init(
      petID: try row.decode("pet_id"), date: try row.decode("date"),
      collectionMethod: try row.decode("collection_method"),
      tests: try row.decode("tests", as: [Int64].self).map(TestID.init))
  }
}

extension PersonName {
  /// Reads a stored name; a legacy row without one is called by its number.
  fileprivate init(stored text: String?, of id: ClientID) throws {
    if let text, let name = try? PersonName(text) {
      self = name
    } else {
      self = try PersonName(say("Client \(id)"))
    }
  }
}
