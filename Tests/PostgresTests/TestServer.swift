import EmbeddedPostgres
import Postgres
import TestSupport

/// The server that a test talks to; its tables are temporary ones.
enum TestServer {
  static func target() async throws -> ConnectionTarget {
    try await TestCluster.shared().target("postgres", as: .superuser)
  }

  static func open(_ applicationName: String = "tests") async throws -> Connection {
    try await Connection.open(target(), applicationName: applicationName)
  }

  /// Waits on the server until a session runs a statement that contains a text.
  static func wait(until pid: Int32, runs text: String) async throws {
    let observer = try await open("observer")
    while true {
      let row = try await observer.query(
        """
        select exists (select from pg_stat_activity where pid = \(pid) and state = 'active' and strpos(query, \(text)) > 0)
          as is_running, pg_sleep(0.01)
        """
      ).onlyRow()
      if try row.decode("is_running") { break }
    }
    await observer.close()
  }
}
