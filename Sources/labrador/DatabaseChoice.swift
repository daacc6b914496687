import EmbeddedPostgres
import Postgres

/// Which database a command works on.
enum DatabaseChoice: Equatable {
  /// A server of one's own.
  case server(ConnectionTarget)
  /// A private cluster.
  case embedded(ClusterName)
}

extension DatabaseChoice {
  /// The variables of libpq that name a server or a database there.
  private static let naming = ["PGSERVICE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER"]

  /// The section of a service file that `labrador setup` writes.
  static let service = "labrador"

  /// Chooses for the desk: a URL, else what the environment or a service file names, else the main cluster.
  static func forDesk(url: String?, _ surroundings: Surroundings) throws -> DatabaseChoice {
    try named(url: url, surroundings) ?? .embedded(.main)
  }

  /// Chooses for a command: as for the desk, but of the private clusters the one in use.
  static func forCommand(_ options: DatabaseOptions, _ surroundings: Surroundings) throws -> DatabaseChoice {
    if options.isDemo { return .embedded(.demo) }
    return try named(url: options.url, surroundings) ?? .embedded(inUse(surroundings))
  }

  private static func named(url: String?, _ surroundings: Surroundings) throws -> DatabaseChoice? {
    if let url = url ?? surroundings["LABRADOR_DATABASE_URL"] { return .server(try ConnectionTarget(url)) }
    if naming.contains(where: { surroundings[$0] != nil }) { return .server(.environment) }
    let files = [surroundings.serviceFile, surroundings.systemServiceFile].compactMap(\.self)
    guard files.contains(where: { ServiceFile.holds(service, at: $0) }) else { return nil }
    return .server(ConnectionTarget(values: ["service": service]))
  }

  /// The only cluster that runs, else the first that has data, else the main one.
  private static func inUse(_ surroundings: Surroundings) throws(ClusterError) -> ClusterName {
    var running: [ClusterName] = []
    var existing: [ClusterName] = []
    for name in ClusterName.allCases {
      let cluster = try Cluster(name, environment: surroundings.cluster)
      if cluster.isRunning { running.append(name) }
      if cluster.hasData { existing.append(name) }
    }
    return running.count == 1 ? running[0] : existing.first ?? .main
  }
}

extension Cluster {
  /// Whether a data directory was ever made.
  nonisolated var hasData: Bool { Files.exists(location.data + "/PG_VERSION") }
}
