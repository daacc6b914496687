import EmbeddedPostgres
import Glibc
import Testing
import TestSupport

/// Runs the built program as a person's shell would, in a home of its own.
struct Binary {
  /// Where everything of one test lies; the watchdog of the test folder stops its servers.
  let home: String

  init() throws { home = try TestFolder.make() }

  /// How a run ended.
  struct Outcome {
    let code: Int32
    let output: String
    let complaint: String

    /// The sentences on standard error, progress left out.
    var lastComplaint: String { complaint.split(separator: "\n").last.map(String.init) ?? "" }
  }

  /// The program lies beside the test bundle.
  static var path: String {
    Files.parent(Files.canonical("/proc/self/exe") ?? CommandLine.arguments[0]) + "/labrador"
  }

  /// A terminal of a common kind and this home; nothing else of the environment the tests run in.
  var environment: [String: String] {
    [
      "LABRADOR_HOME": home, "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8",
      "PATH": ClusterEnvironment.standardPath,
    ]
  }

  /// Runs to the end; `changes` replaces variables, and an empty value takes one away.
  func run(_ arguments: String..., changes: [String: String] = [:]) throws -> Outcome {
    try run(arguments, changes: changes)
  }

  /// The same with the arguments in an array.
  func run(_ arguments: [String], changes: [String: String] = [:]) throws -> Outcome {
    let complaints = "\(home)/\(TestFolder.unique()).stderr"
    let variables = environment.merging(changes) { $1 }.filter { !$0.value.isEmpty }
    let command = Command(
      "/bin/sh", ["-c", "file=$1; shift; exec \"$@\" 2> \"$file\"", "sh", complaints, Self.path] + arguments,
      environment: variables.map { "\($0.key)=\($0.value)" })
    let outcome = try command.run()
    return Outcome(code: outcome.code, output: outcome.output, complaint: Files.read(complaints) ?? "")
  }
}
