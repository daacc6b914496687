package import LabCore
import Postgres

/// One weighing of a pet.
package struct PetWeight: Sendable, Equatable, Identifiable {
  package var id: PetWeightID
  package var weight: Weight
  package var measuredOn: CalendarDate
  /// Nil for weights that are older than their being kept.
  package var notedBy: String?
}

extension Desk {
  /// Makes a pet active, inactive or deceased, unless another desk has changed the record since it was read.
  ///
  /// Answers how many of its bookings that wait for a visit ask for a decision now; a pet that is active again takes the
  /// marks back.
  package func mark(_ pet: Pet, as standing: PetStanding, reason: String? = nil) async throws -> Int {
    var because = reason
    var day: CalendarDate?
    switch standing {
    case .active: break
    case .inactive(let reason): because = reason
    case .deceased(let date): day = date
    }
    return try await query(
      .write,
      """
      select desk.mark_pet(\(pet.id), \(pet.version), \(standing.storedName), \(day)::date, \(because)) as flagged
      """
    ).rows[0].decode("flagged")
  }

  /// Makes a client inactive for a reason, or active again where there is none; answers as marking a pet does.
  package func mark(_ client: Client, inactiveBecause reason: String?) async throws -> Int {
    try await query(
      .write,
      "select desk.mark_client(\(client.id), \(client.version), \(reason == nil), \(reason)) as flagged"
    ).rows[0].decode("flagged")
  }

  /// Decides that a booking which asks for a decision stays as it is.
  package func settle(_ id: BookingID, version: Int64, reason: String? = nil) async throws {
    _ = try await query(.write, "select desk.settle_booking(\(id), \(version), \(reason))")
  }

  /// Notes what a pet weighed on a day; the newest weight is the pet's.
  package func add(_ weight: Weight, on day: CalendarDate, to pet: PetID) async throws {
    _ = try await query(
      .write,
      """
      insert into pet_weights (organization_id, pet_id, weight_kg, measured_on)
      values ((select desk.organization_id()), \(pet), \(weight.grams)::numeric / 1000, \(day)::date)
      """)
  }

  /// Takes back a weight that was noted by mistake.
  package func remove(_ weight: PetWeightID) async throws {
    _ = try await query(
      .write, "delete from pet_weights where organization_id = (select desk.organization_id()) and id = \(weight)")
  }

  /// The weights of a pet, newest first.
  package func weights(of pet: PetID) async throws -> [PetWeight] {
    try await query(.lookUp, PetWeight.statement(pet)).rows.map(PetWeight.init)
  }
}

extension PetWeight {
  /// The most that a history shows.
  static let most = 50

  static func statement(_ pet: PetID?) -> SQL {
    """
    select w.id, round(w.weight_kg * 1000)::bigint as weight_grams, w.measured_on, s.name as noted_by
    from pet_weights w
    left join staff s on s.organization_id = w.organization_id and s.id = w.noted_by
    where w.organization_id = (select desk.organization_id()) and w.pet_id = \(pet)::bigint
    order by w.measured_on desc, w.id desc limit \(most)
    """
  }

  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), weight: Weight(grams: try row.decode("weight_grams")),
      measuredOn: try row.decode("measured_on"), notedBy: try row.decode("noted_by"))
  }
}
