import DemoData
import EmbeddedPostgres
import Migrator
import Postgres

/// Makes a private cluster ready for a desk: server, schema and, for the demo, the clinic in it.
///
/// Once all of that stands, a start costs a few file reads.
struct EmbeddedDatabase {
  let name: ClusterName
  let surroundings: Surroundings

  /// Prepares everything and answers with the cluster, of which the caller then holds a share.
  func ready() async throws -> Cluster {
    let cluster = try Cluster(name, environment: surroundings.cluster)
    try await cluster.ensureRunning { Console.note($0.title + "…") }
    let stamp = SchemaStamp(name, surroundings)
    if stamp?.isValid == true { return cluster }
    do {
      try await prepare(try cluster.connectionTarget(as: .owner))
    } catch {
      _ = try? await cluster.leave()
      throw error
    }
    stamp?.write()
    return cluster
  }

  private func prepare(_ target: ConnectionTarget) async throws {
    let connection = try await Connection.open(target, applicationName: "labrador", timeout: .seconds(10))
    do {
      let migrator = Migrator(connection: connection, set: try .embedded()) { Console.note($0.line) }
      _ = try await migrator.up()
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
  }
}
