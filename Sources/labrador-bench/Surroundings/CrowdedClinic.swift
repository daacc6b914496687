import DemoData
import EmbeddedPostgres
import FrontDesk
import LabStore
import Migrator
import Postgres
import Tui

/// The organisation that `labrador seed` fills: in a home that was filled before, or a small one made for this run.
final class CrowdedClinic: Sendable {
  private let cluster: Cluster
  private let folder: ScratchFolder?
  private let wasRunning: Bool

  private init(_ cluster: Cluster, folder: consuming ScratchFolder?, wasRunning: Bool) {
    self.cluster = cluster
    self.folder = folder
    self.wasRunning = wasRunning
  }

  /// Opens the private server of a home, or fills one of its own with as many as a small town has.
  static func open(home: String?) async throws -> CrowdedClinic {
    var environment = ClusterEnvironment.current()
    if let home {
      environment.labradorHome = home
      let cluster = try Cluster(.main, environment: environment)
      let wasRunning = cluster.isRunning
      try await cluster.ensureRunning()
      return CrowdedClinic(cluster, folder: nil, wasRunning: wasRunning)
    }
    let folder = try ScratchFolder()
    environment.labradorHome = folder.path
    let clinic = CrowdedClinic(try Cluster(.main, environment: environment), folder: folder, wasRunning: false)
    try await clinic.cluster.ensureRunning()
    let owner = try await clinic.owner()
    _ = try await Migrator(connection: owner, set: try .embedded()).up()
    try await MeasuringDatabase.load(MeasuringSize(clients: 20_000, pets: 30_000, bookings: 30_000), into: owner)
    await owner.close()
    return clinic
  }

  /// A connection as the owner of the tables, for drawing samples.
  func owner() async throws -> Connection {
    try await Connection.open(
      try cluster.connectionTarget(as: .owner), applicationName: "labrador-bench", timeout: .seconds(10))
  }

  /// The application at the look-up of clients and pets, with somebody of the reception signed in.
  @MainActor
  func lookUp(on display: AwaitedDisplay) async throws -> App {
    let desk = Desk(target: try cluster.connectionTarget(as: .desk), applicationName: "labrador-bench")
    let app = App(
      shell: PreparedDesk.freshShell(MeasuringDatabase.organization, MeasuringDatabase.phone),
      display: display, workroom: .withoutFiles(desk),
      services: App.Services(clock: PreparedDesk.clock, suspend: {}, quit: {}))
    app.start()
    await app.idle()
    await app.type(MeasuringDatabase.password, then: .enter)
    await app.press(KeyPress(.function(3)))
    return app
  }

  func close() async throws {
    if !wasRunning { try await cluster.stop() }
  }
}
