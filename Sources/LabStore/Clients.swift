package import LabCore
import Postgres
import Words

/// One row of a look-up: a client together with one of their pets, or alone when there is none.
package struct ClientMatch: Sendable, Equatable {
  package var clientID: ClientID
  package var name: String
  /// The name in the client's own script.
  package var localName: String?
  /// Empty where the asker may not see it, as the second phone and the mail are nil.
  package var phone: String
  package var secondPhone: String?
  package var email: String?
  package var isClientActive: Bool
  package var petID: PetID?
  package var petName: String?
  package var petLocalName: String?
  package var species: String?
  package var breed: String?
  package var birth: BirthDate?
  package var isPlaceholder: Bool
  package var isDeceased: Bool
  /// Whether the pet counts among those that come; true for a client alone.
  package var isPetActive: Bool
  package var lastBooking: LocalDateTime?
  /// What it was found by.
  package var reason: MatchReason?
}

/// Everything the intake needs to know about a client: pets, addresses and what was booked last.
package struct ClientRecord: Sendable, Equatable {
  package var client: Client
  package var pets: [Pet]
  package var addresses: [Address]
  package var lastVisit: LastVisit?

  /// The latest booking, from which a repeat visit takes its defaults.
  package struct LastVisit: Sendable, Equatable {
    package var petID: PetID
    package var date: CalendarDate
    package var collectionMethod: String?
    package var tests: [TestID]
  }
}

extension Desk {
  /// Finds clients and their pets by digits of a phone, names however they are spelt, mail, chip, and the numbers of bookings
  /// and reports. At most `limit` rows come back, up to 100, the best first.
  package func findClients(_ query: String, limit: Int = 12) async throws -> [ClientMatch] {
    try await self.query(.lookUp, "select * from search.clients(\(query), \(limit))").rows.map(ClientMatch.init)
  }

  /// Reads one client with pets, addresses and the latest booking, in one round trip.
  package func readClient(_ id: ClientID) async throws -> ClientRecord {
    try ClientRecord(try await transaction(.lookUp, ClientRecord.statements(id)))
  }
}

extension ClientRecord {
  /// The statements that read one client; `init` takes their results.
  static func statements(_ id: ClientID) -> [SQL] {
    [
      Client.statement(id),
      """
      select \(Pet.columns) from pets p
      where p.organization_id = (select desk.organization_id()) and p.user_id = \(id)
      order by p.is_deceased, not p.is_active, p.id desc
      """,
      """
      select \(Address.columns) from addresses a
      where a.organization_id = (select desk.organization_id()) and a.user_id = \(id)
      order by a.is_default desc, a.id desc
      """,
      """
      select b.pet_id, b.collection_method,
        (b.booking_date at time zone o.time_zone)::date as date,
        array(select i.test_id from booking_items i
          where i.organization_id = b.organization_id and i.booking_id = b.id order by i.id) as tests
      from bookings b join organizations o on o.id = b.organization_id
      where b.organization_id = (select desk.organization_id()) and b.user_id = \(id) and b.status <> 'cancelled'
      order by b.booking_date desc, b.id desc limit 1
      """,
    ]
  }

  init(_ results: [QueryResult]) throws {
    guard let row = results[0].rows.first else {
      throw DeskError(.stale, say("This client is no longer there; another desk may have removed the record."))
    }
    self.init(
      client: try Client(row),
      pets: try results[1].rows.map(Pet.init),
      addresses: try results[2].rows.map(Address.init),
      lastVisit: try results[3].rows.first.map(ClientRecord.LastVisit.init))
  }
}
