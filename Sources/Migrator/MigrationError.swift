/// Why a migration could not be run; each case makes one sentence.
package enum MigrationError: Error, Sendable, Hashable {
  case invalidSet(String)
  case unknownVersion(Int, head: Int)
  /// The history and the files tell different stories.
  case drift([String])
  case wrongDirection(current: Int, target: Int, direction: MigrationDirection)
  case noWayBack(String)
  case locked(holder: String)
  case pooled
  case endsTransaction(String, line: Int)
  case failed(FailedMigration)
  /// The connection broke during the commit.
  case outcomeUnknown(String, MigrationDirection)
  case notAdoptable(String, missing: [String])
}

/// The statement that stopped a migration, and what PostgreSQL said.
package struct FailedMigration: Sendable, Hashable {
  package let label: String
  package let direction: MigrationDirection
  /// From 1; nil if the script itself was not at fault.
  package let statement: Int?
  /// From 1.
  package let line: Int?
  package let message: String
  package let detail: String?
  package let sqlState: String?
}

extension MigrationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidSet(let reason): "The migrations cannot be used: \(reason)."
    case .unknownVersion(let version, let head): "There is no migration \(version); the last one is \(head)."
    case .drift(let reasons): "The database and the migrations differ: \(reasons.joined(separator: "; "))."
    case .wrongDirection(let current, let target, .up):
      "The database stands at \(current), which is past \(target); going back is asked for with down."
    case .wrongDirection(let current, let target, .down):
      "The database stands at \(current), which is not past \(target); going on is asked for with up."
    case .noWayBack(let label): "\(label) has no down script, so that it cannot be rolled back."
    case .locked(let holder): "Another migration is running: \(holder)."
    case .pooled: "Migrations need a direct connection; this one goes through a connection pooler."
    case .endsTransaction(let label, let line):
      "\(label) begins or ends a transaction in line \(line), which the migrator does itself."
    case .failed(let failure): failure.description
    case .outcomeUnknown(let label, let direction):
      "The connection broke while \(label) (\(direction.rawValue)) was being committed; ask for the status."
    case .notAdoptable(let label, let missing):
      "The database does not stand at \(label): it has no table \(missing.joined(separator: ", "))."
    }
  }
}

extension FailedMigration: CustomStringConvertible {
  package var description: String {
    let places = [statement.map { "statement \($0)" }, line.map { "line \($0)" }].compactMap { $0 }
    let place = places.isEmpty ? "" : " at " + places.joined(separator: ", ")
    let state = sqlState.map { " (\($0))" } ?? ""
    let more = detail.map { "; \($0)" } ?? ""
    return "\(label) (\(direction.rawValue)) failed\(place), and nothing of it was kept: \(message)\(state)\(more)"
  }
}
