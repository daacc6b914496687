@testable import Migrator
import Testing

@Suite("Statements of a script")
struct ScriptScannerTests {
  struct Script: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let lines: [Int]
    var testDescription: String { name }
  }

  @Test(
    "begin where they begin",
    arguments: [
      Script(name: "plain", text: "a;\nb;\n\nc", lines: [1, 2, 4]),
      Script(name: "empty statements", text: ";;\n;a;;", lines: [2]),
      Script(name: "quotes", text: "a ';' \"x;\"\n';';\nb", lines: [1, 3]),
      Script(name: "doubled quotes", text: "a 'it''s; ok';\nb", lines: [1, 2]),
      Script(name: "escapes", text: #"a E'it\'s; ok';"# + "\nb", lines: [1, 2]),
      Script(name: "no escapes", text: #"a 'back\';"# + "\nb", lines: [1, 2]),
      Script(name: "dollar quotes", text: "do $$\nbegin; end;\n$$;\nb", lines: [1, 4]),
      Script(name: "tagged dollar quotes", text: "do $a$ $$;$$ $b$;$b$ $a$;\nb", lines: [1, 2]),
      Script(name: "places", text: "select $1;\nb", lines: [1, 2]),
      Script(name: "line comments", text: "-- a; b\na -- ; '\n;\nb", lines: [2, 4]),
      Script(name: "nested comments", text: "/* a; /* b; */ ; */\na;\nb", lines: [2, 3]),
      Script(name: "parentheses", text: "create rule (a; b);\nc", lines: [1, 2]),
      Script(name: "nothing", text: "-- only a comment\n", lines: []),
      Script(name: "unfinished quote", text: "a 'b;\nc;", lines: [1]),
    ])
  func lines(script: Script) {
    #expect(ScriptScanner.statements(of: script.text).map(\.line) == script.lines)
  }

  @Test(
    "that begin or end a transaction are seen",
    arguments: [
      ("begin;", true), ("COMMIT", true), ("/* x */ rollback;", true), ("start transaction;", true), ("end", true),
      ("do $$ begin end $$;", false), ("create table commit ();", false), ("select 'commit;'", false),
    ])
  func control(text: String, expected: Bool) {
    #expect(ScriptScanner.statements(of: text).contains(where: \.controlsTransaction) == expected)
  }

  @Test(
    "that create tables name them",
    arguments: [
      ("create table pets (id int);", "pets"), ("CREATE TABLE IF NOT EXISTS desk.pets(id int);", "desk.pets"),
      ("create index a on b (c);", nil), ("alter table pets add x int;", nil),
    ])
  func tables(text: String, table: String?) {
    #expect(ScriptScanner.statements(of: text).first?.createdTable == table)
  }
}
