/// A reason why the private cluster cannot be used, told in one sentence that says what to do.
package enum ClusterError: Error, Hashable, Sendable {
  /// No usable server programs; `searched` lists the places looked at.
  case noServerPrograms(searched: [String])
  /// The directory of `LABRADOR_PG_BINDIR` holds no `postgres`, or one that does not run.
  case unusablePrograms(directory: String)
  /// The newest server found is older than what the schema needs.
  case serverTooOld(found: Int, needed: Int)
  /// The data directory belongs to a major version whose programs are not installed.
  case otherMajorVersion(needed: String, installed: [Int], data: String)
  /// The user id has no entry in the user database, which the server refuses.
  case unknownUser(id: UInt32)
  /// Root may not run the server and there is no user `postgres` to drop to.
  case noServerUser
  /// Neither `setpriv` nor `runuser` is installed.
  case noPrivilegeDropper
  /// No home directory is known.
  case noHome
  /// A file or directory could not be made or read; `reason` is the system's text.
  case cannotUse(path: String, reason: String)
  /// The server's user cannot enter or write the directory.
  case unreachable(path: String, user: String)
  /// The directory belongs to another user or is open to others.
  case unsafeDirectory(path: String)
  /// The data directory belongs to another user than the one the server would run as.
  case foreignData(path: String, user: String)
  /// A password file is gone while the data it opens is still there.
  case missingSecret(path: String)
  /// Another process holds the start lock for too long.
  case busy(path: String, seconds: Int)
  /// A server with this data directory is alive but does not answer; it is left alone.
  case notAnswering(pid: Int32, data: String)
  /// `initdb` failed; `reason` is its last line.
  case initialisationFailed(reason: String)
  /// The server ended at once; `reason` is its last message.
  case startFailed(reason: String, log: String)
  /// The server did not become ready in time.
  case startTooSlow(seconds: Int, log: String)
  /// The server did not stop.
  case stopFailed(reason: String)
  /// Other desks use the cluster, so its data cannot be deleted.
  case inUse(path: String)
  /// The directory carries no mark of a labrador cluster, so nothing in it is deleted.
  case notACluster(path: String)
}

extension ClusterError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noServerPrograms(let searched):
      "PostgreSQL's server programs were not found in \(searched.joined(separator: ", ")): "
        + "install them with “apt-get install postgresql”, or name their folder in LABRADOR_PG_BINDIR."
    case .unusablePrograms(let directory):
      "LABRADOR_PG_BINDIR names \(directory), but no working “postgres” program is there."
    case .serverTooOld(let found, let needed):
      "PostgreSQL \(needed) or newer is needed, but the newest one installed is \(found)."
    case .otherMajorVersion(let needed, let installed, let data):
      "The data in \(data) was made by PostgreSQL \(needed), but \(Self.list(installed)): install it with "
        + "“apt-get install postgresql-\(needed)”, or dump the data there and restore it into a newer one."
    case .unknownUser(let id):
      "User id \(id) has no name on this machine, which PostgreSQL requires: "
        + "add it to /etc/passwd, or use a server elsewhere with --database."
    case .noServerUser:
      "PostgreSQL refuses to run as root and there is no user “postgres” to run it as: "
        + "install Debian's postgresql package, or start labrador as an ordinary user."
    case .noPrivilegeDropper:
      "Neither setpriv nor runuser is installed, so PostgreSQL cannot be started as its own user: "
        + "install util-linux, or start labrador as an ordinary user."
    case .noHome:
      "No home directory is known for this user: set HOME, or name a folder for the data in LABRADOR_HOME."
    case .cannotUse(let path, let reason):
      "\(path) cannot be used (\(reason)): free it, or name another folder for the data in LABRADOR_HOME."
    case .unreachable(let path, let user):
      "User “\(user)”, who runs the server, cannot write to \(path): "
        + "make every folder above it enterable, or name another one in LABRADOR_HOME."
    case .unsafeDirectory(let path):
      "\(path) belongs to another user or is open to others, so no database is put there: remove it and try again."
    case .foreignData(let path, let user):
      "The data in \(path) does not belong to “\(user)”, who would run the server: "
        + "start labrador as the user who made it, or name another folder in LABRADOR_HOME."
    case .missingSecret(let path):
      "The password file \(path) is gone while its database is still there: put it back from a backup."
    case .busy(let path, let seconds):
      "Another labrador has been busy with the database for \(seconds) seconds (it holds \(path)): "
        + "wait for it, or end it, and try again."
    case .notAnswering(let pid, let data):
      "The database server (process \(pid)) of \(data) runs but does not answer: stop it with “kill -INT \(pid)” and try again."
    case .initialisationFailed(let reason):
      "The database could not be created: \(reason)"
    case .startFailed(let reason, let log):
      "The database server did not start: \(reason) (more in \(log))"
    case .startTooSlow(let seconds, let log):
      "The database server was not ready after \(seconds) seconds: \(log) tells what it is doing."
    case .stopFailed(let reason):
      "The database server could not be stopped: \(reason)"
    case .inUse(let path):
      "Another labrador uses the database in \(path): leave it there first."
    case .notACluster(let path):
      "\(path) was not made by labrador, so nothing in it was deleted."
    }
  }

  private static func list(_ versions: [Int]) -> String {
    switch versions.count {
    case 0: "no version is installed"
    case 1: "only \(versions[0]) is installed"
    default: "only \(versions.map(String.init).joined(separator: ", ")) are installed"
    }
  }
}
