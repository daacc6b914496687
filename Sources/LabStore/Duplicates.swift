package import LabCore
import Postgres

/// What came of writing down a new record.
package enum AddOutcome<ID: Sendable & Equatable>: Sendable, Equatable {
  case added(ID)
  /// Nothing is saved: these look like it, and nobody has said yet that they are not.
  case likelyDuplicates(LikelyDuplicates)
}

/// Ends a transaction that was about to write down what may be there already.
struct DuplicatesFound: Error {
  var duplicates: LikelyDuplicates
}

extension Desk {
  /// Clients who may be the one that is written down, the likeliest first; `known` is left out with those it is kept apart
  /// from.
  package func likelyClients(
    _ entry: ClientEntry, pet: String? = nil, known: ClientID? = nil
  ) async throws -> [LikelyClient] {
    try await query(.lookUp, LikelyClient.statement(entry, pet: pet, known: known)).rows.map(LikelyClient.init)
  }

  /// Pets that may be the one that is written down, the likeliest first; `known` is left out with those it is kept apart
  /// from.
  package func likelyPets(
    _ entry: PetEntry, of client: ClientID, known: PetID? = nil
  ) async throws -> [LikelyPet] {
    try await query(.lookUp, LikelyPet.statement(entry, of: client, known: known)).rows.map(LikelyPet.init)
  }

  /// Writes down a new client, unless somebody who looks like it was not said to be another person.
  package func add(_ entry: ClientEntry, distinct: DistinctRecords) async throws -> AddOutcome<ClientID> {
    try await adding {
      let guardian = DuplicateGuard(distinct: distinct)
      try await guardian.check(entry, nil, on: $0)
      let id = try await guardian.insert(entry, on: $0)
      try await guardian.keepApart(id, on: $0)
      return id
    }
  }

  /// Writes down a new pet, unless one that looks like it was not said to be another animal.
  package func add(
    _ entry: PetEntry, to client: ClientID, distinct: DistinctRecords
  ) async throws -> AddOutcome<PetID> {
    try await adding {
      let guardian = DuplicateGuard(distinct: distinct)
      try await guardian.check(nil, entry, of: client, on: $0)
      let id = try await guardian.insert(entry, of: client, on: $0)
      try await guardian.keepApart(id, on: $0)
      return id
    }
  }

  /// Remembers that a client is none of the others.
  package func keepApart(_ client: ClientID, from others: [ClientID]) async throws {
    _ = try await query(.write, DuplicateGuard.statement("client", client.rawValue, others.map(\.rawValue)))
  }

  /// Remembers that a pet is none of the others.
  package func keepApart(_ pet: PetID, from others: [PetID]) async throws {
    _ = try await query(.write, DuplicateGuard.statement("pet", pet.rawValue, others.map(\.rawValue)))
  }

  private func adding<ID: Sendable & Equatable>(
    _ body: @escaping @Sendable (isolated Connection) async throws -> ID
  ) async throws -> AddOutcome<ID> {
    do {
      return .added(try await transaction(.write, body))
    } catch let found as DuplicatesFound {
      return .likelyDuplicates(found.duplicates)
    }
  }
}

extension LikelyClient {
  static func statement(_ entry: ClientEntry, pet: String?, known: ClientID?) -> SQL {
    """
    select * from search.likely_clients(\(entry.name.text), \(entry.phone.e164), \(entry.secondPhone?.e164),
      \(entry.email?.text), \(pet), \(known)::bigint)
    """
  }

  init(_ row: Row) throws {
    self.init(
      id: try row.decode("client_id"), name: try row.decode("full_name", as: String?.self) ?? "",
      phone: try row.decode("phone"), secondPhone: try row.decode("second_phone"), email: try row.decode("email"),
      pets: try row.decode("pets"), isActive: try row.decode("is_active"),
      lastBooking: try row.decode("last_booking_at", as: LocalDateTime?.self)?.date,
      reason: try row.decode("reason"))
  }
}

extension LikelyPet {
  static func statement(
    _ entry: PetEntry, of client: ClientID?, numbers: [String] = [], known: PetID?
  ) -> SQL {
    """
    select * from search.likely_pets(\(client)::bigint, \(entry.name), \(entry.species.storedName),
      \(entry.microchip.chipNumber), \(numbers.first), \(numbers.dropFirst().first), \(known)::bigint)
    """
  }

  init(_ row: Row) throws {
    let born: CalendarDate? = try row.decode("date_of_birth")
    let precision = try row.decode("birth_precision", as: String?.self).flatMap(BirthDate.Precision.init(rawValue:))
    self.init(
      id: try row.decode("pet_id"), clientID: try row.decode("client_id"),
      clientName: try row.decode("client_name", as: String?.self) ?? "", phone: try row.decode("phone"),
      name: try row.decode("pet_name"), species: Species(storedName: try row.decode("species", as: String.self)),
      breed: try row.decode("breed"), birth: born.map { BirthDate($0, precision: precision ?? .day) },
      microchip: try row.decode("microchip"), isActive: try row.decode("is_active"),
      isDeceased: try row.decode("is_deceased"),
      lastBooking: try row.decode("last_booking_at", as: LocalDateTime?.self)?.date,
      reason: try row.decode("reason"))
  }
}

extension LikelyClient.Reason: PostgresDecodable {}
extension LikelyPet.Reason: PostgresDecodable {}
