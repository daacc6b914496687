package import LabCore
import Postgres

/// Somebody whose entries can be asked for.
package struct AuditPerson: Sendable, Equatable, Identifiable {
  package var id: StaffID
  package var name: String
  package var role: StaffRole
  package var isActive: Bool
}

extension Desk {
  /// Lists everybody who may stand in the audit trail, also those who have left.
  package func auditPeople() async throws -> [AuditPerson] {
    try await query(
      .lookUp,
      """
      select s.id, s.name, s.role, s.is_active from staff s
      where s.organization_id = (select desk.organization_id())
      order by s.is_active desc, s.name, s.id
      """
    ).rows.map { row in
      AuditPerson(
        id: try row.decode("id"), name: try row.decode("name"), role: try row.decode("role"),
        isActive: try row.decode("is_active"))
    }
  }
}
