import EmbeddedPostgres
import Glibc
import Testing
import TestSupport

extension EndToEnd {
  @Suite("The terminal is given back in every case", .demoServer)
  struct TerminalLifeTests {
    @Test("after quitting")
    func quit() async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary) { desk in
        try await desk.signIn()
        try desk.tmux.sendKeys("C-q")
        #expect(try await desk.waitForEnd() == 0)
        #expect(try desk.damage() == [])
        let screen = try desk.tmux.capture()
        #expect(!screen.contains("Cubbon"))
      }
    }

    @Test("after a request to end, which is no failure", arguments: [SIGTERM, SIGHUP, SIGINT])
    func asked(signal: Int32) async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary) { desk in
        try await desk.signIn()
        kill(try await desk.process(), signal)
        #expect(try await desk.waitForEnd() == 0)
        #expect(try desk.damage() == [])
      }
    }

    @Test(
      "after a crash, which the shell hears of",
      arguments: [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGQUIT])
    func crash(signal: Int32) async throws {
      try await DeskTerminal.with(
        try await DemoHome.shared().binary, changes: ["SWIFT_BACKTRACE": "enable=no"]
      ) { desk in
        try await desk.waitFor("Accounts of the demo")
        kill(try await desk.process(), signal)
        #expect(try await desk.waitForEnd() == 128 + signal)
        #expect(try desk.damage() == [])
      }
    }

    @Test("while it is stopped, and taken again by fg with what was typed", arguments: [SIGTSTP, SIGSTOP])
    func stopped(signal: Int32) async throws {
      try await withShell { shell, process in
        try shell.sendKeys("BTab", "C-u")
        try shell.type("4711")
        try await shell.waitFor("4711", timeout: EndToEnd.patience)
        kill(process, signal)
        try await shell.waitFor("Stopped", timeout: EndToEnd.patience)
        if signal == SIGTSTP { #expect(try shell.tell("#{alternate_on}#{cursor_flag}") == "01") }
        try shell.sendKeys("fg", "Enter")
        try await shell.waitFor("4711", timeout: EndToEnd.patience)
        #expect(try shell.tell("#{alternate_on}") == "1")
        try shell.type("0815")
        try await shell.waitFor("47110815", timeout: EndToEnd.patience)
      }
    }

    @Test("while it is suspended from the list of actions")
    func suspended() async throws {
      try await withShell { shell, _ in
        try shell.sendKeys("F9")
        try await shell.waitFor("Type to find an action", timeout: EndToEnd.patience)
        try shell.type("suspend")
        try shell.sendKeys("Enter")
        try await shell.waitFor("Stopped", timeout: EndToEnd.patience)
        #expect(try shell.tell("#{alternate_on}#{cursor_flag}") == "01")
        try shell.sendKeys("fg", "Enter")
        try await shell.waitFor("Accounts of the demo", timeout: EndToEnd.patience)
      }
    }

    /// Starts the desk from a shell with job control, and leaves it by key at the end.
    private func withShell(_ body: (Tmux, pid_t) async throws -> Void) async throws {
      let binary = try await DemoHome.shared().binary
      let file = "\(binary.home)/\(TestFolder.unique()).pid"
      try await Tmux.with("exec bash --norc --noprofile -i", environment: binary.environment) { shell in
        try shell.type("sh -c 'echo $$ > \(file); exec \(Binary.path) demo'")
        try shell.sendKeys("Enter")
        try await shell.waitFor("Accounts of the demo", timeout: EndToEnd.patience)
        let process = try #require(Files.read(file)?.split(separator: "\n").first.flatMap { pid_t($0) })
        try await body(shell, process)
        try shell.sendKeys("C-q")
        #expect(try await eventually(timeout: EndToEnd.patience) { try shell.tell("#{alternate_on}") == "0" })
        #expect(try shell.tell("#{cursor_flag}") == "1")
        try shell.type("echo code $?")
        try shell.sendKeys("Enter")
        try await shell.waitFor("code 0", timeout: EndToEnd.patience)
      }
    }
  }
}
