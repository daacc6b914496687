package import LabCore
import Postgres
import Words

/// Another time for the visit of a booking.
package struct BookingMove: Sendable, Equatable {
  package var id: BookingID
  /// The version of the booking that was read.
  package var version: Int64
  package var startsAt: LocalDateTime
  package var reason: String?

  package init(id: BookingID, version: Int64, startsAt: LocalDateTime, reason: String?) {
    self.id = id
    self.version = version
    self.startsAt = startsAt
    self.reason = reason
  }
}

/// What is corrected on a booking: what its people were told, where to come, and the particulars of the pet.
package struct BookingEdit: Sendable, Equatable {
  package var id: BookingID
  /// The version of the booking that was read.
  package var version: Int64
  package var visit: Visit?
  /// The pet with its new particulars and the version that was read; nil where they stay.
  package var pet: Pet?

  /// The words of the booking; the charge for the way stays as it was agreed.
  package struct Visit: Sendable, Equatable {
    package var notes: String?
    package var address: String?
    package var area: String?

    package init(notes: String?, address: String?, area: String?) {
      self.notes = notes
      self.address = address
      self.area = area
    }
  }

  package init(id: BookingID, version: Int64, visit: Visit?, pet: Pet?) {
    self.id = id
    self.version = version
    self.visit = visit
    self.pet = pet
  }
}

extension Desk {
  /// Moves the visit to another time with the same collector, or plans another attempt after one that failed.
  package func reschedule(_ move: BookingMove) async throws {
    _ = try await query(
      .write,
      "select desk.reschedule(\(move.id), \(move.startsAt)::timestamp, null, \(move.reason), \(move.version))")
  }

  /// Saves all of an edit or, where another desk was faster with any part of it, nothing.
  package func edit(_ edit: BookingEdit) async throws {
    try await transaction(.write) { connection in
      // The pet first, as whoever marks a pet locks it before its bookings.
      if let pet = edit.pet { try await Self.save(pet, on: connection) }
      if let visit = edit.visit { try await Self.save(visit, of: edit, on: connection) }
    }
  }

  private static func save(
    _ visit: BookingEdit.Visit, of edit: BookingEdit, on connection: isolated Connection
  ) async throws {
    // A place that was copied from an address of the client is that address no longer once the words differ.
    let written = try await connection.query(
      """
      update bookings b set notes = \(visit.notes), address = \(visit.address), collection_area = \(visit.area),
        collection_address_id = case when k.stays then b.collection_address_id end,
        collection_latitude = case when k.stays then b.collection_latitude end,
        collection_longitude = case when k.stays then b.collection_longitude end,
        address_link = case when k.stays then b.address_link end
      from (select b.id, b.address is not distinct from \(visit.address) as stays from bookings b
        where b.organization_id = (select desk.organization_id()) and b.id = \(edit.id)) k
      where b.organization_id = (select desk.organization_id()) and b.id = k.id and b.version = \(edit.version)
      returning k.stays
      """)
    guard let row = written.rows.first else {
      throw DeskError(.stale, say("Another desk changed this booking meanwhile. Nothing was saved; look at it first."))
    }
    guard try !row.decode("stays", as: Bool.self) else { return }
    _ = try await connection.query(
      """
      update visits set address_id = null
      where organization_id = (select desk.organization_id()) and booking_id = \(edit.id) and address_id is not null
        and status not in ('cancelled', 'no_show', 'failed_visit')
      """)
  }

  private static func save(_ pet: Pet, on connection: isolated Connection) async throws {
    let written = try await connection.query(
      """
      update pets set name = \(pet.name), species = \(pet.species.storedName), breed = \(pet.breed),
        sex = \(pet.sex.storedName), date_of_birth = \(pet.birth?.date)::date,
        birth_precision = \(pet.birth?.precision.rawValue), weight_kg = \(pet.weight?.grams)::numeric / 1000,
        is_placeholder = \(pet.isPlaceholder)
      where organization_id = (select desk.organization_id()) and id = \(pet.id) and version = \(pet.version)
      """)
    guard written.affectedRows == 1 else {
      throw DeskError(.stale, say("Another desk changed this pet meanwhile. Nothing was saved; look at it first."))
    }
  }
}
