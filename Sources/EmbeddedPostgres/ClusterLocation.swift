/// Where a private cluster keeps its files.
///
/// `root` holds the locks, the marks, the passwords and the configuration; `server` below it belongs to the server's user.
package struct ClusterLocation: Hashable, Sendable {
  package let name: String
  package let root: String
  /// Folders for the socket, best first; each is short enough for a socket address.
  package let socketCandidates: [String]

  /// A socket address takes 107 bytes, of which `/.s.PGSQL.5432` are the last 14.
  package static let longestSocketDirectory = 107 - 14

  /// Works out the places of a cluster for a user: `LABRADOR_HOME`, else `/var/lib` for root, else the XDG folders.
  package static func resolve(
    _ name: ClusterName, _ environment: ClusterEnvironment = .current()
  ) throws(ClusterError) -> ClusterLocation {
    if let home = environment.labradorHome {
      let root = "\(home)/\(name.rawValue)"
      return ClusterLocation(name: name.rawValue, root: root, socket: "\(root)/socket", userID: environment.userID)
    }
    if environment.userID == 0 {
      return ClusterLocation(
        name: name.rawValue, root: "/var/lib/labrador/\(name.rawValue)", socket: "/run/labrador/\(name.rawValue)",
        userID: 0)
    }
    let home = environment.home ?? UserEntry.find(id: environment.userID)?.home
    guard let data = environment.dataHome ?? home.map({ "\($0)/.local/share" }) else { throw .noHome }
    return ClusterLocation(
      name: name.rawValue, root: "\(data)/labrador/\(name.rawValue)",
      socket: environment.runtimeDirectory.map { "\($0)/labrador/\(name.rawValue)" }, userID: environment.userID)
  }

  /// Names the places directly; the socket falls back to a private folder in `/tmp` when `socket` is too long or unusable.
  package init(name: String, root: String, socket: String?, userID: UInt32) {
    self.name = name
    self.root = root
    let fallback = "/tmp/labrador-\(userID)-\(Self.hash(root))"
    socketCandidates = [socket, fallback].compactMap(\.self).filter { $0.utf8.count <= Self.longestSocketDirectory }
  }

  package var server: String { root + "/server" }
  package var data: String { server + "/data" }
  package var log: String { root + "/server.log" }
  package var secrets: String { root + "/secrets" }
  package var startLock: String { root + "/start.lock" }
  package var instancesLock: String { root + "/instances.lock" }
  /// The mark that labrador made this folder and may delete what it put there.
  package var mark: String { root + "/labrador-cluster" }
  /// Says which revision of roles, database and extensions stands.
  package var provisioned: String { root + "/provisioned" }
  package var configuration: String { root + "/postgresql.conf" }
  package var clientAuthentication: String { root + "/pg_hba.conf" }

  /// The password file of an account.
  package func secret(_ account: ClusterAccount) -> String { "\(secrets)/\(account.rawValue)" }

  /// The first 8 hexadecimal digits of the path's FNV-1a hash.
  private static func hash(_ text: String) -> String {
    let value = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(value, radix: 16)
    return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(8))
  }
}
