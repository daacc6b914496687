import CPostgres

extension PostgresError {
  /// Reads the fields of an error result; libpq's own errors have no SQLSTATE, so that the connection decides.
  init(result: OpaquePointer, isBroken: Bool) {
    func field(_ code: Unicode.Scalar) -> String? {
      PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
    sqlState = field("C")
    message = field("M") ?? Self.sentence(PQresultErrorMessage(result))
    code = sqlState.map(Code.init(sqlState:)) ?? (isBroken ? .connectionLost : .clientRefused)
    detail = field("D")
    hint = field("H")
    constraint = field("n")
    schema = field("s")
    table = field("t")
    column = field("c")
    context = field("W")
    position = field("P").flatMap { Int($0) }
  }

  /// Reads why a connection could not be opened.
  ///
  /// libpq 15 hands out no fields for this, but its verbose message names the SQLSTATE after the severity.
  init(connectionMessage: String) {
    var lines: [String] = []
    var state: String?
    for line in connectionMessage.split(separator: "\n") where !line.hasPrefix("LOCATION:") {
      let (sentence, found) = Self.separateState(String(line))
      state = found ?? state
      lines.append(sentence)
    }
    self.init(code: .connectionFailed, message: lines.joined(separator: " "))
    sqlState = state
    // A database that is closed to connections is like a server that is starting up: trying again later helps.
    if let state { code = state == "55000" ? .startingUp : Code(rawValue: state) }
  }

  /// Takes `28P01` out of `… failed: FATAL:  28P01: password authentication failed`.
  private static func separateState(_ line: String) -> (sentence: String, state: String?) {
    let parts = line.split(separator: ": ", omittingEmptySubsequences: false)
    let place = parts.firstIndex { part in
      let word = part.drop { $0 == " " }
      return word.utf8.count == 5
        && word.utf8.allSatisfy {
          UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
        }
        && word.utf8.contains { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
    guard let place, place > 0 else { return (line, nil) }
    let state = parts[place].drop { $0 == " " }
    return ((parts[..<place] + parts[(place + 1)...]).joined(separator: ": "), String(state))
  }

  /// One line of what libpq says.
  static func sentence(_ message: UnsafePointer<CChar>?) -> String {
    let lines = message.map { String(cString: $0) }?.split(separator: "\n") ?? []
    return lines.isEmpty ? "The connection failed without a reason." : lines.joined(separator: " ")
  }
}
