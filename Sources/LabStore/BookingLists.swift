package import LabCore
import Postgres

/// One line of a list of bookings.
package struct BookingSummary: Sendable, Equatable, Identifiable {
  package var id: BookingID
  package var number: String
  /// When the visit begins, on the organisation's wall clock.
  package var startsAt: LocalDateTime
  package var clientName: String
  package var phone: String
  package var petName: String
  package var species: String
  /// The codes of the tests in the order they were booked.
  package var tests: [String]
  package var status: BookingStatus
  package var collector: String?
  package var method: CollectionMethod
  package var address: String?
  package var total: Money
  /// What asks for a decision about it.
  package var attention: BookingObjection?
  package var version: Int64
}

extension Desk {
  /// Lists bookings: those of a day earliest first, those that were looked for latest first, `BookingQuery.most` at most.
  package func bookings(_ query: BookingQuery) async throws -> [BookingSummary] {
    try await self.query(.lookUp, query.statement).rows.map(BookingSummary.init)
  }
}

extension BookingQuery {
  fileprivate var statement: SQL {
    """
    select b.id, coalesce(b.booking_number, b.id::text) as number,
      b.booking_date at time zone o.time_zone as starts_at,
      coalesce(u.full_name, '') as client_name, u.phone, p.name as pet_name, p.species,
      array(select coalesce(t.code, t.name) from booking_items i
        join tests t on t.organization_id = i.organization_id and t.id = i.test_id
        where i.organization_id = b.organization_id and i.booking_id = b.id order by i.id) as tests,
      b.status, s.name as collector, b.collection_method, b.address, coalesce(b.total, 0) as total, b.attention, b.version
    from bookings b
    join organizations o on o.id = b.organization_id
    join users u on u.organization_id = b.organization_id and u.id = b.user_id
    join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
    left join staff s on s.organization_id = b.organization_id and s.id = b.collection_staff_id
    where b.organization_id = (select desk.organization_id()) and \(condition)
    \(order)
    """
  }

  private var order: SQL {
    day == nil ? "order by b.booking_date desc, b.id desc limit \(Self.most)" : "order by b.booking_date, b.id"
  }

  private var condition: SQL {
    if let number { return "b.booking_number = \(number)" }
    var condition: SQL = """
      b.booking_date >= \(from)::date::timestamp at time zone o.time_zone
        and b.booking_date < (\(until)::date + 1)::timestamp at time zone o.time_zone
      """
    if let status { condition = "\(condition) and b.status = \(status.rawValue)" }
    if let client { condition = "\(condition) and b.user_id = \(client)" }
    if let collector { condition = "\(condition) and b.collection_staff_id = \(collector)" }
    return condition
  }
}

extension BookingSummary {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), number: try row.decode("number"), startsAt: try row.decode("starts_at"),
      clientName: try row.decode("client_name"), phone: try row.decode("phone"),
      petName: try row.decode("pet_name"), species: try row.decode("species"), tests: try row.decode("tests"),
      status: try row.decode("status"), collector: try row.decode("collector"),
      method: try row.decode("collection_method"), address: try row.decode("address"), total: try row.decode("total"),
      attention: try row.decode("attention"), version: try row.decode("version"))
  }
}
