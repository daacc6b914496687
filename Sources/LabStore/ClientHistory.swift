package import LabCore
import Postgres

/// One booking of a history.
package struct PastBooking: Sendable, Equatable, Identifiable {
  package var id: BookingID
  package var number: String
  package var startsAt: LocalDateTime
  package var status: BookingStatus
  package var method: CollectionMethod
  package var petID: PetID
  package var petName: String
  package var total: Money
  /// What its bills were paid; nil where the person may not see billing.
  package var paid: Money?
  package var attention: BookingObjection?
  package var items: [PastItem]
}

/// One test of a history.
package struct PastItem: Sendable, Equatable, Identifiable {
  package var id: BookingItemID
  package var booking: BookingID
  package var bookingNumber: String
  package var petID: PetID
  package var code: String
  package var name: String
  package var status: ItemStatus
  package var reportID: ReportID?
  package var reportNumber: String?
  package var report: ReportStatus?
  /// When the report is promised: the test's hours from the receipt of the specimen; nil before that.
  package var dueAt: LocalDateTime?
  /// Received, promised for a time that has passed, and not verified yet.
  package var isOverdue: Bool
}

/// Where a page of a history ends.
package struct HistoryCursor: Sendable, Equatable {
  /// As the database keeps it, in microseconds since 1970, so that no booking is skipped or shown twice.
  let microseconds: Int64
  let booking: BookingID
}

/// A page of bookings, newest first.
package struct BookingHistory: Sendable, Equatable {
  package var bookings: [PastBooking]
  /// Where the next page begins; nil where everything is shown.
  package var next: HistoryCursor?

  /// The bookings of a page.
  package static let pageLength = 20
}

extension Desk {
  /// Reads a page of the bookings of a client, or of one of their pets, newest first, in one round trip.
  package func bookingHistory(
    of client: ClientID, pet: PetID? = nil, after cursor: HistoryCursor? = nil
  ) async throws -> BookingHistory {
    try BookingHistory(try await transaction(.lookUp, BookingHistory.statements(client, pet, after: cursor)))
  }
}

extension BookingHistory {
  /// The statements that read a page; `init` takes their results.
  static func statements(_ client: ClientID, _ pet: PetID?, after cursor: HistoryCursor?) -> [SQL] {
    let page = page(client, pet, after: cursor)
    return [
      """
      with page as materialized (\(page))
      select b.id, coalesce(b.booking_number, b.id::text) as number, b.booking_date at time zone o.time_zone as starts_at,
        (extract(epoch from b.booking_date) * 1000000)::bigint as microseconds,
        b.status, b.collection_method, b.pet_id, p.name as pet_name, b.total, b.attention,
        case when (select desk.allowed('billing.read')) then (select coalesce(sum(\(Settlement.settled)), 0)::bigint
          from billing_records g
          where g.organization_id = b.organization_id and g.booking_id = b.id
            and g.status not in ('credited', 'voided')) end as paid
      from page b
      join organizations o on o.id = b.organization_id
      join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
      order by b.booking_date desc, b.id desc
      """,
      """
      with page as materialized (\(page))
      \(PastItem.selection) from page b \(PastItem.joins)
      order by b.booking_date desc, b.id desc, i.id
      """,
    ]
  }

  /// One booking more than a page shows, to know whether another page follows.
  private static func page(_ client: ClientID, _ pet: PetID?, after cursor: HistoryCursor?) -> SQL {
    var condition: SQL = pet.map { "b.pet_id = \($0) and b.user_id = \(client)" } ?? "b.user_id = \(client)"
    if let cursor {
      condition = """
        \(condition) and (b.booking_date, b.id)
          < (timestamptz 'epoch' + \(cursor.microseconds)::double precision * interval '1 microsecond', \(cursor.booking))
        """
    }
    return """
      select b.organization_id, b.id, b.booking_number, b.booking_date, b.status, b.collection_method, b.pet_id, b.total,
        b.attention
      from bookings b
      where b.organization_id = (select desk.organization_id()) and \(condition)
      order by b.booking_date desc, b.id desc limit \(pageLength + 1)
      """
  }

  init(_ results: [QueryResult]) throws {
    let items = Dictionary(grouping: try results[1].rows.map(PastItem.init), by: \.booking)
    let rows = results[0].rows
    bookings = try rows.prefix(Self.pageLength).map { row in
      try PastBooking(row, items: items[try row.decode("id")] ?? [])
    }
    if rows.count > Self.pageLength, let last = rows.prefix(Self.pageLength).last {
      next = HistoryCursor(microseconds: try last.decode("microseconds"), booking: try last.decode("id"))
    }
  }
}

extension PastBooking {
  fileprivate init(_ row: Row, items: [PastItem]) throws {
    self.init(
      id: try row.decode("id"), number: try row.decode("number"), startsAt: try row.decode("starts_at"),
      status: try row.decode("status"), method: try row.decode("collection_method"), petID: try row.decode("pet_id"),
      petName: try row.decode("pet_name"), total: try row.decode("total"), paid: try row.decode("paid"),
      attention: try row.decode("attention"), items: items)
  }
}

extension PastItem {
  /// What is read of an item of booking `b`.
  static let selection: SQL = """
    select i.id, i.booking_id, coalesce(b.booking_number, b.id::text) as number, b.pet_id, coalesce(t.code, t.name) as code,
      t.name, i.status, r.id as report_id, r.report_number, r.status as report, e.due_at at time zone o.time_zone as due_at,
      coalesce(e.due_at < now(), false) as is_overdue
    """

  /// When it is due is what the work list of the laboratory says.
  static let joins: SQL = """
    join organizations o on o.id = b.organization_id
    join booking_items i on i.organization_id = b.organization_id and i.booking_id = b.id
    join tests t on t.organization_id = i.organization_id and t.id = i.test_id
    left join test_reports r on r.organization_id = i.organization_id and r.booking_item_id = i.id
    left join lab_tasks e on e.organization_id = i.organization_id and e.id = i.id
    """

  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), booking: try row.decode("booking_id"), bookingNumber: try row.decode("number"),
      petID: try row.decode("pet_id"), code: try row.decode("code"), name: try row.decode("name"),
      status: try row.decode("status"), reportID: try row.decode("report_id"),
      reportNumber: try row.decode("report_number"), report: try row.decode("report"),
      dueAt: try row.decode("due_at"), isOverdue: try row.decode("is_overdue"))
  }
}
