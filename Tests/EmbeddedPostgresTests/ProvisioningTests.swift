import EmbeddedPostgres
import Postgres
import TestSupport
import Testing

@Suite("Preparing a server of one's own", .serialized)
struct ProvisioningTests {
  @Test("works for a superuser, twice, and names the database")
  func superuser() async throws {
    let server = try await OwnServer()
    let provisioning = Provisioning(ownerPassword: "o'wner\\", deskPassword: "desk")
    #expect(try await provisioning.run(on: server.superuser) == "labrador")
    #expect(try await provisioning.run(on: server.superuser) == "labrador")
    let owner = server.superuser.replacing(["user": "labrador_owner", "password": "o'wner\\", "dbname": "labrador"])
    let connection = try await Connection.open(owner, applicationName: "tests")
    await connection.close()
    try await server.stop()
  }

  @Test("works for a role with CREATEROLE and CREATEDB")
  func creator() async throws {
    let server = try await OwnServer()
    try await server.execute("create role chief login createrole createdb password 'chief'")
    let chief = server.superuser.replacing(["user": "chief", "password": "chief"])
    #expect(try await Provisioning(database: "lab", deskPassword: "desk").run(on: chief) == "lab")
    let desk = server.superuser.replacing(["user": "labrador_desk", "password": "desk", "dbname": "lab"])
    let connection = try await Connection.open(desk, applicationName: "tests")
    await connection.close()
    try await server.stop()
  }

  @Test("says what a login without rights may not do")
  func powerless() async throws {
    let server = try await OwnServer()
    try await server.execute("create role guest login password 'guest'")
    let guest = server.superuser.replacing(["user": "guest", "password": "guest"])
    let missing = ["create role labrador_owner", "create role labrador_desk"]
    await #expect(throws: ProvisioningError.notAllowed(login: "guest", missing: missing)) {
      try await Provisioning().run(on: guest)
    }
    try await server.stop()
  }

  @Test("never works with a desk role that has been made powerful", arguments: ["superuser", "bypassrls"])
  func powerfulDesk(attribute: String) async throws {
    let server = try await OwnServer()
    try await server.execute("create role labrador_desk login \(unsafeSQL: attribute)")
    await #expect(throws: ProvisioningError.roleTooPowerful(role: "labrador_desk")) {
      try await Provisioning().run(on: server.superuser)
    }
    try await server.stop()
  }

  @Test("says exactly which extensions are in the way")
  func misplacedExtension() async throws {
    let server = try await OwnServer()
    try await server.execute("create database lab")
    try await server.execute("create extension pg_trgm schema public", in: "lab")
    let misplaced = ProvisioningError.MissingExtension(name: "pg_trgm", reason: "it stands in schema public")
    await #expect(throws: ProvisioningError.extensionsMissing([misplaced])) {
      try await Provisioning(database: "lab").run(on: server.superuser)
    }
    try await server.stop()
  }
}

/// A bare server as another administrator would run it, made from a private cluster without its provisioning.
private struct OwnServer {
  private let cluster: Cluster
  let superuser: ConnectionTarget

  init() async throws {
    cluster = try await Sandbox.prepared().cluster()
    try await cluster.ensureRunning()
    superuser = try cluster.connectionTarget(as: .superuser).replacing(["dbname": "postgres"])
    try await execute("drop database labrador with (force)")
    try await execute("drop role labrador_owner")
    try await execute("drop role labrador_desk")
  }

  func execute(_ statement: SQL, in database: String = "postgres") async throws {
    let target = superuser.replacing(["dbname": database])
    let connection = try await Connection.open(target, applicationName: "tests")
    _ = try await connection.query(statement)
    await connection.close()
  }

  func stop() async throws { try await cluster.leave() }
}
