package import LabCore
import Postgres

/// Which entries of the audit trail are wanted.
package struct AuditFilter: Sendable, Equatable {
  /// Whose entries can be read: everybody's with `audit.read`, the own ones with `audit.own`.
  package enum Scope: Sendable { case everyone, own }

  /// Which records the entries are about.
  package enum Record: Sendable, Equatable {
    case every(RecordKind)
    /// One record and what belongs to it.
    case one(RecordKind, Int64)
    /// A booking by the number that the client was told, and what belongs to it.
    case booking(number: String)
  }

  package var scope: Scope
  package var staffID: StaffID?
  package var record: Record?
  package var action: AuditAction?
  /// The first and the last day, on the organisation's calendar.
  package var from: CalendarDate?
  package var to: CalendarDate?
  /// Only entries older than this one, to read on.
  package var before: Int64?

  package init(
    scope: Scope, staffID: StaffID? = nil, record: Record? = nil, action: AuditAction? = nil,
    from: CalendarDate? = nil, to: CalendarDate? = nil, before: Int64? = nil
  ) {
    self.scope = scope
    self.staffID = staffID
    self.record = record
    self.action = action
    self.from = from
    self.to = to
    self.before = before
  }
}

extension AuditFilter.Scope {
  /// What is read from; the view of the own entries asks for `audit.own`, the table's policy for `audit.read`.
  var source: SQL {
    switch self {
    case .everyone: "audit_logs"
    case .own: "scoped.own_audit"
    }
  }
}

extension AuditFilter {
  /// The rows of one page, newest first.
  ///
  /// Entries of single records are fetched record by record: the planner would rather walk the whole trail.
  func page(of limit: Int) -> SQL {
    let source = scope.source
    let conditions = SQL.join(conditions, separator: " and ")
    guard let records else {
      return """
        select a.* from \(source) a where \(conditions) order by a.created_at desc, a.id desc limit \(limit)
        """
    }
    return """
      select a.* from (\(records)) r (entity_type, entity_id)
      cross join lateral (
        select a.* from \(source) a
        where a.entity_type = r.entity_type and a.entity_id = r.entity_id and \(conditions)
        order by a.created_at desc, a.id desc limit \(limit)
      ) a
      order by a.created_at desc, a.id desc limit \(limit)
      """
  }

  private var conditions: [SQL] {
    var conditions: [SQL] = ["a.organization_id = (select desk.organization_id())"]
    if let staffID { conditions.append("a.user_id = \(staffID)") }
    if case .every(let kind)? = record { conditions.append("a.entity_type = \(kind.table)") }
    if let action { conditions.append("a.action = \(action.rawValue)") }
    if let from { conditions.append("a.created_at >= \(Self.start(of: from))") }
    if let to { conditions.append("a.created_at < \(Self.start(of: to.adding(days: 1)))") }
    if let before {
      conditions.append(
        """
        (a.created_at, a.id) < (select e.created_at, e.id from \(scope.source) e
          where e.organization_id = (select desk.organization_id()) and e.id = \(before))
        """)
    }
    return conditions
  }

  /// The instant at which a day begins at the organisation.
  private static func start(of date: CalendarDate) -> SQL {
    """
    (select \(date)::date::timestamp at time zone o.time_zone from organizations o
      where o.id = (select desk.organization_id()))
    """
  }

  /// Table and key of the record asked for and of what belongs to it; nil where no single record is asked for.
  private var records: SQL? {
    switch record {
    case nil, .every: nil
    case .one(.bookings, let id): Self.bookings("b.id = \(id)")
    case .booking(let number): Self.bookings("b.booking_number = \(number)")
    case .one(.clients, let id): Self.record(.clients, id, with: [.pets, .addresses], where: "user_id")
    case .one(.pets, let id): Self.record(.pets, id, with: [.weights], where: "pet_id")
    case .one(.staff, let id):
      // A permission that was withdrawn has no row any more; its entries tell whose it was.
      """
      select 'staff', \(id)::bigint union
      select a.entity_type, a.entity_id from \(scope.source) a
      where a.organization_id = (select desk.organization_id()) and a.entity_type = 'permissions'
        and coalesce(a.new_values, a.old_values) ->> 'user_id' = \(String(id))
      """
    case .one(let kind, let id): Self.record(kind, id, with: [], where: "id")
    }
  }

  private static func bookings(_ condition: SQL) -> SQL {
    let own: SQL = "b.organization_id = (select desk.organization_id()) and \(condition)"
    let parts: [RecordKind] = [.visits, .items, .bills, .redemptions, .prescriptions, .specimens]
    return .join(
      ["select 'bookings', b.id from bookings b where \(own)"]
        + parts.map { kind in
          """
          select \(literal: kind.table), p.id from bookings b
          join \(identifier: kind.table) p on p.organization_id = b.organization_id and p.booking_id = b.id
          where \(own)
          """
        }, separator: " union all ")
  }

  private static func record(_ kind: RecordKind, _ id: Int64, with parts: [RecordKind], where column: String) -> SQL {
    .join(
      ["select \(literal: kind.table), \(id)::bigint"]
        + parts.map { part in
          """
          select \(literal: part.table), p.id from \(identifier: part.table) p
          where p.organization_id = (select desk.organization_id()) and p.\(identifier: column) = \(id)
          """
        }, separator: " union all ")
  }
}
