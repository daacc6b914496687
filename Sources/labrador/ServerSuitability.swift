import LabStore
import Migrator
import Postgres

/// Whether a desk can work with a server of one's own: it answers, its schema is this program's, and the login is a desk's.
enum ServerSuitability {
  /// Throws the reason why not.
  @concurrent
  static func check(_ target: ConnectionTarget) async throws {
    let connection = try await Connection.open(target, applicationName: "labrador", timeout: .seconds(8))
    do {
      try await checkVersion(on: connection)
      await connection.close()
    } catch {
      await connection.close()
      throw error
    }
    let desk = Desk(target: target, applicationName: "labrador")
    do {
      _ = try await desk.isEmpty()
      await desk.disconnect()
    } catch {
      await desk.disconnect()
      throw error
    }
  }

  private static func checkVersion(on connection: Connection) async throws {
    let hasHistory: Bool = try await connection.query("select to_regclass('migration.applied') is not null")
      .onlyRow().decode(at: 0)
    // Without a history the desk's own refusal says what to run.
    guard hasHistory else { return }
    let version: Int = try await connection.query("select coalesce(max(version), 0) from migration.applied")
      .onlyRow().decode(at: 0)
    let head = try MigrationSet.embedded().head
    if version < head {
      throw Failure(
        "The database's schema stands at \(version), and this desk needs \(head): "
          + "run `labrador migrate up --database OWNER_URL`.")
    }
    if version > head {
      throw Failure(
        "The database's schema stands at \(version), which is newer than this desk knows (\(head)): "
          + "install the newer labrador.")
    }
  }
}
