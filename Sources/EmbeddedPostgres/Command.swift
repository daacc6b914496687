package import Glibc

/// A program to start with `posix_spawn`, in a session of its own and away from the terminal.
package struct Command: Sendable {
  /// Absolute path of the program.
  package var program: String
  package var arguments: [String]
  /// The whole environment, `NAME=value`; nothing else is inherited.
  package var environment: [String]
  /// Where the program starts.
  package var directory = "/"

  package init(_ program: String, _ arguments: [String], environment: [String] = Command.plainEnvironment) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
  }

  /// English messages and Debian's search path.
  package static let plainEnvironment = ["LC_ALL=C", "PATH=\(ClusterEnvironment.standardPath)"]

  /// How a program ended, with what it wrote to standard output and error.
  package struct Outcome: Sendable {
    /// Exit code; 128 plus the signal's number when a signal ended it.
    package let code: Int32
    package let output: String

    /// The last line that says something.
    package var lastLine: String {
      output.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }.map(String.init) ?? "exit code \(code)"
    }
  }

  /// Runs the program to its end on the calling thread.
  package func run() throws(ClusterError) -> Outcome {
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Self.closedOnExec, 0, &ends) == 0 else {
      throw .cannotUse(path: program, reason: Files.reason())
    }
    defer { _ = close(ends[0]) }
    let child: pid_t
    do {
      defer { _ = close(ends[1]) }
      child = try start(input: nil, output: ends[1])
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe read(ends[0], &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return Outcome(code: Self.wait(for: child), output: String(decoding: bytes, as: UTF8.self))
  }

  /// Starts the program and returns its process id; the caller waits for it.
  /// Descriptors: `input` becomes standard input (nil: `/dev/null`), `output` standard output and error; no other is inherited.
  package func start(input: Int32?, output: Int32) throws(ClusterError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let input {
      unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 2)
    for descriptor in Files.names(in: "/proc/self/fd").compactMap(Int32.init) where descriptor > 2 {
      unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | Self.newSession
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

    let words = [Self.env, "--chdir=\(directory)", program] + arguments
    var argv = unsafe words.map { unsafe strdup($0) } + [nil]
    var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe (argv + envp).forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, Self.env, &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw .cannotUse(path: program, reason: Files.reason(code)) }
    return child
  }

  /// Waits until a child ends and returns its exit code, 128 plus the signal for a killed one.
  @discardableResult
  package static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return -1 }
    }
    return exitCode(status)
  }

  /// Returns the exit code if the child has ended, without waiting.
  package static func ended(_ child: pid_t) -> Int32? {
    var status: Int32 = 0
    return unsafe waitpid(child, &status, WNOHANG) == child ? exitCode(status) : nil
  }

  /// Changes the directory before the program starts, which plain POSIX spawning cannot.
  private static let env = "/usr/bin/env"
  /// glibc's `POSIX_SPAWN_SETSID`, hidden from Swift because it is an extension.
  private static let newSession: Int32 = 0x80
  private static let closedOnExec = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

  private static func exitCode(_ status: Int32) -> Int32 {
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}
