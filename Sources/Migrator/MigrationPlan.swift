/// The steps that lead from where the database stands to a version, in the order in which they are taken.
package struct MigrationPlan: MigrationReport, Hashable {
  package struct Step: Sendable, Hashable, Encodable {
    package let version: Int
    package let name: String
    package let direction: MigrationDirection
    /// How many statements the script has.
    package let statements: Int

    package var label: String { Migration.label(version, name) }
  }

  package let current: Int
  package let target: Int
  package let steps: [Step]

  package var text: String {
    guard !steps.isEmpty else { return "Nothing to do: the database stands at \(current)." }
    return TextTable(
      steps.map { [$0.direction.rawValue, $0.label, "\($0.statements) statements"] }
    ).text
  }
}

/// What a run has done.
package struct MigrationRun: MigrationReport, Hashable {
  /// Where the database stands now.
  package let version: Int
  package let steps: [MigrationPlan.Step]

  package var text: String {
    guard !steps.isEmpty else { return "Nothing to do: the database stands at \(version)." }
    return steps.map { $0.direction == .up ? "applied \($0.label)" : "rolled back \($0.label)" }
      .joined(separator: "\n") + "\nThe database stands at \(version)."
  }
}

/// What a run is doing, for whoever watches.
package enum MigrationProgress: Sendable, Hashable {
  case waiting(holder: String)
  /// The whole way down is tried in a transaction that is rolled back.
  case rehearsing(steps: Int)
  case starting(MigrationPlan.Step)
  /// The locks a step needs were busy; it is tried again.
  case retrying(MigrationPlan.Step, attempt: Int)
  case finished(MigrationPlan.Step)
}
