import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// A desk of the small clinic on a connection of its own, signed in.
func signedIn(as account: TestClinic.Account = TestClinic.receptionist) async throws -> Desk {
  let desk = try await unsignedDesk()
  // Hashes take their time where many sign in at once.
  let outcome = try await patiently {
    try await desk.signIn(slug: account.slug, phone: account.phone, password: account.password, origin: "test")
  }
  guard case .signedIn = outcome else { throw Refused(outcome: outcome) }
  return desk
}

/// A desk on a connection of its own that nobody has signed in to.
func unsignedDesk() async throws -> Desk {
  Desk(target: try TestDatabase.current.target(as: .desk), applicationName: "tests")
}

/// A connection that sees every row.
func everything() async throws -> Connection { try await TestDatabase.current.connect(as: .superuser) }

private struct Refused: Error {
  var outcome: SignInOutcome
}

extension Connection {
  /// The one number that a statement answers with.
  func count(_ statement: SQL) async throws -> Int { try await query(statement).onlyRow().decode(at: 0) }

  /// The first column of every row.
  func texts(_ statement: SQL) async throws -> [String] {
    try await query(statement).rows.map { try $0.decode(at: 0) }
  }
}
