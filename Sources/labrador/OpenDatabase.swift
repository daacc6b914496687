import EmbeddedPostgres
import Postgres

/// A database that a command may connect to now: its server runs.
struct OpenDatabase: Sendable {
  let target: ConnectionTarget
  /// The private cluster, of which this process holds a share meanwhile; nil for a server of one's own.
  private let cluster: Cluster?
  /// Whether its server ran before and goes on running afterwards, for whoever relies on it.
  private let wasRunning: Bool

  /// Starts the private server if that is the choice; a server of one's own is taken as it is.
  static func open(
    _ choice: DatabaseChoice, as account: ClusterAccount, _ surroundings: Surroundings
  ) async throws -> OpenDatabase {
    switch choice {
    case .server(let target): return OpenDatabase(target: target, cluster: nil, wasRunning: true)
    case .embedded(let name):
      let cluster = try Cluster(name, environment: surroundings.cluster)
      let wasRunning = cluster.isRunning
      try await cluster.ensureRunning { Console.note($0.title + "…") }
      return OpenDatabase(target: try cluster.connectionTarget(as: account), cluster: cluster, wasRunning: wasRunning)
    }
  }

  /// Runs a body with one connection and stops a server again that was started for it.
  func withConnection<T: Sendable>(_ body: (Connection) async throws -> T) async throws -> T {
    do {
      let connection = try await Connection.open(target, applicationName: "labrador", timeout: .seconds(8))
      let value: T
      do {
        value = try await body(connection)
      } catch {
        await connection.close()
        throw error
      }
      await connection.close()
      try await leave()
      return value
    } catch {
      // The first error is the one to tell; a server that does not stop now is stopped by the next one out.
      try? await leave()
      throw error
    }
  }
  private func leave() async throws {
    if let cluster, !wasRunning { try await cluster.leave() }
  }
}
