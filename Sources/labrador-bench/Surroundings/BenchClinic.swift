import DemoData
import EmbeddedPostgres
import Glibc
import LabCore
import LabStore
import Migrator
import Postgres

/// The demo's main clinic on a private server with the durability of the product.
final class BenchClinic: Sendable {
  let cluster: Cluster
  let environment: ClusterEnvironment
  /// The receptionist's account at the demo's main clinic.
  let slug: String
  let phone: String
  let password: String
  private let folder: ScratchFolder

  private init(
    _ cluster: Cluster, _ environment: ClusterEnvironment, _ account: DemoAccount, folder: consuming ScratchFolder
  ) {
    self.cluster = cluster
    self.environment = environment
    slug = account.organization
    phone = account.phone
    password = account.password
    self.folder = folder
  }

  /// Starts the server, brings the schema to its head and loads the data.
  static func open() async throws -> BenchClinic {
    let folder = try ScratchFolder()
    var environment = ClusterEnvironment.current()
    environment.labradorHome = folder.path
    let cluster = try Cluster(.main, environment: environment)
    try await cluster.ensureRunning()
    let owner = try await Connection.open(
      try cluster.connectionTarget(as: .owner), applicationName: "labrador-bench", timeout: .seconds(10))
    _ = try await Migrator(connection: owner, set: try .embedded()).up()
    let india = OrganizationClock(utcOffsetSeconds: 19_800)
    try await DemoData.load(into: owner, today: india.businessDate(unixSeconds: Present.unixSeconds()))
    await owner.close()
    guard let slug = DemoData.organizations.first,
      let account = DemoData.accounts.first(where: { $0.organization == slug && $0.role == "receptionist" })
    else { throw DeskError(.other, "The demo has no receptionist.") }
    return BenchClinic(cluster, environment, account, folder: folder)
  }

  /// The account of the clinic in a role.
  func account(_ role: StaffRole) throws -> DemoAccount {
    guard let account = DemoData.accounts.first(where: { $0.organization == slug && $0.role == role.rawValue }) else {
      throw DeskError(.other, "The demo has no \(role.displayName).")
    }
    return account
  }

  /// A desk with a session of its own.
  func desk() async throws -> (desk: Desk, profile: Profile) {
    let desk = try unusedDesk()
    return (desk, try await signIn(at: desk))
  }

  /// A desk at which nobody has signed in.
  func unusedDesk() throws -> Desk {
    Desk(target: try cluster.connectionTarget(as: .desk), applicationName: "labrador-bench")
  }

  /// Opens another session at a desk.
  @discardableResult
  func signIn(at desk: Desk) async throws -> Profile {
    let outcome = try await desk.signIn(slug: slug, phone: phone, password: password, origin: "bench")
    guard case .signedIn(let profile) = outcome else { throw DeskError(.other, outcome.sentence) }
    return profile
  }

  /// Runs statements as the superuser.
  func administer(_ statements: [SQL]) async throws {
    let server = try await Connection.open(
      try cluster.connectionTarget(as: .superuser), applicationName: "labrador-bench", timeout: .seconds(10))
    for statement in statements { _ = try await server.query(statement) }
    await server.close()
  }

  /// Stops the server; the folder goes with the last reference.
  func close() async throws { try await cluster.stop() }
}

/// The machine's clock, for what the database has to agree with.
enum Present {
  @Sendable static func unixSeconds() -> Int { time(nil) }
}
