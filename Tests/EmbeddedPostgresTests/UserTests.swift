import EmbeddedPostgres
import Glibc
import Postgres
import TestSupport
import Testing

/// Whether the tests may become another user.
private let isRoot = geteuid() == 0

@Suite("Who runs a private cluster")
struct UserTests {
  @Test("Root's server runs as postgres, and root keeps the passwords", .enabled(if: isRoot))
  func root() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    try await cluster.ensureRunning()
    let postgres = try #require(getpwnam("postgres")).pointee.pw_uid
    #expect(owner("/proc/\(try sandbox.serverPID)") == postgres)
    #expect(owner(try sandbox.location.data) == postgres)
    #expect(owner(try sandbox.location.secret(.desk)) == 0)
    #expect(try await cluster.leave())
  }

  @Test("Root's places are those that the user postgres can reach")
  func rootPlaces() throws {
    let location = try ClusterLocation.resolve(.main, ClusterEnvironment(userID: 0, home: "/root"))
    #expect(location.root == "/var/lib/labrador/main")
    #expect(location.socketCandidates.first == "/run/labrador/main")
  }

  @Test("A folder that the server's user cannot enter is refused in words", .enabled(if: isRoot))
  func closedFolder() async throws {
    let closed = try TestFolder.make() + "/closed"
    try Files.makeDirectory(closed, mode: 0o700)
    let sandbox = Sandbox(home: closed + "/home")
    let server = try sandbox.location.server
    let cluster = try sandbox.cluster()
    await #expect(throws: ClusterError.unreachable(path: server, user: "postgres")) {
      try await cluster.ensureRunning()
    }
  }

  @Test("An ordinary user's server runs as that user", .enabled(if: isRoot))
  func ordinaryUser() async throws {
    let home = try TestFolder.make()
    #expect(chown(home, 65534, 65534) == 0)
    await #expect(processExitsWith: .success) { [home = home as String] in
      try become(65534)
      let environment = ClusterEnvironment(userID: geteuid(), home: home)
      let location = try ClusterLocation.resolve(.main, environment)
      try #require(location.root == home + "/.local/share/labrador/main")
      let cluster = Cluster(location, environment: environment, durability: .throwAway)
      try await cluster.ensureRunning()
      try #require(try await cluster.ask("select current_user::text as answer") == "labrador_desk")
      var status = stat()
      try #require(stat(location.data, &status) == 0 && status.st_uid == 65534)
      try #require(try await cluster.leave())
      Files.removeEmptyDirectory(cluster.socketDirectory)
    }
  }

  @Test("A user id without a name is explained", .enabled(if: isRoot))
  func namelessUser() async throws {
    let home = try TestFolder.make()
    #expect(chown(home, 54321, 54321) == 0)
    await #expect(processExitsWith: .success) { [home = home as String] in
      try become(54321)
      let environment = ClusterEnvironment(userID: geteuid(), labradorHome: home)
      let cluster = try Cluster(.main, environment: environment)
      await #expect(throws: ClusterError.unknownUser(id: 54321)) { try await cluster.ensureRunning() }
    }
  }

  @Test("A home that cannot be written is named with the reason", .enabled(if: isRoot))
  func readOnlyHome() async throws {
    let home = try TestFolder.make()
    await #expect(processExitsWith: .success) { [home = home as String] in
      try become(65534)
      let cluster = try Cluster(.main, environment: ClusterEnvironment(userID: geteuid(), home: home))
      let error = try await #require(throws: ClusterError.self) { try await cluster.ensureRunning() }
      guard case .cannotUse(let path, let reason) = error else { exit(2) }
      try #require(path.hasPrefix(home) && reason == "Permission denied")
    }
  }

  @Test("A place under a file is named with the reason")
  func fileInTheWay() async throws {
    let sandbox = try Sandbox()
    try Files.write("", to: sandbox.home + "/main", mode: 0o600)
    let root = try sandbox.location.root
    let cluster = try sandbox.cluster()
    await #expect(throws: ClusterError.cannotUse(path: root, reason: "Not a directory")) {
      try await cluster.ensureRunning()
    }
  }

  private func owner(_ path: String) -> uid_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_uid : nil
  }
}

/// Gives up root for good.
private func become(_ user: UInt32) throws {
  try #require(setgroups(0, nil) == 0 && setgid(user) == 0 && setuid(user) == 0)
}
