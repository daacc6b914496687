import Glibc

/// Makes, checks and deletes the folders of a cluster.
struct ClusterFiles: Sendable {
  private let location: ClusterLocation
  private let environment: ClusterEnvironment
  private let durability: Cluster.Durability

  init(_ cluster: Cluster) {
    location = cluster.location
    environment = cluster.environment
    durability = cluster.durability
  }

  /// Makes the folder of the locks with its mark; a folder with foreign contents is refused.
  func makeRoot() throws(ClusterError) {
    if Files.exists(location.mark) { return }
    // The mark is the first file made here, also by another labrador that starts at this moment.
    guard Files.names(in: location.root).isEmpty || Files.exists(location.mark) else {
      throw .notACluster(path: location.root)
    }
    try Files.makeDirectory(location.root, mode: isRoot ? 0o755 : 0o700)
    let kind = durability == .durable ? "" : "Throw-away: nothing is flushed to disk.\n"
    try Files.create("A private PostgreSQL cluster of labrador.\n" + kind, at: location.mark, mode: 0o600)
  }

  /// Makes the server's folder and proves that its user can write there.
  func makeServer(for user: ServerUser) throws(ClusterError) {
    if !Files.exists(location.server) {
      try Files.makeDirectory(location.server, mode: 0o700)
      try own(location.server, by: user)
    }
    guard Files.status(location.server)?.st_uid == user.userID else {
      throw .foreignData(path: location.server, user: user.name)
    }
    try proveWritable(location.server, by: user)
  }

  /// Asks as the server's user, because a folder above may be closed to it.
  private func proveWritable(_ path: String, by user: ServerUser) throws(ClusterError) {
    guard user.dropper != nil else { return }
    guard try user.command("/usr/bin/test", ["-w", path]).run().code == 0 else {
      throw .unreachable(path: path, user: user.name)
    }
  }

  /// Makes the folder of the socket: the first candidate that can be made and is private to the server's user.
  func makeSocketDirectory(for user: ServerUser) throws(ClusterError) -> String {
    var failure = ClusterError.cannotUse(path: location.root, reason: "no folder for a socket")
    for candidate in location.socketCandidates {
      do throws(ClusterError) {
        if Files.status(candidate, followLink: false) == nil {
          try Files.makeDirectory(Files.parent(candidate), mode: isRoot ? 0o755 : 0o700)
          try Files.makeDirectory(candidate, mode: 0o700)
          try own(candidate, by: user)
        }
        guard let status = Files.status(candidate, followLink: false), status.st_mode & S_IFMT == S_IFDIR,
          status.st_uid == user.userID, status.st_mode & 0o077 == 0
        else { throw .unsafeDirectory(path: candidate) }
        try proveWritable(candidate, by: user)
        return candidate
      } catch {
        failure = error
      }
    }
    throw failure
  }

  /// Gives a path to the server's user, when root made it.
  func own(_ path: String, by user: ServerUser) throws(ClusterError) {
    guard isRoot else { return }
    guard unsafe lchown(path, user.userID, user.groupID) == 0 else {
      throw .cannotUse(path: path, reason: Files.reason())
    }
  }

  /// Whether roles, database and extensions stand as this program wants them.
  var isProvisioned: Bool {
    Files.read(location.provisioned) == Self.provisionedText
      && ClusterAccount.allCases.allSatisfy { Files.exists(location.secret($0)) }
  }

  /// Remembers that provisioning is done.
  func markProvisioned() throws(ClusterError) {
    try Files.write(Self.provisionedText, to: location.provisioned, mode: 0o600)
  }

  /// Deletes data, passwords and settings; the locks stay, because others may be waiting for them.
  func delete() throws(ClusterError) {
    guard Files.exists(location.mark) else { throw .notACluster(path: location.root) }
    Files.unlink(location.provisioned)
    if Files.exists(location.server) {
      let user = try ServerUser.find(environment)
      try remove(location.server, by: user)
    }
    for account in ClusterAccount.allCases { Files.unlink(location.secret(account)) }
    Files.removeEmptyDirectory(location.secrets)
    for file in [location.configuration, location.clientAuthentication, location.log] { Files.unlink(file) }
    for candidate in location.socketCandidates { Files.removeEmptyDirectory(candidate) }
  }

  /// Deletes a folder of the server's user as that user, so that root follows no link planted there.
  func remove(_ path: String, by user: ServerUser) throws(ClusterError) {
    let outcome = try user.command("/bin/rm", ["-rf", "--", path]).run()
    Files.removeEmptyDirectory(path)
    guard !Files.exists(path) else { throw .cannotUse(path: path, reason: outcome.lastLine) }
  }

  private var isRoot: Bool { environment.userID == 0 }

  private static let provisionedText = "revision \(Provisioning.revision)\n"
}
