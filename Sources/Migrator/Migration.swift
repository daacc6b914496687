/// One numbered step of the schema: the script that takes it and the one that takes it back.
package struct Migration: Sendable, Hashable {
  package let version: Int
  package let name: String
  /// Canonical text, as its checksum is computed.
  package let up: String
  /// Canonical text; nil where there is no way back.
  package let down: String?

  package init(version: Int, name: String, up: String, down: String?) {
    self.version = version
    self.name = name
    self.up = Self.canonical(up)
    self.down = down.map(Self.canonical)
  }

  /// The number and the name as the files spell them, such as `0007_front_desk`.
  package var label: String { Self.label(version, name) }

  static func label(_ version: Int, _ name: String) -> String {
    let digits = String(version)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
  }

  /// The script of one direction.
  func script(_ direction: MigrationDirection) -> String? {
    switch direction {
    case .up: up
    case .down: down
    }
  }

  /// The form in which scripts are compared: LF, no blanks at the end of a line, one newline at the end of the text.
  ///
  /// What an editor or a checkout changes without anyone meaning it does not count as a change.
  package static func canonical(_ text: String) -> String {
    var lines: [String.UnicodeScalarView.SubSequence] = []
    let scalars = text.unicodeScalars
    for line in scalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let end = line.lastIndex { $0 != " " && $0 != "\t" && $0 != "\r" }
      lines.append(end.map { line[...$0] } ?? line.prefix(0))
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { String($0) + "\n" }.joined()
  }
}

/// Which way a migration is run.
package enum MigrationDirection: String, Sendable, Hashable, Codable {
  case up
  case down
}
