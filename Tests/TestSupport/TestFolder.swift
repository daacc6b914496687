import EmbeddedPostgres
import Glibc

/// The folder of everything a test process leaves behind, with a short path and a watchdog that outlives the process.
///
/// The watchdog reads a socket of the test process. When that closes, however the process ended, it stops every server and terminal of the
/// folder and removes it.
package enum TestFolder {
  /// The folder itself; other users may pass through it.
  package static let path: String = start()

  /// Makes a new folder inside; other users may pass through it.
  package static func make() throws -> String {
    let folder = "\(path)/\(unique())"
    try Files.makeDirectory(folder, mode: 0o755)
    return folder
  }

  /// A short name that no other call returns.
  package static func unique() -> String { String(Password.random().prefix(8)) }

  private static func start() -> String {
    let folder = "/tmp/lt-\(unique())"
    do {
      try Files.makeDirectory(folder, mode: 0o755)
      try Watchdog.start(over: folder)
    } catch {
      preconditionFailure("The tests have no place to work in: \(error)")
    }
    return folder
  }
}

/// Ends the servers of a folder and removes it, once nobody holds the other end of its socket.
private enum Watchdog {
  nonisolated(unsafe) private static var line: Int32 = -1
  nonisolated(unsafe) private static var process: pid_t = -1

  private static let script = """
    cat > /dev/null
    for terminal in "$1"/*.tmux; do [ -S "$terminal" ] && tmux -S "$terminal" kill-server; done 2> /dev/null
    for attempt in 1 2 3 4 5 6 7 8 9; do
      for file in $(find "$1" -name postmaster.pid 2> /dev/null); do
        pid=$(head -n 1 "$file")
        [ "/proc/$pid/cwd" -ef "${file%/*}" ] || continue
        kill -QUIT "$pid" && timeout 10 tail --pid="$pid" -s 0.02 -f /dev/null
      done
      # A program that the tests started may still be writing here.
      rm -rf -- "$1" 2> /dev/null && break
      sleep 0.2
    done
    """

  static func start(over folder: String) throws {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw ClusterError.cannotUse(path: folder, reason: Files.reason())
    }
    let sink = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer {
      close(sink)
      close(ends[1])
    }
    process = try Command("/bin/sh", ["-c", script, "labrador-watchdog", folder]).start(input: ends[1], output: sink)
    line = ends[0]
    atexit {
      close(Watchdog.line)
      Command.wait(for: Watchdog.process)
    }
  }
}
