package import Postgres

/// A PostgreSQL server of one's own, shared by every labrador of the user and stopped by the last one out.
///
/// Its work blocks only a queue of its own. While `ensureRunning` holds, a shared lock says that this process uses the
/// cluster; a process that dies loses the lock by itself.
package actor Cluster {
  /// Whether the data survives a power cut.
  package enum Durability: Sendable {
    case durable
    /// Nothing is flushed; for tests, and marked as such in the folder.
    case throwAway
  }

  package nonisolated let location: ClusterLocation
  nonisolated let environment: ClusterEnvironment
  nonisolated let durability: Durability
  private let executor = QueueExecutor(label: "labrador.cluster")
  private var instance: Instance?
  private var starting: Task<Void, any Error>?

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  package init(
    _ location: ClusterLocation, environment: ClusterEnvironment = .current(), durability: Durability = .durable
  ) {
    self.location = location
    self.environment = environment
    self.durability = durability
  }

  /// The cluster of a name at its usual place.
  package init(_ name: ClusterName, environment: ClusterEnvironment = .current()) throws(ClusterError) {
    self.init(try .resolve(name, environment), environment: environment)
  }

  /// Brings the server up and provisions it, doing only what is missing; a running one costs a few file reads.
  package func ensureRunning(progress: @escaping @Sendable (ClusterPhase) -> Void = { _ in }) async throws {
    if let starting { return try await starting.value }
    let start = Task { try await self.start(progress) }
    starting = start
    defer { starting = nil }
    try await start.value
  }

  /// Where and as whom to connect to the `labrador` database.
  package nonisolated func connectionTarget(as account: ClusterAccount) throws(ClusterError) -> ConnectionTarget {
    ConnectionTarget(values: [
      "host": socketDirectory, "port": "5432", "dbname": Provisioning.databaseName, "user": account.role,
      "password": try ClusterSecrets(location).password(account),
    ])
  }

  /// The folder of the server's socket: where it listens now, else the first choice.
  package nonisolated var socketDirectory: String {
    PostmasterFile(data: location.data)?.socketDirectory ?? location.socketCandidates.first ?? location.root
  }

  /// Tells whether the server answers.
  package nonisolated var isRunning: Bool {
    guard let file = PostmasterFile(data: location.data), file.isReady else { return false }
    return SocketProbe.answers(directory: file.socketDirectory)
  }

  /// Gives up this process's share; the last one out stops the server. True when it was stopped.
  @discardableResult
  package func leave() async throws -> Bool {
    _ = await starting?.result
    guard instance != nil else { return false }
    return try giveUpShare()
  }

  /// Stops the server, whoever else uses it.
  package func stop() async throws {
    _ = await starting?.result
    instance = nil
    guard Files.exists(location.mark) else { return }
    let lock = try FileLock.acquire(location.startLock, .exclusive, within: 60, whenWaiting: {})
    try ServerControl(self).stop()
    _ = lock
  }

  /// Stops the server and deletes its data, passwords and settings; refused while another labrador uses them.
  package func reset() async throws {
    _ = await starting?.result
    instance = nil
    guard Files.exists(location.mark) else {
      guard Files.names(in: location.root).isEmpty else { throw ClusterError.notACluster(path: location.root) }
      return
    }
    guard let alone = try FileLock.tryAcquire(location.instancesLock, .exclusive) else {
      throw ClusterError.inUse(path: location.root)
    }
    let lock = try FileLock.acquire(location.startLock, .exclusive, within: 60, whenWaiting: {})
    try ServerControl(self).stop()
    try ClusterFiles(self).delete()
    _ = lock
    _ = alone
  }

  private func start(_ progress: @Sendable (ClusterPhase) -> Void) async throws {
    let files = ClusterFiles(self)
    if instance == nil {
      try files.makeRoot()
      instance = Instance(
        lock: try FileLock.acquire(location.instancesLock, .shared, within: 60) { progress(.waiting) })
    }
    if isRunning, files.isProvisioned { return }
    do {
      let lock = try FileLock.acquire(location.startLock, .exclusive, within: 120) { progress(.waiting) }
      if !isRunning { try ServerControl(self).start(progress) }
      if !files.isProvisioned {
        progress(.preparing)
        try ClusterSecrets(location).make(newData: false)
        try await provision()
        try files.markProvisioned()
      }
      _ = lock
    } catch {
      _ = try? giveUpShare()
      throw error
    }
  }

  private func giveUpShare() throws(ClusterError) -> Bool {
    instance = nil
    guard let last = try FileLock.tryAcquire(location.instancesLock, .exclusive) else { return false }
    try ServerControl(self).stop()
    _ = last
    return true
  }

  private func provision() async throws {
    let secrets = ClusterSecrets(location)
    let provisioning = Provisioning(
      database: Provisioning.databaseName, ownerPassword: try secrets.password(.owner),
      deskPassword: try secrets.password(.desk))
    try await provisioning.run(on: try connectionTarget(as: .superuser).replacing(["dbname": "postgres"]))
  }
}

/// This process's share of the cluster, for as long as the value lives.
private final class Instance: Sendable {
  private let lock: FileLock

  init(lock: consuming FileLock) { self.lock = lock }
}
