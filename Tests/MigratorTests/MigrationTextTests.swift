import FoundationEssentials
import Migrator
import Testing

@Suite("Migration files")
struct MigrationTextTests {
  @Test(
    "what nobody means to change does not count",
    arguments: [
      "create table a ();\ncomment on table a is 'x';\n",
      "create table a ();\r\ncomment on table a is 'x';\r\n",
      "create table a ();  \ncomment on table a is 'x';\t\n\n\n",
      "create table a ();\ncomment on table a is 'x';",
    ])
  func canonical(text: String) {
    #expect(Migration.canonical(text) == "create table a ();\ncomment on table a is 'x';\n")
  }

  @Test("blanks at the beginning of a line and empty lines inside stay", arguments: ["  a;\n\nb;\n", "\na;\n", ""])
  func kept(text: String) {
    #expect(Migration.canonical(text) == text)
  }

  @Test("files are paired by number and name")
  func pairs() throws {
    let set = try MigrationSet(files: [
      ("0002_b.up.sql", "2"), ("0001_a.down.sql", "-1"), ("0001_a.up.sql", "1"),
    ])
    #expect(set.migrations.map(\.label) == ["0001_a", "0002_b"])
    #expect(set[1]?.down == "-1\n")
    #expect(set[2]?.down == nil)
    #expect(set.head == 2)
  }

  @Test(
    "sets that make no sense are refused",
    arguments: [
      ["0001_a.up.sql", "0001_b.up.sql"], ["0001_a.down.sql"], ["1_a.up.sql"], ["0001_a.sql"], ["0001a.up.sql"],
      ["0000_a.up.sql"], ["0001_.up.sql"], ["0001_a.sideways.sql"],
    ])
  func refused(names: [String]) {
    #expect(throws: MigrationError.self) { try MigrationSet(files: names.map { ($0, "select 1") }) }
  }

  @Test("what is built in is what the folder holds, and every migration has a way back")
  func embedded() throws {
    let embedded = try MigrationSet.embedded()
    let folder = try MigrationSet(directory: Self.root + "/Migrations")
    #expect(embedded.migrations == folder.migrations)
    #expect(embedded.migrations.map(\.version) == Array(1...max(1, embedded.head)))
    #expect(embedded.migrations.filter { $0.down == nil }.isEmpty)
  }

  @Test("a folder that is not there is told in one sentence")
  func absent() {
    let error = #expect(throws: MigrationError.self) { try MigrationSet(directory: "/nonexistent") }
    #expect(error.map { "\($0)".contains("/nonexistent") } ?? false)
  }

  /// The top of the repository.
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
}
