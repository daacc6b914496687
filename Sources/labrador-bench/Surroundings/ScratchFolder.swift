import EmbeddedPostgres
import Glibc

/// The folder of everything the program leaves behind, with a watchdog that outlives the program.
///
/// The watchdog reads a socket of this process. When that closes, by Ctrl-C or however the process ended, it stops every
/// server whose data lies in the folder and removes the folder.
struct ScratchFolder: ~Copyable {
  let path: String
  private let line: Int32
  private let watchdog: pid_t

  private static let script = """
    cat > /dev/null
    for file in $(find "$1" -name postmaster.pid 2> /dev/null); do
      pid=$(head -n 1 "$file")
      kill -QUIT "$pid" 2> /dev/null && timeout 10 tail --pid="$pid" -s 0.02 -f /dev/null
    done
    rm -rf -- "$1"
    """

  /// Makes the folder; other users may pass through it, because as root the server runs as another one.
  init() throws {
    path = "/tmp/labrador-bench-\(Password.random().prefix(8))"
    try Files.makeDirectory(path, mode: 0o755)
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw ClusterError.cannotUse(path: path, reason: Files.reason())
    }
    defer { _ = close(ends[1]) }
    let sink = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { _ = close(sink) }
    let command = Command("/bin/sh", ["-c", Self.script, "labrador-bench-watchdog", path])
    watchdog = try command.start(input: ends[1], output: sink)
    line = ends[0]
  }

  /// Ends the servers of the folder and removes it.
  deinit {
    _ = close(line)
    Command.wait(for: watchdog)
  }
}
