import Dispatch
import Glibc

/// Starts and stops the server of a cluster; its caller holds the lock and a thread that may block.
struct ServerControl: Sendable {
  private let location: ClusterLocation
  private let environment: ClusterEnvironment
  private let durability: Cluster.Durability
  private let files: ClusterFiles

  /// How long a killed server may take to vanish.
  private static let patienceWithLeftovers = 10
  /// How long a server may recover after a crash.
  private static let patienceWithStart = 120

  init(_ cluster: Cluster) {
    location = cluster.location
    environment = cluster.environment
    durability = cluster.durability
    files = ClusterFiles(cluster)
  }

  /// Creates the data if there is none, starts the server and waits until it is ready.
  func start(_ progress: (ClusterPhase) -> Void) throws(ClusterError) {
    progress(.findingServer)
    let user = try ServerUser.find(environment)
    let binaries = try ServerBinaries.find(environment, data: location.data)
    try files.makeServer(for: user)
    let initialiser = ServerInitialiser(
      location: location, files: files, user: user, binaries: binaries, isDurable: durability == .durable)
    if ServerBinaries.dataVersion(location.data) == nil {
      progress(.initialising)
      try initialiser.run()
    } else {
      guard Files.status(location.data)?.st_uid == user.userID else {
        throw .foreignData(path: location.data, user: user.name)
      }
    }
    progress(.starting)
    if try waitForOccupant(user, binaries) { return }
    try configure(user)
    try launch(user, binaries)
  }

  /// Stops the server if one runs and waits until it is gone.
  func stop() throws(ClusterError) {
    guard case .server = Occupancy(data: location.data) else { return }
    let user = try ServerUser.find(environment)
    let binaries = try ServerBinaries.find(environment, data: location.data)
    try stop(user, binaries)
  }

  private func stop(_ user: ServerUser, _ binaries: ServerBinaries) throws(ClusterError) {
    let outcome = try user.command(
      binaries.pgCtl, ["stop", "-D", location.data, "-m", "fast", "-s", "-w", "-t", "60"]
    ).run()
    guard outcome.code != 0 else { return }
    if case .server = Occupancy(data: location.data) { throw .stopFailed(reason: outcome.lastLine) }
  }

  /// Waits for a server that is starting or stopping, or for one that was killed; true when a server is ready.
  private func waitForOccupant(_ user: ServerUser, _ binaries: ServerBinaries) throws(ClusterError) -> Bool {
    var patience = Pause(seconds: Self.patienceWithLeftovers)
    var start = Pause(seconds: Self.patienceWithStart)
    while true {
      switch Occupancy(data: location.data) {
      case .free: return false
      case .stale(let isProven):
        if isProven { Files.unlink(location.data + "/postmaster.pid") }
        return false
      case .leftovers:
        guard patience.next() else { return false }
      case .server(let pid):
        let file = PostmasterFile(data: location.data)
        if let file, file.isReady {
          if SocketProbe.answers(directory: file.socketDirectory) { return true }
          if !Files.exists(file.socketDirectory + "/.s.PGSQL.5432") {
            try stop(user, binaries)
            continue
          }
        }
        guard start.next() else { throw .notAnswering(pid: pid, data: location.data) }
      }
    }
  }

  private func configure(_ user: ServerUser) throws(ClusterError) {
    let directory = try files.makeSocketDirectory(for: user)
    removeDeadLock(in: directory)
    let configuration = ServerConfiguration(location: location, socketDirectory: directory, durability: durability)
    let mode: mode_t = user.dropper == nil ? 0o600 : 0o644
    try Files.write(configuration.text, to: location.configuration, mode: mode)
    try Files.write(ServerConfiguration.clientAuthentication, to: location.clientAuthentication, mode: mode)
  }

  /// Removes the socket's lock of a killed server that nobody collected, which PostgreSQL takes for a running one.
  private func removeDeadLock(in directory: String) {
    let lock = directory + "/.s.PGSQL.5432.lock"
    let owner = Files.read(lock)?.split(separator: "\n").first.flatMap { Int32($0) }
    if let owner, Occupancy.isUncollected(owner) { Files.unlink(lock) }
  }

  private func launch(_ user: ServerUser, _ binaries: ServerBinaries) throws(ClusterError) {
    var patience = Pause(seconds: Self.patienceWithLeftovers)
    while true {
      let log = try openLog()
      defer { _ = close(log) }
      let command = user.command(
        binaries.postgres, ["-D", location.data, "-c", "config_file=\(location.configuration)"])
      let child = try command.start(input: nil, output: log)
      if try waitUntilReady(child) {
        collect(child)
        return
      }
      let reason = lastFailure()
      // PostgreSQL itself refuses while a killed server's memory or lock file is still held.
      let heldByLeftovers = reason.contains("still in use") || reason.contains("lock file")
      guard heldByLeftovers, patience.next() else { throw .startFailed(reason: reason, log: location.log) }
    }
  }

  /// Waits until the server says that it is ready; false when it ended instead.
  private func waitUntilReady(_ child: pid_t) throws(ClusterError) -> Bool {
    var patience = Pause(seconds: Self.patienceWithStart)
    repeat {
      if let file = PostmasterFile(data: location.data), file.isReady,
        SocketProbe.answers(directory: file.socketDirectory)
      {
        return true
      }
      if Command.ended(child) != nil { return false }
    } while patience.next()
    collect(child)
    throw .startTooSlow(seconds: Self.patienceWithStart, log: location.log)
  }

  /// Collects the server when it ends, so that a killed one does not stay as a zombie that blocks the next start.
  private func collect(_ child: pid_t) {
    DispatchQueue(label: "labrador.postmaster").async { Command.wait(for: child) }
  }

  private func openLog() throws(ClusterError) -> Int32 {
    if let size = Files.status(location.log)?.st_size, size > 4 << 20 {
      try Files.rename(location.log, to: location.log + ".old")
    }
    let log = unsafe open(location.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard log >= 0 else { throw .cannotUse(path: location.log, reason: Files.reason()) }
    return log
  }

  private func lastFailure() -> String {
    let lines = Files.read(location.log)?.split(separator: "\n") ?? []
    let line = lines.last { $0.contains("FATAL:") || $0.contains("PANIC:") } ?? lines.last
    guard let line else { return "it left no message" }
    for mark in ["FATAL:  ", "PANIC:  "] {
      if let found = line.firstRange(of: mark) { return String(line[found.upperBound...]) }
    }
    return String(line)
  }
}
