import DemoData
import FrontDesk
import Testing
import TestSupport
import Tui

extension EndToEnd {
  @Suite("Every terminal shows the desk or hears why not", .demoServer)
  struct TerminalKindTests {
    @Test("kinds of terminals", arguments: ["linux", "vt100", "xterm", "screen", "no-such-terminal"])
    func kinds(term: String) async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary, changes: ["TERM": term]) { desk in
        try await desk.signIn()
        try desk.tmux.sendKeys("C-n")
        try await desk.waitFor("phone or name")
        try desk.tmux.sendKeys("C-q")
        #expect(try await desk.waitForEnd() == 0)
        #expect(try desk.damage() == [])
      }
    }

    @Test("a terminal that cannot be used is told in one sentence", arguments: ["dumb", ""])
    func unusable(term: String) async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary, changes: ["TERM": term]) { desk in
        #expect(try await desk.waitForEnd() == 1)
        let screen = try desk.tmux.capture()
        #expect(screen.contains("TERM"))
        #expect(try desk.damage() == [])
      }
    }

    @Test("NO_COLOR leaves colours out, and only colours")
    func noColor() async throws {
      for (changes, isColored) in [([:], true), (["NO_COLOR": "1"], false)] {
        try await DeskTerminal.with(try await DemoHome.shared().binary, changes: changes) { desk in
          try await desk.signIn()
          let styles = try desk.tmux.captureStyles()
          #expect(Self.colors(in: styles).isEmpty != isColored)
          #expect(styles.contains("\u{1b}["))
        }
      }
    }

    /// The parameters of the screen's styles that set a colour.
    private static func colors(in styles: String) -> [Int] {
      styles.split(separator: "\u{1b}[").dropFirst().flatMap { piece in
        piece.prefix { $0 != "m" }.split(separator: ";").compactMap { Int($0) }
      }.filter { (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0) }
    }

    @Test("a locale without UTF-8 gets nothing but ASCII", arguments: ["C", "POSIX", "en_IN.ISO-8859-1"])
    func ascii(locale: String) async throws {
      let changes = ["LANG": locale, "LC_ALL": locale]
      try await DeskTerminal.with(try await DemoHome.shared().binary, changes: changes) { desk in
        let screen = try await desk.waitFor("Password")
        #expect(screen.contains("+- Labrador"))
        #expect(screen.unicodeScalars.first { !$0.isASCII } == nil)
      }
    }

    @Test("a window follows its size down to a notice and up again, and keeps what was typed")
    func resize() async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary) { desk in
        try await desk.signIn()
        try desk.tmux.sendKeys("C-n")
        try await desk.waitFor("phone or name")
        try desk.tmux.type("zzyzx")
        try await desk.waitFor("New client")
        try desk.tmux.resize(columns: 60, rows: 20)
        try await desk.waitFor("the narrow form") { screen in
          screen.split(separator: "\n").allSatisfy { $0.count <= 60 } && screen.contains("zzyzx")
        }
        try desk.tmux.resize(columns: 40, rows: 10)
        try await desk.waitFor("60x20 needed.")
        try desk.tmux.type("q")
        try desk.tmux.resize(columns: 160, rows: 50)
        let wide = try await desk.waitFor("the list beside the form") {
          $0.contains("zzyzxq") && $0.contains("bookings,")
        }
        #expect(wide.split(separator: "\n", omittingEmptySubsequences: false).count >= 50)
      }
    }

    @Test("the screen is the canvas, cell by cell, where characters are wide")
    func wideCharacters() async throws {
      let text = "犬とねこ 🐕 éß-ok"
      try await DeskTerminal.with(try await DemoHome.shared().binary) { desk in
        try await desk.waitFor("Accounts of the demo")
        try desk.tmux.sendKeys("BTab", "BTab", "C-u")
        try desk.tmux.type(text)
        try desk.tmux.sendKeys("Tab", "C-u")
        try desk.tmux.type("90000")
        try desk.tmux.sendKeys("Tab")
        let expected = await Self.frame(organization: text, phone: "90000")
        try await desk.waitFor("this:\n\(expected.joined(separator: "\n"))") { Self.rows($0) == expected }
      }
    }

    /// The sign-in screen as the canvas has it after the same keys.
    @MainActor
    private static func frame(organization: String, phone: String) -> [String] {
      let accounts = DemoData.accounts.map {
        Settings.ShownAccount(
          organization: $0.organization, role: $0.role, name: $0.name, phone: $0.phone, password: $0.password)
      }
      var shell = Shell(
        settings: Settings(slug: "x", phone: "y", shownAccounts: accounts), clock: .fixed(unixSeconds: 0),
        theme: .mono, themes: [.mono])
      let clear = KeyPress(.character("u"), .control)
      var presses = [KeyPress(.backTab), KeyPress(.backTab), clear]
      presses += organization.map { KeyPress(.character($0)) } + [KeyPress(.tab), clear]
      presses += phone.map { KeyPress(.character($0)) } + [KeyPress(.tab)]
      for press in presses { _ = shell.update(.key(press)) }
      var canvas = Canvas(size: Size(rows: 24, columns: 80), glyphs: .unicode)
      shell.draw(on: &canvas)
      return rows((0..<24).map { canvas.text(row: $0) }.joined(separator: "\n"))
    }

    /// The rows without trailing blanks, down to the last that holds anything.
    private static func rows(_ screen: String) -> [String] {
      var rows = screen.split(separator: "\n", omittingEmptySubsequences: false).map { row in
        String(row.reversed().drop { $0 == " " }.reversed())
      }
      while rows.last == "" { rows.removeLast() }
      return rows
    }

    @Test("of a thousand keys at once none is lost, down to the database")
    func thousandKeys() async throws {
      let demo = try await DemoHome.shared()
      try await DeskTerminal.with(demo.binary) { desk in
        try await desk.signIn()
        let database = try demo.database()
        let client = try RepeatClient.find(3, in: database)
        try desk.tmux.sendKeys(keys: ["C-n"] + client.digits.map(String.init) + ["Enter", "c", "b", "c", "Enter"])
        try await desk.waitFor("Complete blood count")
        try await tab(to: "What the collector or the lab should know", desk)
        let notes = String((0..<1000).map { Character(Unicode.Scalar(97 + UInt8($0 * $0 % 26))) })
        try desk.tmux.type(notes)
        try desk.tmux.sendKeys("C-s")
        try await desk.waitFor("Tell the client:")
        let stored = try database.value(
          """
          select b.notes from bookings b join organizations o on o.id = b.organization_id and o.slug = 'cubbon'
          where b.user_id = \(client.id) order by b.id desc limit 1
          """)
        #expect(stored == notes)
      }
    }

    /// Goes from field to field until the message line says a sentence.
    private func tab(to sentence: String, _ desk: DeskTerminal) async throws {
      for _ in 0..<16 {
        let help = Self.message(try desk.tmux.capture())
        if help.contains(sentence) { return }
        try desk.tmux.sendKeys("Tab")
        try await desk.waitFor("another field") { Self.message($0) != help }
      }
      Issue.record("no field says “\(sentence)”")
    }

    private static func message(_ screen: String) -> String {
      let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
      return rows.count > 22 ? String(rows[22]) : ""
    }
  }
}
