import CPostgres

/// Where and as whom to connect: what a `postgres://` address or a `key=value` string says.
///
/// What it does not say comes from libpq's environment variables, service file and password file. Its description never
/// holds the password.
package struct ConnectionTarget: Sendable, Hashable {
  private var values: [String: String]

  /// Everything from libpq's environment variables, service file and defaults.
  package static let environment = ConnectionTarget(values: [:])

  /// Takes libpq keywords such as `host`, `port`, `dbname`, `user`.
  package init(values: [String: String]) {
    self.values = values
  }

  /// Reads a `postgres://` address or a `key=value` string; an empty one is the environment.
  package init(_ text: String) throws(PostgresError) {
    var reason: UnsafeMutablePointer<CChar>?
    guard !text.utf8.contains(0), let options = PQconninfoParse(text, &reason) else {
      defer { PQfreemem(reason) }
      throw Self.unreadable(reason.map { String(cString: $0) } ?? "it contains a NUL character")
    }
    defer { PQconninfoFree(options) }
    values = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    if host?.contains("@") == true {
      throw Self.unreadable("an @ in the user's name or password has to be written %40")
    }
  }

  /// The value of a libpq keyword; setting nil leaves it to the environment.
  package subscript(keyword: String) -> String? {
    get { values[keyword] }
    set { values[keyword] = newValue }
  }

  /// The same target with some keywords replaced.
  package func replacing(_ replacements: [String: String]) -> ConnectionTarget {
    ConnectionTarget(values: values.merging(replacements) { $1 })
  }

  package var host: String? { values["host"] }
  package var database: String? { values["dbname"] }
  package var user: String? { values["user"] }

  /// The `key=value` string with everything in it, the password too; not for a screen or a log.
  package var secretConnectionString: String {
    values.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted($0.value))" }.joined(separator: " ")
  }

  var keywords: [(keyword: String, value: String)] {
    values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Takes the password out of a sentence of libpq's.
  func redacted(_ text: String) -> String {
    guard let password = values["password"], !password.isEmpty else { return text }
    var rest = text[...]
    var redacted = ""
    while let index = rest.indices.first(where: { rest[$0...].hasPrefix(password) }) {
      redacted += rest[..<index] + "…"
      rest = rest[index...].dropFirst(password.count)
    }
    return redacted + rest
  }

  /// libpq quotes parts of the text it could not read, which may be a password.
  private static func unreadable(_ reason: String) -> PostgresError {
    let parts = reason.split(separator: "\"", omittingEmptySubsequences: false)
    let words = parts.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "…" }
    let sentence = words.joined(separator: "\"").drop { $0 == " " }
    let message = "The database address cannot be read: \(sentence.filter { $0 != "\n" })"
    return PostgresError(code: .invalidTarget, message: message)
  }

  private static func quoted(_ value: String) -> String {
    var quoted = "'"
    for character in value {
      if character == "'" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "'"
  }
}

extension ConnectionTarget: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String {
    if values.isEmpty { return "the PostgreSQL of the environment" }
    if let service = values["service"] { return "service \(service)" }
    let place = values["host"] ?? values["hostaddr"] ?? "local socket"
    let port = values["port"].map { ":\($0)" } ?? ""
    let user = values["user"].map { "\($0)@" } ?? ""
    let database = values["dbname"].map { "/\($0)" } ?? ""
    return user + place + port + database
  }

  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["target": description]) }
}
