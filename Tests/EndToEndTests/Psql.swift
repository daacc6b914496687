import EmbeddedPostgres
import Testing

/// Asks a database through psql, as a person with the printed connection string would.
struct Psql {
  let target: String

  /// The answer's rows and columns as text; a refused question fails the test.
  func rows(_ question: String) throws -> [[String]] {
    let outcome = try Command(
      "/usr/bin/env", ["psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", question, target],
      environment: ["PATH=\(ClusterEnvironment.standardPath)", "LC_ALL=C.UTF-8"]
    ).run()
    try #require(outcome.code == 0, "\(outcome.output)")
    return outcome.output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The first column of the first row.
  func value(_ question: String) throws -> String { try #require(try rows(question).first?.first) }

  func number(_ question: String) throws -> Int { try #require(Int(try value(question))) }
}
