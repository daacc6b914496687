package import LabStore

/// What is read for the audit trail.
package enum AuditWork: Sendable {
  case readPage(AuditFilter)
  case readDetails(Int64, AuditFilter.Scope)
  case readPeople
}

/// What it came to.
package enum AuditAnswer: Sendable {
  case page(AuditFilter, [AuditEntry])
  /// Nil where this desk may not see the entry.
  case details(Int64, AuditDetails?)
  case people([AuditPerson])
}

extension AuditWork {
  func perform(on desk: Desk) async throws -> AuditAnswer {
    switch self {
    case .readPage(let filter): return .page(filter, try await desk.auditTrail(filter))
    case .readDetails(let id, let scope): return .details(id, try await desk.auditDetails(id, scope: scope))
    case .readPeople: return .people(try await desk.auditPeople())
    }
  }
}
