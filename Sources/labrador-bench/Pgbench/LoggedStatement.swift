/// A statement as the server logged it: its text and the values bound to it, nil for null.
struct LoggedStatement: Equatable {
  let text: String
  let values: [String?]

  /// Reads what a role sent by the extended protocol, in order, from a log with the prefix `%m [%p] %q%u@%d `.
  static func read(_ log: some StringProtocol, of role: String) -> [LoggedStatement] {
    var statements: [LoggedStatement] = []
    var waiting: String?
    for entry in entries(log) where entry.contains(" \(role)@") {
      if let text = after("LOG:  execute <unnamed>: ", in: entry) {
        if let waiting { statements.append(LoggedStatement(text: waiting, values: [])) }
        waiting = text
      } else if let text = waiting, let list = after("DETAIL:  parameters: ", in: entry) {
        statements.append(LoggedStatement(text: text, values: Self.values(list)))
        waiting = nil
      }
    }
    if let waiting { statements.append(LoggedStatement(text: waiting, values: [])) }
    return statements
  }

  /// Joins the lines of an entry: those that go on begin with a tab.
  private static func entries(_ log: some StringProtocol) -> [String] {
    var entries: [String] = []
    for line in log.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.first == "\t", !entries.isEmpty {
        entries[entries.count - 1] += "\n" + line.dropFirst()
      } else {
        entries.append(String(line))
      }
    }
    return entries
  }

  private static func after(_ mark: String, in entry: String) -> String? {
    guard let place = entry.firstRange(of: mark) else { return nil }
    return String(entry[place.upperBound...])
  }

  /// Reads `$1 = 'it''s', $2 = NULL`.
  private static func values(_ list: String) -> [String?] {
    var values: [String?] = []
    var rest = list[...]
    while let equals = rest.firstRange(of: " = ") {
      rest = rest[equals.upperBound...]
      guard rest.first == "'" else {
        values.append(nil)
        rest = rest.drop { $0 != "," }
        continue
      }
      rest = rest.dropFirst()
      var value = ""
      while let character = rest.popFirst() {
        if character == "'" {
          guard rest.first == "'" else { break }
          rest = rest.dropFirst()
        }
        value.append(character)
      }
      values.append(value)
    }
    return values
  }
}
