import LabCore
import Postgres

/// One entry of the audit trail in full.
package struct AuditDetails: Sendable, Equatable, Identifiable {
  package var id: Int64
  package var sessionID: Int64?
  /// The SSH peer or terminal.
  package var origin: String?
  /// Program and version.
  package var agent: String?
  /// The values that changed; all of a record that was added or removed.
  package var changes: [Change]

  /// One value before and after; nil where there was none.
  package struct Change: Sendable, Equatable {
    package var column: String
    package var kind: ValueKind
    package var old: String?
    package var new: String?
  }

  /// What the text of a value means; the raw value is the name of the column's type.
  package enum ValueKind: String, Sendable {
    /// Minor units of the organisation's currency.
    case money = "money_minor"
    /// A local date and time.
    case moment = "timestamptz"
    case date
    case flag = "bool"
    case text
  }
}

extension Desk {
  /// Reads one entry; nil where this desk may not see it.
  package func auditDetails(_ id: Int64, scope: AuditFilter.Scope) async throws -> AuditDetails? {
    let entry: SQL = """
      from \(scope.source) a where a.organization_id = (select desk.organization_id()) and a.id = \(id)
      """
    let results = try await transaction(
      .lookUp,
      [
        "select a.id, a.session_id, a.ip_address, a.user_agent \(entry)",
        """
        select v.key, t.typname as kind, \(Self.shown("v.old")) as old, \(Self.shown("v.new")) as new
        from (select a.* \(entry)) a
        join organizations o on o.id = a.organization_id
        cross join lateral (
          select coalesce(b.key, n.key) as key, b.value as old, n.value as new
          from jsonb_each_text(a.old_values) b full join jsonb_each_text(a.new_values) n on n.key = b.key
        ) v
        left join pg_attribute c on c.attrelid = to_regclass('public.' || quote_ident(a.entity_type)) and c.attname = v.key
        left join pg_type t on t.oid = c.atttypid
        order by c.attnum, v.key collate "C"
        """,
      ])
    guard let head = results[0].rows.first else { return nil }
    return AuditDetails(
      id: try head.decode("id"), sessionID: try head.decode("session_id"), origin: try head.decode("ip_address"),
      agent: try head.decode("user_agent"), changes: try results[1].rows.map(AuditDetails.Change.init))
  }

  /// A stored value as people read it: instants in local time, colleagues by name.
  private static func shown(_ value: SQL) -> SQL {
    """
    case
      when t.typname = 'timestamptz' and \(value) ~ '^\\d{4}-\\d\\d-\\d\\dT'
        then to_char(\(value)::timestamptz at time zone o.time_zone, 'YYYY-MM-DD HH24:MI:SS')
      when exists (select from pg_constraint f where f.conrelid = c.attrelid and f.contype = 'f'
          and f.confrelid = 'staff'::regclass and c.attnum = any (f.conkey) and c.attname <> 'organization_id')
        then coalesce((select s.name from staff s where s.organization_id = a.organization_id and s.id::text = \(value)),
          \(value))
      else \(value)
    end
    """
  }
}

extension AuditDetails.Change {
  fileprivate init(_ row: Row) throws {
    let type: String? = try row.decode("kind")
    self.init(
      column: try row.decode("key"), kind: type.flatMap(AuditDetails.ValueKind.init(rawValue:)) ?? .text,
      old: try row.decode("old"), new: try row.decode("new"))
  }
}
