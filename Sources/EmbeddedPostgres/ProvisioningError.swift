/// A reason why a server could not be prepared for labrador, told in one sentence that says what to do.
package enum ProvisioningError: Error, Hashable, Sendable {
  /// The server is older than the schema needs; both are major versions.
  case serverTooOld(found: Int, needed: Int)
  /// The login lacks rights that the missing parts need.
  case notAllowed(login: String, missing: [String])
  /// One of our roles exists with more power than the application may have.
  case roleTooPowerful(role: String)
  /// The database belongs to a role that is not `labrador_owner`, and the login may not give it away.
  case foreignDatabase(database: String, owner: String)
  /// Extensions that could not be created in schema `extensions`, each with the server's reason.
  case extensionsMissing([MissingExtension])

  /// An extension and why it is not there.
  package struct MissingExtension: Hashable, Sendable {
    package let name: String
    package let reason: String

    package init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }
}

extension ProvisioningError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .serverTooOld(let found, let needed):
      "The server is PostgreSQL \(found), but \(needed) or newer is needed."
    case .notAllowed(let login, let missing):
      "“\(login)” may not \(missing.joined(separator: " nor ")): "
        + "connect as a superuser, or as a role with CREATEROLE and CREATEDB."
    case .roleTooPowerful(let role):
      "Role “\(role)” is a superuser or bypasses row-level security, which labrador never works with: "
        + "take that away with “alter role \(role) nosuperuser nobypassrls”."
    case .foreignDatabase(let database, let owner):
      "Database “\(database)” belongs to “\(owner)”: give it away with "
        + "“alter database \(database) owner to \(Provisioning.ownerRole)”, or name another one."
    case .extensionsMissing(let extensions):
      "These extensions could not be created: "
        + extensions.map { "\($0.name) (\($0.reason))" }.joined(separator: ", ")
        + "; have a superuser create them in schema “extensions” (Debian has them in postgresql-contrib)."
    }
  }
}
