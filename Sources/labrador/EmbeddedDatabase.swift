import DemoData
import EmbeddedPostgres
import Glibc
import LabCore
import Migrator
import Postgres

/// Makes a private cluster ready for a desk: server, schema and, for the demo, the clinic in it.
///
/// Once all of that stands, a start costs a few file reads.
struct EmbeddedDatabase {
  /// The demo's clinics are in India.
  private static let demoClock = OrganizationClock(utcOffsetSeconds: 19_800)

  let name: ClusterName
  let surroundings: Surroundings

  /// Prepares everything and answers with the cluster, of which the caller then holds a share.
  func ready() async throws -> Cluster {
    let cluster = try Cluster(name, environment: surroundings.cluster)
    let history = history(for: cluster)
    try await cluster.ensureRunning { Console.note($0.title + "…") }
    let stamp = SchemaStamp(name, surroundings)
    if stamp?.isValid == true { return cluster }
    let wasFilled: Bool
    do {
      wasFilled = try await prepare(try cluster.connectionTarget(as: .owner), history)
    } catch {
      _ = try? await cluster.leave()
      throw advised(error)
    }
    stamp?.write()
    if wasFilled { StartOver.run() }
    return cluster
  }

  /// A demo whose schema has another history holds nothing that matters.
  private func advised(_ error: any Error) -> any Error {
    guard name == .demo, let error = error as? MigrationError, case .drift = error else { return error }
    return Failure("\(error) `labrador demo --reset` deletes the demo, and `labrador demo` makes it anew.")
  }

  /// Begins to make up a demo that is not there yet, which takes about as long as its server takes to be set up.
  private func history(for cluster: Cluster) -> Task<DemoHistory, Never>? {
    guard name == .demo, !Files.exists(cluster.location.provisioned) else { return nil }
    return Task.detached { Self.historyOfToday() }
  }

  private static func historyOfToday() -> DemoHistory {
    DemoHistory(today: demoClock.businessDate(unixSeconds: Int(time(nil))))
  }

  /// Brings the schema to the head; says whether much data was made on the way.
  private func prepare(_ target: ConnectionTarget, _ history: Task<DemoHistory, Never>?) async throws -> Bool {
    let connection = try await Connection.open(target, applicationName: "labrador", timeout: .seconds(10))
    do {
      _ = try await Migrator(connection: connection, set: try .embedded()) { Console.note($0.line) }.up()
      let wasFilled =
        switch name {
        case .main: false
        case .demo: try await fill(connection, with: history)
        }
      await connection.close()
      return wasFilled
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Puts the clinics into the demo; of two that start at once, one fills it and the other waits.
  private func fill(_ connection: Connection, with history: Task<DemoHistory, Never>?) async throws -> Bool {
    _ = try await connection.query("select pg_advisory_lock(hashtext('labrador.demo'))")
    guard try await !DemoData.isLoaded(connection) else { return false }
    Console.note("Filling the demo clinic…")
    try await DemoData.load(await history?.value ?? Self.historyOfToday(), into: connection) {
      Console.note("  \($0.organization): \($0.step.rawValue) (\($0.done + 1) of \($0.total))")
    }
    return true
  }
}
