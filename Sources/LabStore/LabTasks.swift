package import LabCore
import Postgres

/// One test that the laboratory has to do something about: which pet's, on what specimen, and how far it is.
package struct LabTask: Sendable, Equatable, Identifiable {
  package var id: Int64
  /// The version of the item, so that a step is refused when another desk has changed it meanwhile.
  package var version: Int64
  package var status: ItemStatus
  package var report: ReportStatus?
  package var bookingNumber: String
  /// The time of the visit, on the organisation's wall clock.
  package var bookedFor: LocalDateTime
  package var booking: BookingStatus
  package var clientName: String
  package var petName: String
  package var species: Species
  package var breed: String?
  package var sex: Sex
  package var weight: Weight?
  package var testCode: String
  package var testName: String
  package var sample: SampleType?
  package var tube: TubeType?
  package var quantity: Volume?
  /// How long the report usually takes from receipt, in hours.
  package var usualHours: Int?
  /// What the booking says besides.
  package var notes: String?
}

extension Desk {
  /// Lists the open work of the lab, oldest booking first, or everything that was done for a pet or a client, newest
  /// first, from what the laboratory is shown: no phones, no money.
  package func labTasks(_ query: LabTaskQuery = LabTaskQuery()) async throws -> [LabTask] {
    try await self.query(.lookUp, query.statement).rows.map(LabTask.init)
  }
}

/// Which work of the lab a list is about: what is open, or everything for one pet or one client.
package struct LabTaskQuery: Sendable, Equatable {
  package var pet: PetID?
  package var client: ClientID?

  package init(pet: PetID? = nil, client: ClientID? = nil) {
    self.pet = pet
    self.client = client
  }

  /// Whether the list is about what is open, whosever it is.
  package var isOpenWork: Bool { pet == nil && client == nil }

  /// The most that is listed for a pet or a client; what is open is listed whole.
  package static let most = 500

  var statement: SQL {
    """
    \(LabTask.selection)
    where i.organization_id = (select desk.organization_id()) and \(condition)
    \(isOpenWork ? "order by b.booking_date, b.id, i.id" : "order by b.booking_date desc, b.id desc, i.id limit \(Self.most)" as SQL)
    """
  }

  private var condition: SQL {
    if let pet { return "b.pet_id = \(pet) and i.status <> 'cancelled'" }
    if let client { return "b.user_id = \(client) and i.status <> 'cancelled'" }
    return "i.status = any (\(ItemStatus.openInLab.map(\.storedName))::text[])"
  }
}

extension LabTask {
  fileprivate static var selection: SQL {
    """
    select i.id, i.version, i.status, r.status as report, coalesce(b.booking_number, b.id::text) as number,
      b.booking_date at time zone o.time_zone as booked_for, b.status as booking,
      coalesce(u.full_name, '') as client_name, p.name as pet_name, p.species, p.breed, p.sex,
      round(p.weight_kg * 1000)::bigint as weight_grams, coalesce(t.code, t.name) as code, t.name as test_name,
      t.sample_type, t.tube_type, round(t.sample_quantity_ml * 1000)::bigint as microlitres, t.tat_hours, b.notes
    from scoped.lab_items i
    join organizations o on o.id = i.organization_id
    join scoped.lab_bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
    join scoped.lab_clients u on u.organization_id = b.organization_id and u.id = b.user_id
    join scoped.lab_pets p on p.organization_id = b.organization_id and p.id = b.pet_id
    join tests t on t.organization_id = i.organization_id and t.id = i.test_id
    left join test_reports r on r.organization_id = i.organization_id and r.booking_item_id = i.id
    """
  }

  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), version: try row.decode("version"), status: try row.decode("status"),
      report: try row.decode("report"), bookingNumber: try row.decode("number"),
      bookedFor: try row.decode("booked_for"), booking: try row.decode("booking"),
      clientName: try row.decode("client_name"), petName: try row.decode("pet_name"),
      species: Species(storedName: try row.decode("species", as: String.self)), breed: try row.decode("breed"),
      sex: try row.decode("sex"), weight: try row.decode("weight_grams", as: Int?.self).map(Weight.init(grams:)),
      testCode: try row.decode("code"), testName: try row.decode("test_name"),
      sample: try row.decode("sample_type", as: String?.self).map { SampleType(storedName: $0) },
      tube: try row.decode("tube_type", as: String?.self).map { TubeType(storedName: $0) },
      quantity: try row.decode("microlitres", as: Int?.self).map(Volume.init(microlitres:)),
      usualHours: try row.decode("tat_hours"), notes: try row.decode("notes"))
  }
}
