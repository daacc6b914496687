/// One thing that was looked at, and what to do about it.
struct DoctorFinding: Encodable, Equatable {
  enum Level: String, Encodable { case ok, warn, fail }

  let level: Level
  /// A stable word for machines, such as `terminal.size`.
  let check: String
  let message: String
  /// What to do; nil where nothing has to be done.
  let advice: String?

  static func ok(_ check: String, _ message: String) -> DoctorFinding {
    DoctorFinding(level: .ok, check: check, message: message, advice: nil)
  }

  static func warn(_ check: String, _ message: String, _ advice: String) -> DoctorFinding {
    DoctorFinding(level: .warn, check: check, message: message, advice: advice)
  }

  static func fail(_ check: String, _ message: String, _ advice: String) -> DoctorFinding {
    DoctorFinding(level: .fail, check: check, message: message, advice: advice)
  }

  /// Two lines for people: what was seen and, below, what to do.
  var text: String {
    let head = "\(level.rawValue.padded(to: 6))\(check.padded(to: 22))\(message)"
    return advice.map { "\(head)\n\("".padded(to: 28))→ \($0)" } ?? head
  }
}

extension String {
  /// The text with spaces after it up to a width, and at least one where it is not empty.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(width - count, isEmpty ? 0 : 1))
  }
}
