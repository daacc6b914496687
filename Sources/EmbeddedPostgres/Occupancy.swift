import Glibc

/// Who holds a data directory, judged from `/proc` before a server is started or its pid file distrusted.
///
/// `isProvenDead` means that no process can be one of this directory, so that the pid file may go: it also guards the
/// shared memory of servers that still run, and PostgreSQL rightly refuses to start beside those.
enum Occupancy: Hashable, Sendable {
  /// Nobody; the pid file of a process that is gone is left for PostgreSQL to take over.
  case free
  /// A server of this directory, or a process that cannot be told from one.
  case server(pid: Int32)
  /// A killed server that its parent has not collected, or processes that it left behind.
  case leftovers(isProvenDead: Bool)
  /// The pid file names a process that has nothing to do with this directory.
  case stranger(isProvenDead: Bool)

  /// Looks at the pid file of a data directory and at the processes working in it.
  init(data: String) {
    let data = Files.canonical(data) ?? data
    let owner = Files.status(data)?.st_uid
    let others = Files.names(in: "/proc").compactMap(Int32.init).map { Process($0, data: data, owner: owner) }
    let isWorking = others.contains(.server)
    guard let file = PostmasterFile(data: data) else {
      self = isWorking ? .leftovers(isProvenDead: false) : .free
      return
    }
    let isProvenDead = !isWorking && !others.contains(.perhapsServer)
    switch Process(file.pid, data: data, owner: owner) {
    case .server, .perhapsServer: self = .server(pid: file.pid)
    case .zombie: self = .leftovers(isProvenDead: isProvenDead)
    case .gone: self = isWorking ? .leftovers(isProvenDead: false) : .free
    case .other: self = isWorking ? .leftovers(isProvenDead: false) : .stranger(isProvenDead: isProvenDead)
    }
  }

  /// What a process is to the data directory.
  private enum Process {
    case gone, zombie, server, perhapsServer, other

    /// Every process of a server works inside its data directory; where that cannot be seen, name and user are compared.
    init(_ pid: Int32, data: String, owner: UInt32?) {
      guard let stat = Files.read("/proc/\(pid)/stat") else {
        self = .gone
        return
      }
      let state = stat.split(separator: ")").last?.split(separator: " ").first
      if state == "Z" || state == "X" {
        self = .zombie
      } else if let directory = Files.linkTarget("/proc/\(pid)/cwd") {
        self = directory == data ? .server : .other
      } else {
        let isNamedSo = Files.read("/proc/\(pid)/comm") == "postgres\n"
        self = isNamedSo && Files.status("/proc/\(pid)")?.st_uid == owner ? .perhapsServer : .other
      }
    }
  }
}
