import EmbeddedPostgres
import Glibc
import Postgres
import TestSupport
import Testing

@Suite("Several desks on one private cluster")
struct SharingTests {
  @Test("share the server, and the last one out stops it")
  func lastOneOut() async throws {
    let sandbox = try await Sandbox.prepared()
    let first = try sandbox.cluster()
    let second = try sandbox.cluster()
    try await first.ensureRunning()
    let log = PhaseLog()
    try await second.ensureRunning(progress: log.callback)
    #expect(log.phases.isEmpty)
    #expect(try await !first.leave())
    #expect(second.isRunning)
    #expect(try await second.leave())
    #expect(!second.isRunning)
  }

  @Test("start at once in two processes and find one server")
  func simultaneousProcesses() async throws {
    let sandbox = try Sandbox()
    let observer = try sandbox.cluster()
    async let first = #expect(processExitsWith: .success) { [sandbox = sandbox as Sandbox] in
      let cluster = try sandbox.cluster()
      try await cluster.ensureRunning()
      guard try await cluster.ask("select current_user::text as answer") == "labrador_desk" else { exit(2) }
    }
    async let second = #expect(processExitsWith: .success) { [sandbox = sandbox as Sandbox] in
      let cluster = try sandbox.cluster()
      try await cluster.ensureRunning()
      guard try await cluster.ask("select current_user::text as answer") == "labrador_desk" else { exit(2) }
    }
    _ = await (first, second)
    try await observer.ensureRunning()
    #expect(try await observer.leave())
  }

  @Test("start at once in one process and find one server")
  func simultaneousClusters() async throws {
    let sandbox = try await Sandbox.prepared()
    let clusters = try (0..<4).map { _ in try sandbox.cluster() }
    try await withThrowingTaskGroup { group in
      for cluster in clusters { group.addTask { try await cluster.ensureRunning() } }
      try await group.waitForAll()
    }
    var stops = 0
    for cluster in clusters where try await cluster.leave() { stops += 1 }
    #expect(stops == 1)
  }

  @Test("do not count one that was killed")
  func killedDesk() async throws {
    let sandbox = try await Sandbox.prepared()
    await #expect(processExitsWith: .signal(SIGKILL)) { [sandbox = sandbox as Sandbox] in
      let cluster = try sandbox.cluster()
      try await cluster.ensureRunning()
      kill(getpid(), SIGKILL)
    }
    let cluster = try sandbox.cluster()
    #expect(cluster.isRunning)
    let log = PhaseLog()
    try await cluster.ensureRunning(progress: log.callback)
    #expect(log.phases.isEmpty)
    #expect(try await cluster.leave())
  }

  @Test("keep the demo apart from real data")
  func demo() throws {
    let environment = try Sandbox().environment
    let main = try ClusterLocation.resolve(.main, environment)
    let demo = try ClusterLocation.resolve(.demo, environment)
    #expect(
      Set([main.data, main.secrets] + main.socketCandidates).isDisjoint(
        with: [demo.data, demo.secrets] + demo.socketCandidates))
  }

  @Test("do not lose their data to a reset by another")
  func resetWhileInUse() async throws {
    let sandbox = try await Sandbox.prepared()
    let first = try sandbox.cluster()
    let second = try sandbox.cluster()
    try await first.ensureRunning()
    let root = try sandbox.location.root
    await #expect(throws: ClusterError.inUse(path: root)) { try await second.reset() }
    #expect(first.isRunning)
    #expect(try await first.leave())
  }

  @Test("start over after a reset, with new passwords")
  func reset() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    try await cluster.ensureRunning()
    let before = Files.read(try sandbox.location.secret(.desk))
    try await cluster.reset()
    #expect(!Files.exists(try sandbox.location.data))
    #expect(!Files.exists(try sandbox.location.secret(.desk)))
    try await cluster.ensureRunning()
    #expect(Files.read(try sandbox.location.secret(.desk)) != before)
    #expect(try await cluster.leave())
  }

  @Test("never delete a folder that labrador did not make")
  func foreignFolder() async throws {
    let sandbox = try Sandbox()
    let root = try sandbox.location.root
    try Files.makeDirectory(root, mode: 0o755)
    try Files.write("mine\n", to: root + "/letters", mode: 0o600)
    let cluster = try sandbox.cluster()
    await #expect(throws: ClusterError.notACluster(path: root)) { try await cluster.reset() }
    await #expect(throws: ClusterError.notACluster(path: root)) { try await cluster.ensureRunning() }
    #expect(Files.read(root + "/letters") == "mine\n")
  }
}
