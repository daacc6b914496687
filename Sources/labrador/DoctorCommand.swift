/// `labrador doctor`: looks at everything the desk needs and says what to do about what it finds.
struct DoctorCommand {
  let options: DatabaseOptions
  let json: Bool

  /// Prints the findings; false when the desk cannot work.
  func run(_ surroundings: Surroundings) async -> Bool {
    var findings = TerminalChecks(surroundings).findings()
    findings += ConfigChecks(surroundings).findings()
    findings += await DatabaseChecks(options, surroundings).findings()
    Console.say(json ? JSONText.of(findings) : findings.map(\.text).joined(separator: "\n") + "\n" + summary(findings))
    return !findings.contains { $0.level == .fail }
  }

  private func summary(_ findings: [DoctorFinding]) -> String {
    let failures = findings.count { $0.level == .fail }
    let warnings = findings.count { $0.level == .warn }
    switch (failures, warnings) {
    case (0, 0): return "\nEverything is in order."
    case (0, _): return "\nThe desk works; \(warnings) to look at."
    default: return "\n\(failures) to put in order before the desk works."
    }
  }
}
