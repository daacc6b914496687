import Dispatch
import EmbeddedPostgres
import Glibc

/// A terminal under a private tmux server, for running the real program by keyboard.
package struct Tmux: Sendable {
  private let socket: String
  private let stream: String

  /// A terminal that did not behave, with what it showed.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Runs a body with a terminal in which a command runs under `sh`; the server is gone afterwards in any case.
  package static func with<T>(
    _ command: String, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
    _ body: (Tmux) async throws -> T
  ) async throws -> T {
    let tmux = Tmux(socket: "\(TestFolder.path)/\(TestFolder.unique()).tmux", stream: "\(try TestFolder.make())/output")
    do {
      try tmux.start(command, columns: columns, rows: rows, environment: environment)
      let result = try await body(tmux)
      tmux.kill()
      return result
    } catch {
      tmux.kill()
      throw error
    }
  }

  /// Presses keys by tmux's names, such as `"Enter"`, `"F2"`, `"C-s"`.
  package func sendKeys(_ keys: String...) throws { try sendKeys(keys: keys) }

  /// The same with the keys in an array, all in one batch.
  package func sendKeys(keys: [String]) throws { try run(["send-keys"] + keys) }

  /// Types text as it stands.
  package func type(_ text: String) throws { try run(["send-keys", "-l", "--", text]) }

  /// What the terminal shows, one line per row without trailing blanks.
  package func capture() throws -> String { try run(["capture-pane", "-p"]) }

  /// The screen as text with every line that has scrolled off its top.
  package func captureHistory() throws -> String { try run(["capture-pane", "-p", "-S", "-"]) }

  /// The same with the escape sequences of its colours and attributes.
  package func captureStyles() throws -> String { try run(["capture-pane", "-p", "-e"]) }

  /// Answers with what tmux knows of the terminal, in its own words, such as `"#{alternate_on}"`.
  package func tell(_ format: String) throws -> String {
    String(try run(["display-message", "-p", format]).split(separator: "\n").first ?? "")
  }

  /// Changes the size of the terminal.
  package func resize(columns: Int, rows: Int) throws {
    try run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Waits until a condition on the screen holds, looking again whenever the program has written; returns the screen.
  @discardableResult
  package func waitFor(
    _ what: String, timeout: Duration = .seconds(60), where condition: @Sendable (String) -> Bool
  ) async throws -> String {
    let deadline = ContinuousClock.now + timeout
    let output = open(stream, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(output) }
    while true {
      let screen = try capture()
      if condition(screen) { return screen }
      guard ContinuousClock.now < deadline else {
        throw Failure(description: "The screen never showed \(what):\n\(screen)")
      }
      await Self.waitForOutput(output)
    }
  }

  /// Waits until the screen contains a text; returns the screen.
  @discardableResult
  package func waitFor(_ text: String, timeout: Duration = .seconds(60)) async throws -> String {
    try await waitFor("“\(text)”", timeout: timeout) { $0.contains(text) }
  }

  /// Waits until the command has ended, and returns its exit code.
  package func waitForExit(timeout: Duration = .seconds(60)) async throws -> Int32 {
    let deadline = ContinuousClock.now + timeout
    // tmux buries a pane only after its whole output has gone through the pipe, so somebody has to read there.
    let output = open(stream, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(output) }
    while true {
      let status = try run(["display-message", "-p", "#{?pane_dead,#{pane_dead_status},}"])
      if let code = Int32(status.filter { !$0.isWhitespace }) { return code }
      guard ContinuousClock.now < deadline else {
        throw Failure(description: "The program has not ended:\n\(try capture())")
      }
      await Self.waitForOutput(output)
    }
  }

  private func start(_ command: String, columns: Int, rows: Int, environment: [String: String]) throws {
    guard mkfifo(stream, 0o600) == 0 else { throw Failure(description: "mkfifo: \(Files.reason())") }
    let variables = environment.sorted { $0.key < $1.key }.flatMap { ["-e", "\($0.key)=\($0.value)"] }
    try run(
      ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"] + variables
        + ["cat", ";", "set-option", "-g", "remain-on-exit", "on", ";", "set-option", "-g", "status", "off"])
    try run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    try run(["pipe-pane", "-O", "exec cat > '\(stream)'"])
    try run(["respawn-pane", "-k"] + variables + [command])
  }

  private func kill() { _ = try? run(["kill-server"]) }

  @discardableResult
  private func run(_ arguments: [String]) throws -> String {
    let tmux = Command(
      "/usr/bin/env", ["tmux", "-S", socket, "-f", "/dev/null"] + arguments,
      environment: [
        "PATH=\(ClusterEnvironment.standardPath)", "LC_ALL=C.UTF-8", "TERM=xterm-256color", "SHELL=/bin/sh",
      ])
    let outcome = try tmux.run()
    guard outcome.code == 0 else {
      throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(outcome.output)")
    }
    return outcome.output
  }

  /// Returns when the program has written something, or after a quarter of a second.
  private static func waitForOutput(_ output: Int32) async {
    await withCheckedContinuation { continuation in
      waiting.async {
        var watched = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        if poll(&watched, 1, 250) > 0 {
          var chunk = [UInt8](repeating: 0, count: 1 << 16)
          while read(output, &chunk, chunk.count) > 0 {}
        }
        // A pipe that its writer has closed is ready at once, for ever.
        if watched.revents & Int16(POLLIN) == 0 { poll(nil, 0, 20) }
        continuation.resume()
      }
    }
  }

  private static let waiting = DispatchQueue(label: "tests.tmux", attributes: .concurrent)
}
