import LabCore
import Postgres

/// Holds new clients and pets against those that are there, inside a transaction of the desk.
///
/// Desks that write down the same number or the same client's pet at once do so one after the other, so that the second
/// one is shown what the first has just made.
struct DuplicateGuard {
  /// What was shown and said to be somebody else.
  let distinct: DistinctRecords

  /// Throws what looks like a new client, or like a new pet of a client who is there, and was not said to be another.
  ///
  /// `known` is the row that the pet's entry completes.
  func check(
    _ client: ClientEntry?, _ pet: PetEntry?, of owner: ClientID? = nil, completing known: PetID? = nil,
    on connection: isolated Connection
  ) async throws {
    let numbers = [client?.phone, client?.secondPhone].compactMap { $0?.e164 }
    let turns = Set(numbers.map { "client \($0)" }).sorted() + (owner.map { ["pet of \($0)"] } ?? [])
    for turn in turns { _ = try await connection.query(Self.turn(turn)) }
    var found = LikelyDuplicates()
    if let client {
      found.clients = try await connection.query(LikelyClient.statement(client, pet: pet?.name, known: nil)).rows
        .map(LikelyClient.init).filter { !distinct.clients.contains($0.id) }
    }
    if let pet {
      found.pets = try await connection.query(LikelyPet.statement(pet, of: owner, numbers: numbers, known: known)).rows
        .map(LikelyPet.init).filter { !distinct.pets.contains($0.id) }
    }
    if !found.isEmpty { throw DuplicatesFound(duplicates: found) }
  }

  func insert(_ entry: ClientEntry, on connection: isolated Connection) async throws -> ClientID {
    try await connection.query(
      """
      insert into users (organization_id, full_name, local_name, phone, second_phone, email, preferred_name, notes)
      values ((select desk.organization_id()), \(entry.name.text), \(entry.localName?.filled),
        \(entry.phone.e164), \(entry.secondPhone?.e164),
        \(entry.email?.text), \(entry.preferredName?.filled), \(entry.notes?.filled))
      returning id
      """
    ).rows[0].decode("id")
  }

  func insert(_ entry: PetEntry, of client: ClientID, on connection: isolated Connection) async throws -> PetID {
    try await connection.query(
      """
      insert into pets (organization_id, user_id, name, local_name, species, breed, sex, date_of_birth, birth_precision, weight_kg,
        microchip, medical_history)
      values ((select desk.organization_id()), \(client), \(entry.name), \(entry.localName.filled),
        \(entry.species.storedName),
        \(entry.breed.filled), \(entry.sex.storedName), \(entry.birth?.date)::date,
        \(entry.birth?.precision.rawValue), \(entry.weight?.grams)::numeric / 1000, \(entry.microchip.chipNumber),
        \(entry.medicalHistory.filled))
      returning id
      """
    ).rows[0].decode("id")
  }

  func keepApart(_ client: ClientID, on connection: isolated Connection) async throws {
    guard !distinct.clients.isEmpty else { return }
    let others = distinct.clients.map(\.rawValue).sorted()
    _ = try await connection.query(Self.statement("client", client.rawValue, others))
  }

  func keepApart(_ pet: PetID, on connection: isolated Connection) async throws {
    guard !distinct.pets.isEmpty else { return }
    _ = try await connection.query(Self.statement("pet", pet.rawValue, distinct.pets.map(\.rawValue).sorted()))
  }

  static func statement(_ kind: String, _ id: Int64, _ others: [Int64]) -> SQL {
    "select desk.keep_apart(\(kind), \(id), \(others)::bigint[])"
  }

  private static func turn(_ subject: String) -> SQL {
    "select pg_advisory_xact_lock(hashtextextended(\("labrador " + subject), (select desk.organization_id())))"
  }
}
