import EmbeddedPostgres
import Glibc
import Testing
import TestSupport

extension EndToEnd {
  @Suite("Mishaps of the server")
  struct ServerMishapTests {
    @Test(
      "a server killed under a half-filled intake is brought back, costs no text, and confirming again makes one booking"
    )
    func killedServer() async throws {
      let demo = try await DemoHome.shared()
      try await DeskTerminal.with(demo.binary) { desk in
        try await desk.signIn()
        let database = try demo.database()
        let client = try RepeatClient.find(4, in: database)
        let before = try client.bookings(in: database)
        try desk.tmux.sendKeys(keys: ["C-n"] + client.digits.map(String.init) + ["Enter", "c", "b", "c", "Enter"])
        try await desk.waitFor("the price") { $0.contains("Complete blood count") && $0.contains("Home visit,") }

        try await demo.server.kill()
        try desk.tmux.sendKeys("C-s")
        let back = try await desk.waitFor("The database answers again.")
        #expect(back.contains(client.name))
        #expect(back.contains("CBC"))
        #expect(!back.contains("no connection"))
        try desk.tmux.sendKeys("k", "f", "t", "Enter")
        try await desk.waitFor("Kidney function")

        try await DeskTerminal.with(demo.binary) { second in
          try await second.waitFor("Accounts of the demo")
          try desk.tmux.sendKeys("C-s")
          let card = try await desk.waitFor("Tell the client:")
          #expect(card.contains("for \(client.pet): 2 tests."))
          #expect(try client.bookings(in: demo.database()) == before + 1)
          try second.tmux.sendKeys("C-q")
          #expect(try await second.waitForEnd() == 0)
        }
        try desk.tmux.sendKeys("C-q")
        #expect(try await desk.waitForEnd() == 0)
        #expect(try desk.damage() == [])
      }
      #expect(try demo.server.process == nil)
    }

    @Test("the lock of a killed server whose starter never collected it is no obstacle to the next start")
    func uncollectedServer() async throws {
      let demo = try await DemoHome.shared()
      // A child that nobody waits for stands for a server whose starter has lost sight of it.
      let child = try Self.childOfServerUser().start(input: nil, output: STDERR_FILENO)
      defer { Command.wait(for: child) }
      #expect(await eventually { Files.read("/proc/\(child)/stat")?.contains(") Z ") ?? false })
      try demo.server.leaveLock(of: child)
      try await DeskTerminal.with(demo.binary) { desk in
        try await desk.signIn()
        try desk.tmux.sendKeys("C-q")
        #expect(try await desk.waitForEnd() == 0)
      }
    }

    /// PostgreSQL takes no heed of another user's process, so the child has to be the server's user's.
    private static func childOfServerUser() -> Command {
      let program = "/bin/true"
      guard geteuid() == 0 else { return Command(program, []) }
      return Command("/usr/bin/setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program])
    }

    @Test("a killed desk leaves a server that the next one uses and stops")
    func killedDesk() async throws {
      let demo = try await DemoHome.shared()
      try await DeskTerminal.with(demo.binary) { desk in
        try await desk.signIn()
        let server = try #require(try demo.server.process)
        kill(try await desk.process(), SIGKILL)
        #expect(try await desk.waitForEnd() == 128 + SIGKILL)
        #expect(try demo.server.process == server)
        try await DeskTerminal.with(demo.binary) { next in
          try await next.signIn()
          #expect(try demo.server.process == server)
          try next.tmux.sendKeys("C-q")
          #expect(try await next.waitForEnd() == 0)
        }
        #expect(try demo.server.process == nil)
      }
    }

    @Test("a closed window ends the desk and, with the last one, the server")
    func closedWindow() async throws {
      let demo = try await DemoHome.shared()
      let process = try await DeskTerminal.with(demo.binary) { desk in
        try await desk.signIn()
        return try await desk.process()
      }
      let isGone = await eventually(timeout: EndToEnd.patience) {
        Files.read("/proc/\(process)/stat").map { $0.contains(") Z ") } ?? true
      }
      #expect(isGone)
      #expect(try demo.server.process == nil)
    }

    @Test(
      "a home that cannot be written is told in one sentence before the terminal is touched", arguments: ["", "demo"])
    func readOnlyHome(arguments: String) async throws {
      let changes = ["LABRADOR_HOME": "/proc/labrador"]
      try await DeskTerminal.with(try Binary(), arguments, changes: changes) { desk in
        #expect(try await desk.waitForEnd() == 1)
        let screen = try desk.tmux.capture()
        #expect(screen.contains("/proc/labrador"))
        #expect(screen.contains("LABRADOR_HOME"))
        #expect(try desk.damage() == [])
      }
    }

    @Test("a home too deep for a socket's address works all the same")
    func deepHome() async throws {
      let binary = try Binary()
      let home = binary.home + "/" + String(repeating: "deep", count: 25)
      let outcome = try binary.run("database", "url", changes: ["LABRADOR_HOME": home])
      #expect(outcome.code == 0, "\(outcome.complaint)")
      let database = Psql(target: outcome.output.split(separator: "\n").joined())
      #expect(try database.value("select current_user") == "labrador_desk")
      var environment = ClusterEnvironment.current()
      environment.labradorHome = home
      // The socket's folder is outside the test's own and goes with the cluster.
      try await Cluster(.main, environment: environment).reset()
    }
  }
}
