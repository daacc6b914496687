import Glibc

/// Who holds a data directory, judged from `/proc` before a server is started or its pid file distrusted.
enum Occupancy: Hashable, Sendable {
  /// Nobody; the pid file of a process that is gone is left for PostgreSQL to take over.
  case free
  /// A server of this directory, or a process that cannot be told from one.
  case server(pid: Int32)
  /// Processes that a killed server left behind and that will notice its death.
  case leftovers
  /// The pid file names a dead process that its parent has not collected, or one that has nothing to do with this directory.
  ///
  /// Proven means that no process can be one of this directory, so that the pid file may go: it also guards the shared memory
  /// of servers that still run, and PostgreSQL rightly refuses to start beside those.
  case stale(isProven: Bool)

  /// Looks at the pid file of a data directory and at the processes working in it.
  init(data: String) {
    let data = Files.canonical(data) ?? data
    let owner = Files.status(data)?.st_uid
    let file = PostmasterFile(data: data)
    let named = file.map { Process($0.pid, data: data, owner: owner) } ?? .gone
    if let file, named == .server || named == .perhapsServer {
      self = .server(pid: file.pid)
      return
    }
    let all = Files.names(in: "/proc").compactMap(Int32.init).map { Process($0, data: data, owner: owner) }
    if all.contains(.server) {
      self = .leftovers
    } else if named == .gone {
      self = .free
    } else {
      self = .stale(isProven: !all.contains(.perhapsServer))
    }
  }

  /// Tells whether a process has ended but its parent has not collected it, so that its id still looks alive.
  static func isUncollected(_ pid: Int32) -> Bool { Process.state(pid).map { $0 == "Z" || $0 == "X" } ?? false }

  /// What a process is to the data directory.
  private enum Process {
    case gone, zombie, server, perhapsServer, other

    /// Every process of a server works inside its data directory; where that cannot be seen, name and user are compared.
    init(_ pid: Int32, data: String, owner: UInt32?) {
      guard let state = Self.state(pid) else {
        self = .gone
        return
      }
      if state == "Z" || state == "X" {
        self = .zombie
      } else if let directory = Files.linkTarget("/proc/\(pid)/cwd") {
        self = directory == data ? .server : .other
      } else {
        let isNamedSo = Files.read("/proc/\(pid)/comm") == "postgres\n"
        self = isNamedSo && Files.status("/proc/\(pid)")?.st_uid == owner ? .perhapsServer : .other
      }
    }

    /// The kernel's letter for the state of a process; nil when there is none.
    static func state(_ pid: Int32) -> Substring? {
      Files.read("/proc/\(pid)/stat").map { $0.split(separator: ")").last?.split(separator: " ").first ?? "" }
    }
  }
}
