import EmbeddedPostgres
import Postgres

/// The login of the desk in a service file: kept while it works, written anew otherwise.
struct DeskLogin {
  let server: ConnectionTarget
  let path: String
  let wantsNewPassword: Bool

  /// How one connects, apart from as whom and to which database.
  private static let carried = [
    "host", "hostaddr", "port", "sslmode", "sslrootcert", "target_session_attrs", "load_balance_hosts",
    "connect_timeout",
  ]

  /// The password that works already; nil when a new one is to be set.
  ///
  /// A new one would shut out the other desks, so it has to be asked for.
  func keptPassword(_ before: ServerBefore) async throws -> String? {
    guard before.deskHasPassword, !wantsNewPassword else { return nil }
    if let values = try ServiceFile.read(at: path)[DatabaseChoice.service], let password = values["password"],
      values["user"] == Provisioning.deskRole, await works(ConnectionTarget(values: values))
    {
      return password
    }
    throw Failure(
      "\(Provisioning.deskRole) has a password already that other desks may use: copy the section "
        + "[\(DatabaseChoice.service)] of their service file to \(path), or give --new-password to replace it.")
  }

  /// Finds the way on which the desk gets in and writes it to the service file.
  func write(database: String, password: String) async throws -> ConnectionTarget {
    var values = ["dbname": database, "user": Provisioning.deskRole, "password": password]
    for keyword in Self.carried { values[keyword] = server[keyword] }
    let found = try await wayIn(values)
    var file = try ServiceFile.read(at: path)
    file.set(DatabaseChoice.service, to: found)
    try file.write(to: path)
    return ConnectionTarget(values: found)
  }

  /// Tries as given; where the local socket wants an operating-system user of that name, goes by `localhost`.
  private func wayIn(_ values: [String: String]) async throws -> [String: String] {
    do {
      try await attempt(ConnectionTarget(values: values))
      return values
    } catch {
      let isLocal = values["hostaddr"] == nil && (values["host"] ?? "/").hasPrefix("/")
      let overNetwork = values.merging(["host": "localhost"]) { $1 }
      guard isLocal, await works(ConnectionTarget(values: overNetwork)) else {
        throw Failure(
          "\(Provisioning.deskRole) cannot connect: \(Failure.sentence(of: error)) "
            + "Let it in with a password in the server's pg_hba.conf, and run this again.")
      }
      return overNetwork
    }
  }

  private func attempt(_ target: ConnectionTarget) async throws {
    let connection = try await Connection.open(target, applicationName: "labrador setup", timeout: .seconds(8))
    await connection.close()
  }

  /// Whether the password is right; a database that is not there yet comes after that question.
  private func works(_ target: ConnectionTarget) async -> Bool {
    do {
      try await attempt(target)
      return true
    } catch let error as PostgresError {
      return error.code == .unknownDatabase || error.code == .insufficientPrivilege
    } catch {
      return false
    }
  }
}
