package import EmbeddedPostgres
import Migrator
package import Postgres

/// A database of one suite's or test's own, copied from a template and dropped afterwards.
package struct TestDatabase: Sendable {
  /// What a new database holds.
  package enum Contents: Sendable {
    /// Every embedded migration.
    case migrated
    /// Roles and extensions alone.
    case provisioned
    /// Every embedded migration and the small clinic of `TestClinic`.
    case clinic
  }

  package let name: String
  private let server: TestCluster

  @TaskLocal fileprivate static var assigned: TestDatabase?

  /// The database of the running test or suite; there is one where the trait `.database` stands.
  package static var current: TestDatabase {
    get throws {
      guard let assigned else { throw Missing() }
      return assigned
    }
  }

  /// Where to connect as an account; the superuser is for looking behind row-level security.
  package func target(as account: ClusterAccount) throws -> ConnectionTarget { try server.target(name, as: account) }

  /// Opens a session as an account.
  package func connect(as account: ClusterAccount) async throws -> Connection {
    try await Connection.open(try target(as: account), applicationName: "tests", timeout: .seconds(10))
  }

  /// Runs a body with a database of its own, which is also the current one there.
  package static func with<T>(
    _ contents: Contents = .migrated, _ body: (TestDatabase) async throws -> T
  ) async throws -> T {
    // A database inside that of another test has its place already.
    guard assigned == nil else { return try await withOwn(contents, body) }
    await places.enter()
    do {
      let result = try await withOwn(contents, body)
      await places.leave()
      return result
    } catch {
      await places.leave()
      throw error
    }
  }

  /// As many tests at once as keep the machine busy: all of them together would want more connections than a server has.
  private static let places = Turnstile(places: 8)

  private static func withOwn<T>(_ contents: Contents, _ body: (TestDatabase) async throws -> T) async throws -> T {
    let database = try await make(contents)
    do {
      let result = try await $assigned.withValue(database) { try await body(database) }
      try await database.drop()
      return result
    } catch {
      try await database.drop()
      throw error
    }
  }

  private static func make(_ contents: Contents) async throws -> TestDatabase {
    let server = try await TestCluster.shared()
    let template =
      switch contents {
      case .provisioned: Provisioning.databaseName
      case .migrated: try await migrated.value
      case .clinic: try await clinic.value
      }
    return try await copy(template, to: "test_\(TestFolder.unique())", on: server)
  }

  /// Settings and rights of a database are not copied with it, so they are made again.
  private static func copy(_ template: String, to name: String, on server: TestCluster) async throws -> TestDatabase {
    try await server.administer(
      "create database \(identifier: name) template \(identifier: template) owner \(identifier: Provisioning.ownerRole)"
    )
    for statement in Provisioning.fence(name) { try await server.administer(statement) }
    return TestDatabase(name: name, server: server)
  }

  private func drop() async throws {
    try await server.administer("drop database if exists \(identifier: name) with (force)")
  }

  /// The template with every migration, made once.
  private static let migrated = Task {
    let server = try await TestCluster.shared()
    let template = try await copy(Provisioning.databaseName, to: "template_migrated", on: server)
    let connection = try await template.connect(as: .owner)
    _ = try await Migrator(connection: connection, set: try .embedded()).up()
    await connection.close()
    return template.name
  }

  /// The template with the small clinic, made once.
  private static let clinic = Task {
    let template = try await copy(try await migrated.value, to: "template_clinic", on: try await TestCluster.shared())
    let connection = try await template.connect(as: .owner)
    try await connection.run(script: TestClinic.script)
    await connection.close()
    return template.name
  }

  private struct Missing: Error, CustomStringConvertible {
    let description = "No database here: put the trait .database on the test or its suite."
  }
}
