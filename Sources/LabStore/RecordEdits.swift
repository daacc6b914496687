package import LabCore
import Postgres
import Words

/// What came of saving a record over the version that was read.
package enum SaveOutcome<Record: VersionedRecord>: Sendable, Equatable {
  /// The record as it stands now.
  case saved(Record)
  /// Another desk was faster and nothing is saved; the record as that desk left it.
  case changedMeanwhile(Record)
}

extension Desk {
  /// Saves what people edit of a client, unless another desk has changed the record since it was read.
  package func save(_ client: Client) async throws -> SaveOutcome<Client> {
    try await save(
      """
      update users set full_name = \(client.name.text), local_name = \(client.localName?.filled), phone = \(client.phone?.e164 ?? ""),
        second_phone = \(client.secondPhone?.e164), email = \(client.email?.text),
        preferred_name = \(client.preferredName?.filled), notes = \(client.notes?.filled)
      where organization_id = (select desk.organization_id()) and id = \(client.id) and version = \(client.version)
      """, then: Client.statement(client.id), as: Client.init)
  }

  /// Saves what people edit of a pet, unless another desk has changed the record since it was read; a weight that
  /// differs becomes its newest one.
  package func save(_ pet: Pet) async throws -> SaveOutcome<Pet> {
    try await save(
      """
      update pets set name = \(pet.name), local_name = \(pet.localName?.filled), species = \(pet.species.storedName), breed = \(pet.breed?.filled),
        sex = \(pet.sex.storedName), date_of_birth = \(pet.birth?.date)::date,
        birth_precision = \(pet.birth?.precision.rawValue), weight_kg = \(pet.weight?.grams)::numeric / 1000,
        microchip = \(pet.microchip?.chipNumber), medical_history = \(pet.medicalHistory?.filled), is_placeholder = false
      where organization_id = (select desk.organization_id()) and id = \(pet.id) and version = \(pet.version)
      """, then: Pet.statement(pet.id), as: Pet.init)
  }

  /// Saves an address, unless another desk has changed it since it was read; a new default takes the place of the other.
  package func save(_ address: Address) async throws -> SaveOutcome<Address> {
    guard let id = address.id else { throw DeskError(.other, say("This address is not saved yet. Nothing was saved.")) }
    return try await save(
      """
      update addresses set label = \(address.label?.filled), address_line1 = \(address.line1),
        address_line2 = \(address.line2?.filled), area = \(address.area?.filled), city = \(address.city),
        state = \(address.state?.filled), postal_code = \(address.postalCode?.filled),
        latitude = \(address.point?.latitude)::double precision,
        longitude = \(address.point?.longitude)::double precision, map_link = \(address.mapLink?.filled),
        is_default = \(address.isDefault)
      where organization_id = (select desk.organization_id()) and id = \(id) and version = \(address.version)
      """, then: Address.statement(id), as: Address.init)
  }

  private func save<Record: VersionedRecord>(
    _ update: SQL, then statement: SQL, as record: @escaping @Sendable (Row) throws -> Record
  ) async throws -> SaveOutcome<Record> {
    let results = try await transaction(.write, [update, statement])
    guard let row = results[1].rows.first else {
      throw DeskError(
        .stale, say("This record is no longer there; another desk may have removed it. Nothing was saved."))
    }
    let current = try record(row)
    return results[0].affectedRows == 1 ? .saved(current) : .changedMeanwhile(current)
  }

  /// Adds an address to a client; the first one is the default.
  package func add(_ address: Address, to client: ClientID) async throws -> AddressID {
    try await query(
      .write,
      """
      insert into addresses (organization_id, user_id, label, address_line1, address_line2, area, city, state,
        postal_code, latitude, longitude, map_link, is_default)
      values ((select desk.organization_id()), \(client), \(address.label?.filled), \(address.line1),
        \(address.line2?.filled), \(address.area?.filled), \(address.city), \(address.state?.filled),
        \(address.postalCode?.filled), \(address.point?.latitude)::double precision,
        \(address.point?.longitude)::double precision, \(address.mapLink?.filled), \(address.isDefault))
      returning id
      """
    ).rows[0].decode("id")
  }

  /// Takes an address off a client; bookings keep what they copied from it, and the newest other one becomes the default.
  package func remove(_ address: Address) async throws {
    let result = try await query(
      .write,
      """
      delete from addresses
      where organization_id = (select desk.organization_id()) and id = \(address.id)::bigint
        and version = \(address.version)
      """)
    guard result.affectedRows == 1 else {
      throw DeskError(.stale, say("Another desk changed this address meanwhile. Nothing was saved; look at it first."))
    }
  }
}

extension Client {
  static let columns: SQL = """
    u.id, u.full_name, u.local_name, u.phone, u.second_phone, u.email, u.preferred_name, u.notes, u.is_active, u.inactive_reason,
      u.version
    """

  static func statement(_ id: ClientID) -> SQL {
    "select \(columns) from users u where u.organization_id = (select desk.organization_id()) and u.id = \(id)"
  }
}

extension Pet {
  static let columns: SQL = """
    p.id, p.user_id, p.name, p.local_name, p.species, p.breed, p.sex, p.date_of_birth, p.birth_precision,
      round(p.weight_kg * 1000)::bigint as weight_grams, p.medical_history, p.microchip, p.is_active, p.inactive_reason,
      p.is_deceased, p.deceased_on, p.is_placeholder, p.version
    """

  static func statement(_ id: PetID) -> SQL {
    "select \(columns) from pets p where p.organization_id = (select desk.organization_id()) and p.id = \(id)"
  }
}

extension Address {
  static let columns: SQL = """
    a.id, a.label, a.address_line1, a.address_line2, a.area, a.city, a.state, a.postal_code, a.latitude, a.longitude,
      a.map_link, a.is_default, a.version
    """

  static func statement(_ id: AddressID) -> SQL {
    "select \(columns) from addresses a where a.organization_id = (select desk.organization_id()) and a.id = \(id)"
  }
}

extension String {
  /// The text, or nil where there is none, as columns want it that are empty by being null.
  var filled: String? { trimmed.isEmpty ? nil : trimmed }

  /// A chip number as it is stored, or nil where there is none.
  var chipNumber: String? { filter { !$0.isWhitespace }.uppercased().filled }
}
