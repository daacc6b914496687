import Migrator
import Testing
import Tui

@Suite("The repository")
struct RepositoryTests {
  @Test("The top level holds what it promises and dot files, nothing else")
  func topLevel() throws {
    let allowed: Set<String> = [
      "Package.swift", "Package.resolved", "Sources", "Tests", "Themes", "Migrations", "README.md", "LICENSE",
    ]
    let others = try Repository.names(in: "").filter { !$0.hasPrefix(".") && !allowed.contains($0) }
    #expect(others == [])
  }

  @Test("The embedded migrations are the files, by name and content")
  func migrations() throws {
    let names = try Repository.names(in: "Migrations")
    #expect(EmbeddedMigrations.files.map(\.name) == names)
    for file in EmbeddedMigrations.files {
      let stored = try Repository.text("Migrations/\(file.name)")
      #expect(file.text == stored, "\(file.name) was changed by embedding it")
    }
  }

  @Test("The embedded themes are the files, by name and content")
  func themes() throws {
    let names = try Repository.names(in: "Themes")
    #expect(EmbeddedThemes.files.map(\.name) == names)
    for file in EmbeddedThemes.files {
      let stored = try Repository.text("Themes/\(file.name)")
      #expect(file.text == stored, "\(file.name) was changed by embedding it")
    }
  }

  @Test("Each migration has a way up and a way down, and no number is left out")
  func pairs() throws {
    let set = try MigrationSet.embedded()
    #expect(set.migrations.map(\.version) == Array(1...set.head))
    for migration in set.migrations { #expect(migration.down != nil, "\(migration.name) has no way down") }
  }
}
