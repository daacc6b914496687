/// A login of the private cluster, each with a random password in a file of its own.
package enum ClusterAccount: String, CaseIterable, Sendable {
  /// `postgres`, used for provisioning alone.
  case superuser
  /// `labrador_owner`, who owns the schema and runs migrations.
  case owner
  /// `labrador_desk`, the one the application works as.
  case desk

  /// The role's name in PostgreSQL.
  package var role: String {
    switch self {
    case .superuser: "postgres"
    case .owner: Provisioning.ownerRole
    case .desk: Provisioning.deskRole
    }
  }
}
