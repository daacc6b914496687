import EmbeddedPostgres
import Glibc
import Testing
import TestSupport

/// The demo that the end-to-end runs share, made from nothing by the program itself when the first of them asks.
struct DemoHome {
  let binary: Binary
  /// What the terminal showed when the demo was ready.
  let signIn: String
  /// What the program wrote before it took the whole terminal, however quickly that went by.
  let progress: String
  /// How the first run ended.
  let code: Int32
  let hasStopped: Bool

  /// The one demo of the test process; its folder and server go with the process.
  static func shared() async throws -> DemoHome { try await made.value }

  private static let made = Task {
    let binary = try Binary()
    return try await DeskTerminal.with(binary) { desk in
      let signIn = try await desk.tmux.waitFor("Password", timeout: EndToEnd.patienceWithFirstStart)
      try desk.tmux.sendKeys("C-q")
      let code = try await desk.waitForEnd()
      return DemoHome(
        binary: binary, signIn: signIn, progress: try desk.tmux.captureHistory(), code: code,
        hasStopped: try PrivateServer(binary, .demo).process == nil)
    }
  }

  var server: PrivateServer { get throws { try PrivateServer(binary, .demo) } }

  /// What `labrador database url` prints leads psql to the rows, past row-level security.
  func database() throws -> Psql {
    let outcome = try binary.run("database", "url", "--as", "owner", "--demo")
    try #require(outcome.code == 0, "\(outcome.complaint)")
    return Psql(target: outcome.output.split(separator: "\n").joined())
  }
}

/// A private server as seen from outside: by its files.
struct PrivateServer {
  private let location: ClusterLocation

  init(_ binary: Binary, _ name: ClusterName) throws {
    var environment = ClusterEnvironment.current()
    environment.labradorHome = binary.home
    location = try ClusterLocation.resolve(name, environment)
  }

  /// The server's process id; nil once it has stopped.
  var process: Int32? {
    Files.read(location.data + "/postmaster.pid")?.split(separator: "\n").first.flatMap { Int32($0) }
  }

  /// Kills the server as a crash would, and waits until the last of its processes has noticed.
  func kill() async throws {
    let data = try #require(Files.canonical(location.data))
    Glibc.kill(try #require(process), SIGKILL)
    let isGone = await eventually(timeout: EndToEnd.patience) {
      Files.names(in: "/proc").allSatisfy { Files.canonical("/proc/\($0)/cwd") != data }
    }
    #expect(isGone)
  }

  /// Leaves the socket's lock file behind as a killed server of that process id would.
  func leaveLock(of process: Int32) throws {
    let folder = try #require(location.socketCandidates.first { Files.exists($0) })
    try Files.write("\(process)\n\(location.data)\n", to: folder + "/.s.PGSQL.5432.lock", mode: 0o644)
  }
}

/// Keeps the demo's server up while a suite starts and ends desks, so that each of them starts in no time.
struct DemoServerTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    var environment = ClusterEnvironment.current()
    environment.labradorHome = try await DemoHome.shared().binary.home
    let cluster = try Cluster(.demo, environment: environment)
    try await cluster.ensureRunning()
    do {
      try await function()
    } catch {
      try await cluster.leave()
      throw error
    }
    try await cluster.leave()
  }
}

extension Trait where Self == DemoServerTrait {
  /// The demo's server runs for the whole suite.
  static var demoServer: Self { DemoServerTrait() }
}
