import EmbeddedPostgres
import Glibc
import Postgres
import Synchronization
import TestSupport
import Testing

/// A home of its own for a cluster, reachable for the server's user; everything in it goes when the test process ends.
struct Sandbox: Sendable, Codable {
  let home: String

  init() throws {
    home = try TestFolder.make()
  }

  /// A home whose cluster has been started and stopped before.
  static func prepared(in home: String? = nil) async throws -> Sandbox {
    let original = try await original.value
    let copy = try home.map(Sandbox.init) ?? Sandbox()
    let outcome = try Command("/bin/cp", ["-a", try original.location.root, copy.home]).run()
    try #require(outcome.code == 0, "\(outcome.output)")
    return copy
  }

  private static let original = Task {
    let sandbox = try Sandbox()
    let cluster = try sandbox.cluster()
    try await cluster.ensureRunning()
    try await cluster.leave()
    return sandbox
  }

  init(home: String) {
    self.home = home
  }

  var environment: ClusterEnvironment {
    var environment = ClusterEnvironment(userID: geteuid(), labradorHome: home)
    environment.programs = ClusterEnvironment.current().programs
    return environment
  }

  var location: ClusterLocation {
    get throws { try ClusterLocation.resolve(.main, environment) }
  }

  /// Another desk on the same data, as a second process would see it.
  func cluster() throws -> Cluster {
    Cluster(try location, environment: environment, durability: .throwAway)
  }

  /// The process id of the server's first process.
  var serverPID: Int32 {
    get throws {
      let text = try #require(Files.read(try location.data + "/postmaster.pid"))
      return try #require(Int32(text.prefix { $0 != "\n" }))
    }
  }
}

extension Cluster {
  /// Asks the server for one text as an account of the `labrador` database.
  nonisolated func ask(_ sql: SQL, as account: ClusterAccount = .desk) async throws -> String {
    let connection = try await Connection.open(
      try connectionTarget(as: account), applicationName: "tests", timeout: .seconds(10))
    let answer = try await connection.query(sql).onlyRow().decode("answer", as: String.self)
    await connection.close()
    return answer
  }
}

/// Collects phases in the order in which they were told.
final class PhaseLog: Sendable {
  private let told = Mutex<[ClusterPhase]>([])

  var phases: [ClusterPhase] { told.withLock(\.self) }

  var callback: @Sendable (ClusterPhase) -> Void {
    { phase in self.told.withLock { $0.append(phase) } }
  }
}
