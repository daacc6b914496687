import EmbeddedPostgres
import Glibc
import Testing
import TestSupport

/// A terminal in which the desk runs under a shell that notes how it found and how it leaves the terminal.
struct DeskTerminal {
  let tmux: Tmux
  private let notes: String

  /// Runs a body beside `labrador demo`, or other arguments, at a terminal of its own.
  static func with<T>(
    _ binary: Binary, _ arguments: String = "demo", columns: Int = 80, rows: Int = 24, changes: [String: String] = [:],
    _ body: (DeskTerminal) async throws -> T
  ) async throws -> T {
    let notes = "\(binary.home)/\(TestFolder.unique())"
    let script = """
      stty -a > '\(notes).before'
      sh -c 'echo $$ > "$0"; exec "$1" $2' '\(notes).pid' '\(Binary.path)' '\(arguments)'
      echo "ended with code $?"
      stty -a > '\(notes).after'
      exec cat
      """
    // The tests' own terminal runs in UTF-8, whatever else is asked for by `changes`.
    let environment = binary.environment.merging(["LC_ALL": ""]) { $1 }.merging(changes) { $1 }
    return try await Tmux.with(script, columns: columns, rows: rows, environment: environment) { tmux in
      try await body(DeskTerminal(tmux: tmux, notes: notes))
    }
  }

  /// The program's process id.
  func process() async throws -> pid_t {
    var process: pid_t?
    _ = await eventually(timeout: EndToEnd.patience) {
      process = Files.read(notes + ".pid")?.split(separator: "\n").first.flatMap { pid_t($0) }
      return process != nil
    }
    return try #require(process)
  }

  /// Waits until the program has ended and the shell has looked at the terminal; returns the exit code.
  func waitForEnd() async throws -> Int32 {
    let screen = try await waitFor("ended with code")
    let code = screen.split(separator: "\n").compactMap { line in
      line.firstRange(of: "ended with code ").flatMap { Int32(line[$0.upperBound...].prefix(while: \.isNumber)) }
    }
    _ = await eventually(timeout: EndToEnd.patience) { Files.read(notes + ".after")?.hasSuffix("\n") ?? false }
    return try #require(code.last)
  }

  /// Says how the terminal differs from what the program found: line modes, second screen, hidden cursor.
  func damage() throws -> [String] {
    var damage: [String] = []
    let (before, after) = (Files.read(notes + ".before"), Files.read(notes + ".after"))
    if before == nil || before != after { damage.append("modes \(before ?? "none") became \(after ?? "none")") }
    let state = try tmux.tell(
      "#{alternate_on}#{keypad_flag}#{keypad_cursor_flag}#{mouse_any_flag}#{bracket_paste_flag}#{cursor_flag}")
    // tmux 3.3 has no name for bracketed paste; an unknown name is empty.
    if state != "00001" { damage.append("tmux tells \(state)") }
    return damage
  }

  @discardableResult
  func waitFor(_ text: String) async throws -> String { try await tmux.waitFor(text, timeout: EndToEnd.patience) }

  @discardableResult
  func waitFor(_ what: String, where condition: @Sendable (String) -> Bool) async throws -> String {
    try await tmux.waitFor(what, timeout: EndToEnd.patience, where: condition)
  }

  /// Signs in as an account of the demo, whoever was here last.
  func signIn(_ organization: String = "cubbon", phone: String = "+919000010001") async throws {
    try await waitFor("Password")
    try tmux.sendKeys("BTab", "BTab", "C-u")
    try tmux.type(organization)
    try tmux.sendKeys("Tab", "C-u")
    try tmux.type(phone)
    try tmux.sendKeys("Tab")
    try tmux.type("demo-\(organization)")
    try tmux.sendKeys("Enter")
    try await waitFor("Ctrl-N New booking")
  }
}
