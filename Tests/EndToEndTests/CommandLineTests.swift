import FoundationEssentials
import Testing
import TestSupport

@Suite("The command line")
struct CommandLineTests {
  /// Arguments that make no sense, and a part of the sentence that says so.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let sentence: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String..., says sentence: String) {
      self.arguments = arguments
      self.sentence = sentence
    }
  }

  static let mistakes = [
    Mistake("--frobnicate", says: "There is no option `--frobnicate` here."),
    Mistake("frobnicate", says: "There is no command `frobnicate`."),
    Mistake("--database", says: "`--database` needs a value."),
    Mistake("--color", "pink", says: "`--color` takes one of: mono, 16, 256, truecolor; not `pink`."),
    Mistake("demo", "--json", says: "`--json` goes with `labrador demo --accounts`."),
    Mistake("demo", "--database", "x", says: "The demo brings its own database"),
    Mistake("migrate", says: "`labrador migrate` needs one of: status, plan, up, down, validate, history, stamp."),
    Mistake("migrate", "down", says: "`labrador migrate down` needs a version, for example `--to 1`."),
    Mistake("migrate", "up", "--to", "many", says: "`--to` takes the number of a migration; `many` is none."),
    Mistake("migrate", "status", "--to", "3", says: "`labrador migrate status` takes no version."),
    Mistake("migrate", "status", "--demo", "--database", "x", says: "`--demo` and `--database` name two databases"),
    Mistake("database", says: "`labrador database` knows one word: `url`."),
    Mistake("database", "url", "--as", "king", says: "`--as` takes one of: desk, owner; not `king`."),
    Mistake("setup", says: "`labrador setup` needs `--database OWNER_URL`"),
    Mistake("setup", "--database", "x", "--name", "A", says: "add `--organization`, `--phone`, `--password-file`."),
    Mistake("setup", "--database", "x", "--password", "y", says: "use `--password-file FILE`."),
    Mistake("keys", "now", says: "`now` is one word too many."),
    Mistake("theme", says: "`labrador theme` needs one of: list, check, show."),
    Mistake("theme", "list", "dark", says: "`dark` is one word too many."),
    Mistake("theme", "show", "--json", says: "There is no option `--json` here."),
    Mistake("theme", "show", "--color", "pink", says: "`--color` takes one of: mono, 16, 256, truecolor; not `pink`."),
    Mistake("doctor", "now", says: "`now` is one word too many."),
    Mistake("--version", "now", says: "`now` is one word too many."),
  ]

  @Test("a mistake is told in one sentence with the way to the help, and ends with code 2", arguments: mistakes)
  func usage(mistake: Mistake) throws {
    let outcome = try Binary().run(mistake.arguments)
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    let lines = outcome.complaint.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains(mistake.sentence) ?? false, "\(outcome.complaint)")
    #expect(lines.last == "See `labrador --help`.")
  }

  @Test(
    "help and version are answers, on standard output", arguments: [["--help"], ["migrate", "--help"], ["--version"]])
  func help(arguments: [String]) throws {
    let outcome = try Binary().run(arguments)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains(arguments == ["--version"] ? "labrador 0" : "labrador doctor"))
    #expect(outcome.complaint.isEmpty)
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }

  @Test("a pipe and a missing TERM are refused before anything is started")
  func terminal() throws {
    let binary = try Binary()
    let pipe = try binary.run()
    #expect(pipe.code == 1)
    #expect(
      pipe.complaint == "Input and output must be a terminal; start the program in a terminal window, not in a pipe.\n")
    let nameless = try binary.run("demo", changes: ["TERM": ""])
    #expect(nameless.code == 1)
    #expect(nameless.complaint.hasPrefix("TERM is not set"))
    #expect(nameless.complaint.split(separator: "\n").count == 1)
  }

  @Test(
    "a home that cannot be written is told in one sentence", arguments: [["migrate", "status"], ["database", "url"]])
  func readOnlyHome(arguments: [String]) throws {
    let outcome = try Binary().run(arguments, changes: ["LABRADOR_HOME": "/proc/labrador"])
    #expect(outcome.code == 1)
    #expect(outcome.complaint.contains("cannot be used"), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }

  @Test(
    "an unreachable database is told in one sentence, within ten seconds",
    arguments: [["migrate", "status"], ["setup"]])
  func unreachable(arguments: [String]) throws {
    let start = ContinuousClock.now
    let outcome = try Binary().run(arguments + ["--database", "postgres://me:hidden@127.0.0.1:1/clinic"])
    #expect(outcome.code == 1)
    #expect(outcome.lastComplaint.contains("127.0.0.1"), "\(outcome.complaint)")
    #expect(!outcome.complaint.contains("hidden"))
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("the desk leaves the terminal in order when its database cannot be reached")
  func unreachableDesk() async throws {
    let binary = try Binary()
    let command = "\(Binary.path) --database postgres://127.0.0.1:1/clinic; echo code $?; stty -a; read -r _"
    try await Tmux.with(command, environment: binary.environment) { terminal in
      let screen = try await terminal.waitFor("code 1")
      #expect(screen.contains("127.0.0.1"))
      #expect(try await terminal.waitFor("icanon").contains(" echo "))
    }
  }

  @Test("a URL that cannot be read is told without its password")
  func unreadableURL() throws {
    let outcome = try Binary().run("migrate", "status", "--database", "postgres://me:hidden@[/x")
    #expect(outcome.code == 1)
    #expect(outcome.complaint.hasPrefix("The database address cannot be read"))
    #expect(!outcome.complaint.contains("hidden"))
  }

  @Test("the demo's accounts are an array with every role, made without starting anything")
  func accounts() throws {
    struct Account: Decodable {
      let organization: String, role: String, name: String, phone: String, password: String
    }
    let binary = try Binary()
    let outcome = try binary.run("demo", "--accounts", "--json")
    let accounts = try JSONDecoder().decode([Account].self, from: Data(outcome.output.utf8))
    let roles = Set(accounts.map(\.role))
    #expect(roles.isSuperset(of: ["receptionist", "collector", "lab_tech", "analyst", "admin", "organization_owner"]))
    #expect(
      accounts.allSatisfy { !$0.organization.isEmpty && !$0.name.isEmpty && !$0.phone.isEmpty && !$0.password.isEmpty })
    #expect(try !binary.run("demo", "--accounts").output.contains("{"))
    #expect(try binary.run("demo", "--reset").output.contains("There is no demo yet"))
    #expect(!FileManager.default.fileExists(atPath: binary.home + "/demo"))
  }

  @Test("doctor says what is wrong and fails when the desk cannot work")
  func doctor() throws {
    struct Finding: Decodable {
      let level: String, check: String, message: String
      let advice: String?
    }
    let outcome = try Binary().run("doctor", "--json", changes: ["TERM": "", "LANG": "en_IN.ISO-8859-1"])
    #expect(outcome.code == 1)
    let findings = try JSONDecoder().decode([Finding].self, from: Data(outcome.output.utf8))
    #expect(findings.first { $0.check == "terminal.kind" }?.level == "fail")
    #expect(findings.first { $0.check == "locale" }?.level == "warn")
    #expect(findings.allSatisfy { $0.level == "ok" || $0.advice != nil })
  }
}
