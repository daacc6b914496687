/// What a check of the whole database found.
package struct ValidationReport: MigrationReport, Hashable {
  package enum Kind: String, Sendable, Hashable, Encodable {
    case migration
    case notValidated
    case invalidIndex
    case disabledTrigger
    case rowSecurity
    case brokenReference
    case brokenRule
  }

  package struct Finding: Sendable, Hashable, Encodable {
    package let kind: Kind
    /// The table, constraint, index or migration.
    package let object: String
    package let message: String
  }

  package let version: Int
  /// How many constraints were held against their rows.
  package let constraintsChecked: Int
  package let findings: [Finding]

  package var isValid: Bool { findings.isEmpty }

  package var text: String {
    let summary = "\(constraintsChecked) constraints checked at version \(version)"
    guard !isValid else { return summary + ", nothing found." }
    return findings.map(\.message).joined(separator: "\n") + "\n" + summary + ", \(findings.count) findings."
  }
}
