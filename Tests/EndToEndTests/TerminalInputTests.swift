import EmbeddedPostgres
import Testing
import TestSupport

extension EndToEnd {
  /// What reaches the desk through real terminals: mice, scanners, multiplexers, and keys that terminals keep.
  @Suite("Input through real terminals", .demoServer)
  struct TerminalInputTests {
    /// The folder of a configuration, for `XDG_CONFIG_HOME`.
    private func configuration(_ text: String) throws -> String {
      let folder = try TestFolder.make()
      try Files.makeDirectory(folder + "/labrador", mode: 0o700)
      try Files.write(text, to: folder + "/labrador/config.json5", mode: 0o600)
      return folder
    }

    @Test("the mouse is left to the terminal, unless the configuration asks for it; then it is given back")
    func mouse() async throws {
      let binary = try await DemoHome.shared().binary
      let folder = try configuration("{ mouse: true, theme: 'light' }")
      for (changes, flag) in [([:], "0"), (["XDG_CONFIG_HOME": folder], "1")] {
        try await DeskTerminal.with(binary, changes: changes) { desk in
          try await desk.signIn()
          #expect(try desk.tmux.tell("#{mouse_any_flag}") == flag)
          #expect(try desk.tmux.tell("#{mouse_sgr_flag}") == flag)
          // Columns and rows count from 1: the third tab of the second row.
          try desk.tmux.type("\u{1B}[<0;16;2M\u{1B}[<0;16;2m")
          if flag == "1" { try await desk.waitFor("phone, name, pet") }
          try desk.tmux.sendKeys("C-q")
          #expect(try await desk.waitForEnd() == 0)
          #expect(try desk.damage() == [])
        }
      }
    }

    @Test("keys of one's own work, and what cannot be taken is told first and locks nobody out")
    func keys() async throws {
      let folder = try configuration("{ keys: { 'screen.pets': ['Alt-G'], help: ['Enter'] } }")
      try await DeskTerminal.with(
        try await DemoHome.shared().binary, changes: ["XDG_CONFIG_HOME": folder]
      ) { desk in
        try await desk.waitFor("Enter belongs to fields")
        try await desk.signIn()
        try await desk.waitFor("Alt-G Pets")
        try desk.tmux.sendKeys("M-g")
        try await desk.waitFor("phone, name, pet")
        try desk.tmux.sendKeys("F1")
        try await desk.waitFor("Type to find an action")
      }
    }

    @Test("a theme of the palette is there at the next start")
    func theme() async throws {
      let binary = try await DemoHome.shared().binary
      let changes = ["XDG_CONFIG_HOME": try configuration("{}")]
      for (theme, wish) in [("contrast", "dark"), ("dark", "contrast")] {
        try await DeskTerminal.with(binary, changes: changes) { desk in
          try await desk.waitFor("Password")
          try desk.tmux.sendKeys("F9")
          try await desk.waitFor("Type to find an action")
          try desk.tmux.type("theme \(theme)")
          try desk.tmux.sendKeys("Enter")
          try await desk.waitFor("The theme is now “\(theme)”")
          try desk.tmux.sendKeys("C-q")
          #expect(try await desk.waitForEnd() == 0)
        }
        #expect(try binary.run(["theme", "list"], changes: changes).output.contains("* \(theme)"), "not \(wish)")
      }
    }

    @Test("a scanner in a form types and submits nothing, and above the list opens what it names")
    func scanner() async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary) { desk in
        try await desk.signIn()
        try desk.tmux.type("B-000004\r")
        try await desk.waitFor("Booking B-000004")
        try desk.tmux.sendKeys("Enter", "C-n")
        try await desk.waitFor("phone or name")
        try desk.tmux.type("26-000123\r")
        try await desk.waitFor("came from a scanner")
      }
    }

    @Test("F-keys that a terminal keeps for itself are Alt and a digit", arguments: ["linux", "xterm-256color"])
    func functionKeys(term: String) async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary, changes: ["TERM": term]) { desk in
        try await desk.signIn()
        try desk.tmux.sendKeys("M-3")
        try await desk.waitFor("phone, name, pet")
        try desk.tmux.sendKeys("M-9")
        try await desk.waitFor("Type to find an action")
      }
    }

    @Test("a terminal without a description says what it is driven as")
    func unknown() async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary, changes: ["TERM": "foot-next"]) { desk in
        try await desk.waitFor("it is driven as")
        try await desk.signIn()
      }
    }

    @Test("over SSH, where nobody says COLORTERM, the colours are those of the terminal's name")
    func withoutColorTerm() async throws {
      let changes = ["COLORTERM": "", "SSH_CONNECTION": "192.0.2.7 50000 192.0.2.1 22"]
      try await DeskTerminal.with(try await DemoHome.shared().binary, changes: changes) { desk in
        try await desk.signIn()
        #expect(try desk.tmux.captureStyles().contains("38;5;"))
      }
    }

    @Test("inside screen the desk is whole, takes keys and gives the terminal back")
    func screen() async throws {
      let binary = try await DemoHome.shared().binary
      let sockets = try TestFolder.make()
      let environment = binary.environment.merging(["SCREENDIR": sockets + "/screens"]) { $1 }
      try Files.makeDirectory(sockets + "/screens", mode: 0o700)
      let command = "screen -U -c /dev/null -m \(Binary.path) demo; echo ended; exec cat"
      try await Tmux.with(command, environment: environment) { terminal in
        try await terminal.waitFor("Accounts of the demo", timeout: EndToEnd.patience)
        try terminal.sendKeys("M-1")
        try await terminal.waitFor("Type to find an action", timeout: EndToEnd.patience)
        try terminal.sendKeys("F1", "C-q")
        let last = try await terminal.waitFor("ended", timeout: EndToEnd.patience)
        #expect(!last.contains("Accounts of the demo"))
      }
    }
  }
}
