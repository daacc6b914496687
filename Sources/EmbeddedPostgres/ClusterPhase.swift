/// A step of bringing the private cluster up, shown while it lasts.
package enum ClusterPhase: Hashable, Sendable {
  /// Another labrador is starting or stopping the same cluster.
  case waiting
  /// Looking for the server's programs and places.
  case findingServer
  /// Creating the data directory; only ever once.
  case initialising
  /// Starting the server and waiting until it answers.
  case starting
  /// Creating roles, database and extensions.
  case preparing

  /// A short line for people.
  package var title: String {
    switch self {
    case .waiting: "Waiting for another labrador"
    case .findingServer: "Looking for PostgreSQL"
    case .initialising: "Creating the database, once"
    case .starting: "Starting the database"
    case .preparing: "Preparing roles and extensions"
    }
  }
}
