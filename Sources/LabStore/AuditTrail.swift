package import LabCore
import Postgres

/// One line of the audit trail.
package struct AuditEntry: Sendable, Equatable, Identifiable {
  package var id: Int64
  package var at: LocalDateTime
  /// Who did it; nil where nobody was signed in, as at set-up.
  package var person: String?
  /// The stored name of an `AuditAction`.
  package var action: String
  /// The table of the record.
  package var table: String
  package var recordID: Int64?
  /// What people call the record, as far as this desk may see it.
  package var recordName: String?
  /// The columns that changed; empty for anything but a change.
  package var columns: [String]
  package var reason: String?
}

extension Desk {
  /// How many entries are read at a time.
  package static let auditPage = 200

  /// Reads a page of the audit trail, newest entries first.
  package func auditTrail(_ filter: AuditFilter) async throws -> [AuditEntry] {
    try await query(
      .report,
      """
      select a.id, a.created_at at time zone o.time_zone as at, s.name as person, a.action, a.entity_type, a.entity_id,
        \(AuditEntry.recordName) as record_name, a.reason,
        array(select key from jsonb_object_keys(coalesce(a.new_values, a.old_values)) as key
          where a.action = 'UPDATE' order by key collate "C") as columns
      from (\(filter.page(of: Self.auditPage))) a
      join organizations o on o.id = a.organization_id
      left join staff s on s.organization_id = a.organization_id and s.id = a.user_id
      order by a.created_at desc, a.id desc
      """
    ).rows.map(AuditEntry.init)
  }
}

extension AuditEntry {
  /// Names the record by what is cheap to look up; rows that the desk may not read stay without a name.
  fileprivate static let recordName: SQL = """
    case a.entity_type
      when 'bookings' then (select r.booking_number from bookings r
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'visits' then (select b.booking_number from visits r
        join bookings b on b.organization_id = r.organization_id and b.id = r.booking_id
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'booking_items' then (select b.booking_number || ' ' || coalesce(t.code, t.name) from booking_items r
        join bookings b on b.organization_id = r.organization_id and b.id = r.booking_id
        join tests t on t.organization_id = r.organization_id and t.id = r.test_id
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'billing_records' then (select coalesce(r.invoice_number, b.booking_number) from billing_records r
        left join bookings b on b.organization_id = r.organization_id and b.id = r.booking_id
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'users' then (select r.full_name from users r
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'pets' then (select r.name from pets r
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'staff' then (select r.name from staff r
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'tests' then (select coalesce(r.code, r.name) from tests r
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'offers' then (select r.name from offers r
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'coupons' then (select r.code from coupons r
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'coupon_batches' then (select nullif(r.prefix, '') from coupon_batches r
        where r.organization_id = a.organization_id and r.id = a.entity_id)
      when 'organizations' then (select r.name from organizations r where r.id = a.entity_id)
    end
    """

  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), at: try row.decode("at"), person: try row.decode("person"),
      action: try row.decode("action"), table: try row.decode("entity_type"), recordID: try row.decode("entity_id"),
      recordName: try row.decode("record_name"), columns: try row.decode("columns"),
      reason: try row.decode("reason"))
  }
}
