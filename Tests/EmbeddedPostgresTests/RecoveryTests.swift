import EmbeddedPostgres
import Glibc
import Postgres
import TestSupport
import Testing

@Suite("A private cluster after a mishap")
struct RecoveryTests {
  @Test("starts again after its server was killed")
  func killedServer() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    try await cluster.ensureRunning()
    let pid = try sandbox.serverPID
    #expect(kill(pid, SIGKILL) == 0)
    #expect(await eventually { !cluster.isRunning })
    try await cluster.ensureRunning()
    #expect(try sandbox.serverPID != pid)
    #expect(try await cluster.ask("select current_user::text as answer") == "labrador_desk")
    #expect(try await cluster.leave())
  }

  @Test("starts although its pid file names a process that is no server", arguments: Bystander.Kind.allCases)
  fileprivate func bystander(kind: Bystander.Kind) async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    try await cluster.ensureRunning()
    let path = try sandbox.location.data + "/postmaster.pid"
    var lines = try #require(Files.read(path)).split(separator: "\n", omittingEmptySubsequences: false)
    try await cluster.stop()
    let bystander = try await Bystander(kind)
    lines[0] = "\(bystander.pid)"
    try Files.write(lines.joined(separator: "\n"), to: path, mode: 0o644)
    try await cluster.ensureRunning()
    #expect(try sandbox.serverPID != bystander.pid)
    #expect(try await cluster.leave())
    bystander.end()
  }

  @Test("starts although its pid file names a process that is gone")
  func stalePID() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    try await cluster.ensureRunning()
    let data = try sandbox.location.data
    let file = try #require(Files.read(data + "/postmaster.pid"))
    try await cluster.stop()
    try Files.write(file, to: data + "/postmaster.pid", mode: 0o644)
    #expect(!cluster.isRunning)
    try await cluster.ensureRunning()
    #expect(try await cluster.leave())
  }

  @Test("starts anew when its socket was cleaned away")
  func lostSocket() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    try await cluster.ensureRunning()
    Files.unlink(cluster.socketDirectory + "/.s.PGSQL.5432")
    #expect(!cluster.isRunning)
    try await cluster.ensureRunning()
    #expect(cluster.isRunning)
    #expect(try await cluster.leave())
  }

  @Test("finishes a provisioning that was interrupted and sets lost passwords anew")
  func interruptedProvisioning() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    let location = try sandbox.location
    Files.unlink(location.secret(.desk))
    let log = PhaseLog()
    try await cluster.ensureRunning(progress: log.callback)
    #expect(log.phases == [.findingServer, .starting, .preparing])
    #expect(try await cluster.ask("select current_user::text as answer") == "labrador_desk")
    #expect(try await cluster.leave())
  }

  @Test("says why it does not start, and where more is told")
  func brokenSettings() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    try Files.write("shared_buffers = 'plenty'\n", to: try sandbox.location.root + "/local.conf", mode: 0o644)
    let error = try await #require(throws: ClusterError.self) { try await cluster.ensureRunning() }
    #expect("\(error)".contains("server.log"))
    guard case .startFailed(let reason, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(reason.contains("configuration file") && reason.contains("contains errors"))
  }

  @Test("uses a short folder when the socket's path would be too long")
  func longPath() async throws {
    let home = try TestFolder.make() + "/" + String(repeating: "long", count: 25)
    try Files.makeDirectory(home, mode: 0o755)
    let sandbox = try await Sandbox.prepared(in: home)
    let location = try sandbox.location
    #expect(location.socketCandidates.allSatisfy { $0.utf8.count <= ClusterLocation.longestSocketDirectory })
    let cluster = try sandbox.cluster()
    try await cluster.ensureRunning()
    #expect(cluster.socketDirectory.hasPrefix("/tmp/labrador-"))
    #expect(try await cluster.ask("select current_user::text as answer") == "labrador_desk")
    #expect(try await cluster.leave())
    Files.removeEmptyDirectory(cluster.socketDirectory)
  }

  @Test("refuses data of another major version in one sentence")
  func otherVersion() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    let location = try sandbox.location
    try Files.write("13\n", to: location.data + "/PG_VERSION", mode: 0o644)
    let error = try await #require(throws: ClusterError.self) { try await cluster.ensureRunning() }
    guard case .otherMajorVersion(let needed, _, let data) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(needed == "13" && data == location.data)
    #expect("\(error)".contains("apt-get install postgresql-13"))
    #expect(Files.read(location.data + "/PG_VERSION") == "13\n")
  }

  @Test("refuses a socket folder that others could have planted")
  func plantedSocketDirectory() async throws {
    let home = try TestFolder.make() + "/" + String(repeating: "long", count: 25)
    try Files.makeDirectory(home, mode: 0o755)
    let sandbox = Sandbox(home: home)
    let planted = try #require(try sandbox.location.socketCandidates.last)
    try Files.makeDirectory(planted, mode: 0o777)
    let cluster = try sandbox.cluster()
    await #expect(throws: ClusterError.unsafeDirectory(path: planted)) { try await cluster.ensureRunning() }
    Files.removeEmptyDirectory(planted)
  }
}

/// A process of the user that runs the servers, which PostgreSQL takes seriously although it is no server.
private struct Bystander {
  enum Kind: CaseIterable {
    case alive
    /// Dead, and not collected by its parent.
    case zombie
  }

  let pid: Int32

  init(_ kind: Kind) async throws {
    let sink = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(sink) }
    let program = ["/usr/bin/tail", "-f", "/dev/null"]
    let drop =
      geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : []
    let words = drop + program
    let pid = try Command(words[0], Array(words.dropFirst())).start(input: nil, output: sink)
    self.pid = pid
    try #require(await eventually { Files.read("/proc/\(pid)/comm") == "tail\n" })
    if kind == .zombie {
      kill(pid, SIGKILL)
      try #require(await eventually { Files.read("/proc/\(pid)/stat")?.contains(") Z ") ?? false })
    }
  }

  func end() {
    kill(pid, SIGKILL)
    Command.wait(for: pid)
  }
}
