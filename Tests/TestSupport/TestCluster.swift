package import EmbeddedPostgres
package import Postgres

/// The one private server of a test process: started by the first test that asks, gone with the process.
package struct TestCluster: Sendable {
  package let cluster: Cluster
  private let admin: Connection

  /// Returns the server, starting it if this is the first call.
  package static func shared() async throws -> TestCluster { try await started.value }

  private static let started = Task {
    let location = ClusterLocation(
      name: "test", root: "\(TestFolder.path)/main", socket: "\(TestFolder.path)/socket", userID: environment.userID)
    let cluster = Cluster(location, environment: environment, durability: .throwAway)
    try await cluster.ensureRunning()
    return TestCluster(cluster: cluster, admin: try await connect(cluster))
  }

  private static let environment = ClusterEnvironment.current()

  private static func connect(_ cluster: Cluster) async throws -> Connection {
    let target = try cluster.connectionTarget(as: .superuser).replacing(["dbname": "postgres"])
    return try await Connection.open(target, applicationName: "tests", timeout: .seconds(10))
  }

  /// Runs one statement as the superuser, outside the test databases.
  @discardableResult
  package func administer(_ statement: SQL) async throws -> QueryResult { try await admin.query(statement) }

  /// Where and as whom to connect to a database of the server.
  package func target(_ database: String, as account: ClusterAccount) throws -> ConnectionTarget {
    try cluster.connectionTarget(as: account).replacing(["dbname": database])
  }
}
