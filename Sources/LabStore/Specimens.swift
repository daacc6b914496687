package import LabCore
import Postgres

/// A tube of a stop that has its number.
package struct Specimen: Sendable, Equatable, Identifiable {
  package var id: SpecimenID
  /// `26-000123`, as the label says.
  package var number: String
  package var sample: SampleType?
  package var tube: TubeType?
  package var status: SpecimenStatus
  package var collectedAt: LocalDateTime
  package var items: [BookingItemID]
}

/// A tube that was collected and has not arrived at the lab.
package struct OpenTube: Sendable, Equatable, Identifiable {
  package var id: SpecimenID
  package var number: String
  package var booking: BookingID
  package var bookingNumber: String
  package var petName: String
  package var species: Species
  package var sample: SampleType?
  package var tube: TubeType?
  package var testCodes: [String]
  package var collectedAt: LocalDateTime
  /// Who has it; nil in old data that does not say.
  package var holder: String?
}

/// The tubes of one booking as they were collected, or not.
package struct Collection: Sendable, Equatable {
  package var booking: BookingID
  /// The version of the booking that was read.
  package var version: Int64
  package var tubes: [CollectedTube]
  /// Why somebody else than the collector does it; nil for the collector.
  package var reason: String?

  package init(booking: BookingID, version: Int64, tubes: [CollectedTube], reason: String? = nil) {
    self.booking = booking
    self.version = version
    self.tubes = tubes
    self.reason = reason
  }
}

/// What collecting came to.
package struct CollectionOutcome: Sendable, Equatable {
  /// Of the booking: collected, failed where nothing was obtained, or as before where something is still to be collected.
  package var status: BookingStatus
  /// The numbers for the labels, in the order of the tubes.
  package var numbers: [String]
}

extension Desk {
  /// Collects tubes in one step: makes the specimens, moves the items, and the visit with the last of them.
  ///
  /// Throws `.stale` where another desk has changed the booking since it was read.
  package func collect(_ collection: Collection) async throws -> CollectionOutcome {
    let row = try await query(.write, collection.statement).onlyRow()
    return CollectionOutcome(status: try row.decode("status"), numbers: try row.decode("accession_numbers"))
  }

  /// Lists the tubes that were collected and have not arrived, oldest first: all of them for those who assign or
  /// receive, their own for a collector.
  package func openTubes() async throws -> [OpenTube] {
    try await query(.lookUp, OpenTube.statement).rows.map(OpenTube.init)
  }
}

extension Collection {
  fileprivate var statement: SQL {
    let samples = tubes.map(\.sample?.storedName)
    let types = tubes.map(\.type?.storedName)
    let items = tubes.map { "[" + $0.items.map(\.description).joined(separator: ",") + "]" }
    return """
      select status, accession_numbers from desk.collect(\(booking), \(version),
        (select jsonb_agg(jsonb_build_object('sample', t.sample, 'tube', t.tube, 'microlitres', t.microlitres,
            'items', t.items::jsonb, 'obtained', t.reason is null, 'reason', t.reason) order by t.place)
          from unnest(\(samples)::text[], \(types)::text[], \(tubes.map(\.volume?.microlitres))::bigint[], \(items)::text[],
            \(tubes.map(\.missingBecause))::text[])
            with ordinality as t (sample, tube, microlitres, items, reason, place)), \(reason))
      """
  }
}

extension Specimen {
  static let statement: SQL = """
    select id, accession_number, booking_id, sample_type, tube_type, status, collected_at, items
    from scoped.stop_specimens
    where organization_id = (select desk.organization_id())
    order by booking_id, id
    """

  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), number: try row.decode("accession_number"),
      sample: try row.decode("sample_type", as: String?.self).map { SampleType(storedName: $0) },
      tube: try row.decode("tube_type", as: String?.self).map { TubeType(storedName: $0) },
      status: try row.decode("status"), collectedAt: try row.decode("collected_at"),
      items: try row.decode("items", as: [Int64].self).map(BookingItemID.init))
  }
}

extension OpenTube {
  static let statement = selection(where: "true")
  /// The tubes that the person at the desk has.
  static let ownStatement = selection(where: "collected_by = (select desk.staff_id())")

  private static func selection(where condition: SQL) -> SQL {
    """
    select id, accession_number, booking_id, booking_number, pet_name, species, sample_type, tube_type, codes, collected_at,
      collector_name
    from scoped.open_tubes
    where organization_id = (select desk.organization_id()) and \(condition)
    order by collected_at, id
    """
  }

  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), number: try row.decode("accession_number"), booking: try row.decode("booking_id"),
      bookingNumber: try row.decode("booking_number"), petName: try row.decode("pet_name"),
      species: Species(storedName: try row.decode("species", as: String.self)),
      sample: try row.decode("sample_type", as: String?.self).map { SampleType(storedName: $0) },
      tube: try row.decode("tube_type", as: String?.self).map { TubeType(storedName: $0) },
      testCodes: try row.decode("codes"), collectedAt: try row.decode("collected_at"),
      holder: try row.decode("collector_name"))
  }
}
