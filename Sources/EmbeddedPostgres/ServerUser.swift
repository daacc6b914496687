/// The user that PostgreSQL runs as: oneself, or `postgres` when started by root, whom the server refuses.
struct ServerUser: Sendable {
  let name: String
  let userID: UInt32
  let groupID: UInt32
  /// The program and arguments that change to the user; nil when it is oneself.
  let dropper: [String]?

  /// Works out the user; fails in words for an id without a name and for a machine without `postgres`.
  static func find(_ environment: ClusterEnvironment) throws(ClusterError) -> ServerUser {
    guard environment.userID == 0 else {
      guard let own = UserEntry.find(id: environment.userID) else { throw .unknownUser(id: environment.userID) }
      return ServerUser(name: own.name, userID: own.userID, groupID: own.groupID, dropper: nil)
    }
    guard let postgres = UserEntry.find(name: "postgres") else { throw .noServerUser }
    let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
    let dropper: [String]
    if let setpriv = Self.program("setpriv", in: folders) {
      dropper = [
        setpriv, "--reuid=\(postgres.userID)", "--regid=\(postgres.groupID)", "--init-groups", "--no-new-privs",
        "--inh-caps=-all", "--",
      ]
    } else if let runuser = Self.program("runuser", in: folders) {
      dropper = [runuser, "-u", postgres.name, "--"]
    } else {
      throw .noPrivilegeDropper
    }
    return ServerUser(name: postgres.name, userID: postgres.userID, groupID: postgres.groupID, dropper: dropper)
  }

  /// A command that runs as this user.
  func command(_ program: String, _ arguments: [String]) -> Command {
    guard let dropper else { return Command(program, arguments) }
    return Command(dropper[0], dropper.dropFirst() + [program] + arguments)
  }

  private static func program(_ name: String, in folders: [String]) -> String? {
    folders.map { "\($0)/\(name)" }.first { Files.exists($0) }
  }
}
