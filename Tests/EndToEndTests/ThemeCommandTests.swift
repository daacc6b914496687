import EmbeddedPostgres
import FoundationEssentials
import Testing
import TestSupport

/// Themes and configuration as a person writes them, seen from the command line.
@Suite("The theme command")
struct ThemeCommandTests {
  private struct Listed: Decodable {
    let name: String
    let file: String?
    let inUse: Bool
    let problem: String?
  }

  private struct Report: Decodable {
    let name: String
    let problem: String?
    let warnings: [String]
  }

  private func binary(themes: [String: String] = [:], config: String? = nil) throws -> Binary {
    let binary = try Binary()
    let folder = binary.home + "/.config/labrador"
    try Files.makeDirectory(folder + "/themes", mode: 0o700)
    for (name, text) in themes { try Files.write(text, to: "\(folder)/themes/\(name).json5", mode: 0o600) }
    if let config { try Files.write(config, to: folder + "/config.json5", mode: 0o600) }
    return binary
  }

  @Test("the list has the program's themes and one's own, and marks the one in use")
  func list() throws {
    let binary = try binary(
      themes: ["mine": "{ inherits: 'dark' }", "torn": "{ inherits: 'torn' }"], config: "{ theme: 'mine' }")
    let outcome = try binary.run("theme", "list", "--json")
    #expect(outcome.code == 0)
    let listed = try JSONDecoder().decode([Listed].self, from: Data(outcome.output.utf8))
    #expect(
      listed.map(\.name) == ["dark", "light", "contrast", "colour-blind", "phosphor", "mono", "mine", "torn"])
    #expect(listed.filter(\.inUse).map(\.name) == ["mine"])
    #expect(listed.last?.problem?.contains("'torn'") ?? false)
    #expect(try binary.run("theme", "list").output.contains("* mine"))
  }

  @Test("the program's themes are in order; one that cannot be read is not")
  func check() throws {
    let binary = try binary(
      themes: ["pale": "{ inherits: 'dark', palette: { ink: '#444444' }, roles: { nothing: 'red' } }"])
    for name in ["dark", "light", "contrast", "colour-blind", "phosphor", "mono"] {
      #expect(try binary.run("theme", "check", name).code == 0, "\(name)")
    }
    let pale = try binary.run("theme", "check", "pale")
    #expect(pale.code == 1)
    #expect(pale.output.contains("pale: not in order"))
    #expect(pale.output.contains("there is no role 'nothing'"))
    #expect(pale.output.contains("needs 4.5"))
    let all = try binary.run("theme", "check", "--json")
    #expect(all.code == 1)
    let reports = try JSONDecoder().decode([Report].self, from: Data(all.output.utf8))
    #expect(reports.count == 7 && reports.last?.warnings.count == 1)
    let file = try binary.run("theme", "check", binary.home + "/.config/labrador/themes/pale.json5")
    #expect(file.output == pale.output)
    let missing = try binary.run("theme", "check", "none")
    #expect(missing.code == 1)
    #expect(missing.complaint.hasPrefix("There is no theme “none”"))
  }

  @Test(
    "a theme is shown in as many colours as asked for",
    arguments: [("truecolor", "38;2;"), ("256", "38;5;"), ("16", "[0;37;40m")])
  func show(_ color: String, _ code: String) throws {
    let outcome = try binary().run("theme", "show", "dark", "--color", color)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains(code))
    #expect(outcome.output.contains("status.overdue"))
  }

  @Test("without a terminal a theme is shown without colours")
  func plain() throws {
    let outcome = try binary().run("theme", "show")
    #expect(!outcome.output.contains("38;"))
    #expect(outcome.output.contains("selection"))
  }

  @Test("the list of keys has every action by its id, with the keys that it has here")
  func keys() throws {
    struct Action: Decodable {
      let id: String, keys: [String]
    }
    let binary = try binary(config: "{ keys: { 'booking.new': ['F11'], 'booking.find': [], help: ['Esc'] } }")
    let outcome = try binary.run("keys", "--json")
    #expect(outcome.code == 0)
    let actions = try JSONDecoder().decode([Action].self, from: Data(outcome.output.utf8))
    #expect(actions.first { $0.id == "booking.new" }?.keys == ["F11"])
    #expect(actions.first { $0.id == "booking.find" }?.keys == [])
    #expect(actions.first { $0.id == "help" }?.keys == ["F1", "Alt-1"])
    #expect(actions.contains { $0.id == "theme.phosphor" })
    #expect(try binary.run("keys").output.contains("  booking.new "))
  }

  @Test("doctor says everything that is not taken of configuration and themes")
  func doctor() throws {
    struct Finding: Decodable {
      let level: String, check: String, message: String
    }
    let binary = try binary(
      themes: ["torn": "{"],
      config: "{\n colour: 1, theme: 'none',\n keys: { help: ['Enter'],\n 'booking.new': ['F11'] } }")
    let outcome = try binary.run("doctor", "--json")
    let findings = try JSONDecoder().decode([Finding].self, from: Data(outcome.output.utf8))
    let messages = findings.filter { $0.level == "warn" }.map(\.message)
    #expect(messages.contains("Line 2: there is no setting “colour”."))
    #expect(messages.contains { $0.hasPrefix("help (line 3): Enter belongs to fields") })
    #expect(messages.contains { $0.contains("there is no theme “none”") })
    #expect(messages.contains { $0.contains("'torn' cannot be read") })
    #expect(!messages.contains { $0.contains("booking.new") })
  }
}
