package import LabCore
import Postgres

/// One entry of the audit trail.
package struct AuditEntry: Sendable, Equatable, Identifiable {
  package var id: Int64
  package var at: LocalDateTime
  /// Who did it; nil for set-up and unknown callers.
  package var person: String?
  package var action: String
  /// The table of the record.
  package var table: String
  package var recordID: Int64?
  /// The values that changed; all of a new or deleted record.
  package var changes: [Change]
  package var reason: String?
  package var origin: String?
  package var agent: String?

  /// One value before and after; nil where there was none.
  package struct Change: Sendable, Equatable {
    package var column: String
    package var old: String?
    package var new: String?
  }
}

/// Which entries of the audit trail are wanted.
package struct AuditFilter: Sendable, Equatable {
  /// Whose entries can be read: everybody's with `audit.read`, the own ones with `audit.own`.
  package enum Scope: Sendable { case everyone, own }

  package var scope: Scope
  package var staffID: StaffID?
  package var table: String?
  package var recordID: Int64?
  package var action: String?
  /// The first and the last day, on the organisation's calendar.
  package var from: CalendarDate?
  package var to: CalendarDate?
  /// Only entries older than this one, to read on.
  package var before: Int64?

  package init(
    scope: Scope, staffID: StaffID? = nil, table: String? = nil, recordID: Int64? = nil, action: String? = nil,
    from: CalendarDate? = nil, to: CalendarDate? = nil, before: Int64? = nil
  ) {
    self.scope = scope
    self.staffID = staffID
    self.table = table
    self.recordID = recordID
    self.action = action
    self.from = from
    self.to = to
    self.before = before
  }
}

extension Desk {
  /// How many entries are read at a time.
  package static let auditPage = 200

  /// Reads a page of the audit trail, newest entries first.
  package func auditTrail(_ filter: AuditFilter) async throws -> [AuditEntry] {
    let source: SQL = filter.scope == .everyone ? "audit_logs" : "scoped.own_audit"
    return try await query(
      .report,
      """
      select a.id, a.created_at at time zone o.time_zone as at, s.name as person, a.action, a.entity_type, a.entity_id,
        a.reason, a.ip_address, a.user_agent,
        array(select coalesce(b.key, n.key) || chr(31) || coalesce('=' || b.value, '') || chr(31)
            || coalesce('=' || n.value, '')
          from jsonb_each_text(a.old_values) b full join jsonb_each_text(a.new_values) n on n.key = b.key
          order by coalesce(b.key, n.key) collate "C") as changes
      from \(source) a
      join organizations o on o.id = a.organization_id
      left join staff s on s.organization_id = a.organization_id and s.id = a.user_id
      where a.organization_id = (select desk.organization_id())
        and (\(filter.staffID)::bigint is null or a.user_id = \(filter.staffID))
        and (\(filter.table)::text is null or a.entity_type = \(filter.table))
        and (\(filter.recordID)::bigint is null or a.entity_id = \(filter.recordID))
        and (\(filter.action)::text is null or a.action = \(filter.action))
        and (\(filter.from)::date is null or a.created_at >= \(filter.from)::date::timestamp at time zone o.time_zone)
        and (\(filter.to)::date is null
          or a.created_at < (\(filter.to)::date + 1)::timestamp at time zone o.time_zone)
        and (\(filter.before)::bigint is null or a.id < \(filter.before))
      order by a.id desc
      limit \(Self.auditPage)
      """
    ).rows.map(AuditEntry.init)
  }
}

extension AuditEntry {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), at: try row.decode("at"), person: try row.decode("person"),
      action: try row.decode("action"), table: try row.decode("entity_type"), recordID: try row.decode("entity_id"),
      changes: try row.decode("changes", as: [String].self).map(Change.init(packed:)),
      reason: try row.decode("reason"), origin: try row.decode("ip_address"), agent: try row.decode("user_agent"))
  }
}

extension AuditEntry.Change {
  /// Reads column, old and new value, parted by the unit separator; a value that is there begins with `=`.
  fileprivate init(packed: String) {
    let parts = packed.split(separator: "\u{1F}", maxSplits: 2, omittingEmptySubsequences: false)
    let values = parts.dropFirst().map { $0.first == "=" ? String($0.dropFirst()) : nil }
    self.init(column: String(parts[0]), old: values.first ?? nil, new: values.dropFirst().first ?? nil)
  }
}
