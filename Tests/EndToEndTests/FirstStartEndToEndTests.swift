import EmbeddedPostgres
import Testing
import TestSupport

extension EndToEnd {
  @Suite("The first start, and the wall between organisations")
  struct FirstStartEndToEndTests {
    @Test("an empty home becomes an organisation with a signed-in administrator, and stays one")
    func firstStart() async throws {
      let binary = try Binary()
      try await DeskTerminal.with(binary, "") { desk in
        try await desk.tmux.waitFor("Welcome to Labrador", timeout: EndToEnd.patienceWithFirstStart)
        try desk.tmux.type("Paws & Claws")
        try desk.tmux.sendKeys("Tab", "C-u")
        try desk.tmux.type("paws")
        // Currency, country and time zone stand already.
        try desk.tmux.sendKeys("Tab", "Tab", "Tab", "C-u")
        try desk.tmux.type("Asia/Kolkata")
        try desk.tmux.sendKeys("Tab")
        try desk.tmux.type("Asha Rao")
        try desk.tmux.sendKeys("Tab")
        try desk.tmux.type("98450 12345")
        try desk.tmux.sendKeys("Tab")
        try desk.tmux.type("a good long password")
        try desk.tmux.sendKeys("Tab")
        try desk.tmux.type("a good long password")
        let filled = try await desk.waitFor("Asha Rao")
        #expect(!filled.contains("a good long"))
        try desk.tmux.sendKeys("C-s")

        try await desk.waitFor("Paws & Claws is set up.")
        try desk.tmux.type("a good long password")
        try desk.tmux.sendKeys("Enter")
        let list = try await desk.waitFor("Ctrl-N New booking")
        #expect(list.contains("Paws & Claws"))
        #expect(list.contains("Asha Rao"))
        try desk.tmux.sendKeys("C-q")
        #expect(try await desk.waitForEnd() == 0)
        #expect(try desk.damage() == [])
      }
      try await DeskTerminal.with(binary, "") { desk in
        let again = try await desk.waitFor("Password")
        #expect(again.contains("paws"))
        #expect(!again.contains("Welcome"))
        try desk.tmux.type("a good long password")
        try desk.tmux.sendKeys("Enter")
        try await desk.waitFor("Asha Rao")
        try desk.tmux.sendKeys("C-q")
        #expect(try await desk.waitForEnd() == 0)
      }
      #expect(try PrivateServer(binary, .main).process == nil)
    }

    @Test("a client of one organisation is not there for the other")
    func wall() async throws {
      let demo = try await DemoHome.shared()
      try await DeskTerminal.with(demo.binary) { desk in
        try await desk.signIn()
        let client = try RepeatClient.find(0, in: try demo.database())
        try desk.tmux.sendKeys("C-n")
        try desk.tmux.type(client.name)
        try await desk.waitFor("the client") { $0.contains(client.name) && $0.contains(client.pet) }
        try desk.tmux.sendKeys("C-q")
        try desk.tmux.sendKeys("d")
        #expect(try await desk.waitForEnd() == 0)
      }
      try await DeskTerminal.with(demo.binary) { desk in
        try await desk.signIn("marina", phone: "+919000080001")
        let client = try RepeatClient.find(0, in: try demo.database())
        let theirs = try #require(
          try demo.database().rows(
            """
            select right(u.phone, 4), p.name from users u
            join organizations o on o.id = u.organization_id and o.slug = 'marina'
            join pets p on (p.organization_id, p.user_id) = (u.organization_id, u.id) and not p.is_placeholder
            order by u.id limit 1
            """
          ).first)
        try desk.tmux.sendKeys("C-n")
        // An answer that does come proves that the search works, and that the empty one was an answer.
        try desk.tmux.type(theirs[0])
        try await desk.waitFor(theirs[1])
        try desk.tmux.sendKeys("C-u")
        try desk.tmux.type(client.digits)
        let empty = try await desk.waitFor("only a new client") { screen in
          screen.contains(client.digits) && !screen.contains(theirs[1]) && screen.contains("New client")
        }
        #expect(!empty.contains(client.name))
        try desk.tmux.sendKeys("C-q")
        try desk.tmux.sendKeys("d")
        #expect(try await desk.waitForEnd() == 0)
      }
    }
  }
}
