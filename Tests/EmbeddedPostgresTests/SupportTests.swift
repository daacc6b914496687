import EmbeddedPostgres
import Postgres
import TestSupport
import Testing

@Suite("What the tests stand on")
struct SupportTests {
  @Test("A database of one's own holds every migration and is gone afterwards")
  func ownDatabase() async throws {
    let name = try await TestDatabase.with { database in
      let owner = try await database.connect(as: .owner)
      let row = try await owner.query("select count(*) as count from pg_tables where schemaname = 'public'").onlyRow()
      #expect(try row.decode("count", as: Int.self) > 0)
      await owner.close()
      return database.name
    }
    let server = try await TestCluster.shared()
    #expect(try await server.administer("select from pg_database where datname = \(name)").rows.isEmpty)
  }

  @Test("The trait gives a database without tables to the desk", .emptyDatabase)
  func emptyDatabase() async throws {
    let desk = try await TestDatabase.current.connect(as: .desk)
    let row = try await desk.query("select current_database()::text as name").onlyRow()
    #expect(try row.decode("name", as: String.self) == TestDatabase.current.name)
    await desk.close()
  }

  @Test("A difference of texts shows what changed and little else")
  func difference() {
    let old = (1...9).map { "line \($0)" }.joined(separator: "\n")
    let new = old.replacing("line 5", with: "line five")
    #expect(
      LineDifference(from: old, to: new).description
        == "  …\n  line 3\n  line 4\n- line 5\n+ line five\n  line 6\n  line 7\n")
  }

  @Test("A missing golden is an issue that tells how to record it")
  func missingGolden() {
    withKnownIssue {
      expectGolden("text", named: "missing")
    } matching: { issue in
      "\(issue)".contains(
        "LABRADOR_RECORD_GOLDENS=1 swift test --filter 'EmbeddedPostgresTests.SupportTests/missingGolden()'")
    }
  }

  @Test("A terminal shows what was typed, follows its size and tells the exit code")
  func terminal() async throws {
    try await Tmux.with("read name; echo hello $name; stty size; read size; stty size; exit 3", columns: 70, rows: 20) {
      terminal in
      try terminal.type("Bruno")
      try terminal.sendKeys("Enter")
      try await terminal.waitFor("hello Bruno")
      try await terminal.waitFor("20 70")
      try terminal.resize(columns: 90, rows: 30)
      try terminal.sendKeys("Enter")
      try await terminal.waitFor("30 90")
      #expect(try await terminal.waitForExit() == 3)
    }
  }
}
