import EmbeddedPostgres
import Postgres

/// `labrador database url`: prints the connection string in use, password included, for psql and other tools.
struct DatabaseURLCommand {
  let role: DatabaseRole
  let options: DatabaseOptions

  /// Starts a private server if that is what is in use, and leaves it running so that the string works.
  func run(_ surroundings: Surroundings) async throws {
    switch try DatabaseChoice.forCommand(options, surroundings) {
    case .server(let target): Console.say(target.secretConnectionString)
    case .embedded(let name):
      let cluster = try await EmbeddedDatabase(name: name, surroundings: surroundings).ready()
      let account: ClusterAccount =
        switch role {
        case .desk: .desk
        case .owner: .owner
        }
      Console.say(try cluster.connectionTarget(as: account).secretConnectionString)
    }
  }
}
