import LabCore
import LabStore

/// One confirmation as a custom script of pgbench: the same statements, bound values and round trips as the desk's.
///
/// What differs from one confirmation to the next becomes a variable: the session of the client, the request key, and what
/// the insert of the booking answered.
struct PgbenchScript {
  private(set) var text = "\\set request random(1, 9000000000000000000)\n"
  /// Values of the script's variables, for `-D`.
  private(set) var variables: [(name: String, value: String)] = []
  private var isPipelined = false

  /// Turns what one desk sent into the script; `tokens` holds one session for each client.
  init(
    _ statements: [LoggedStatement], key: RequestKey, booking: ConfirmedBooking, tokens: [String]
  ) {
    for (index, token) in tokens.enumerated() { variables.append(("session\(index)", token)) }
    let session = "(array[" + tokens.indices.map { ":session\($0)" }.joined(separator: ", ") + "])[:client_id + 1]"
    var isBooked = false
    for (number, statement) in statements.enumerated() {
      let returnsBooking = statement.text.hasPrefix("insert into bookings")
      let isAwaited =
        returnsBooking || statement.text == "commit" || statement.text.hasPrefix("insert into request_log")
      pipeline(!isAwaited)
      let line = statement.replacingPlaces { place, value in
        if tokens.contains(value) { return session }
        if value == key.description { return "lpad(to_hex(:request::bigint), 32, '0')" }
        if isBooked, value == booking.id.description { return ":id" }
        if isBooked, value == booking.number { return ":booking_number" }
        let name = "value\(number)_\(place)"
        variables.append((name, value))
        return ":" + name
      }
      text += line + (returnsBooking ? " \\gset\n" : ";\n")
      if returnsBooking { isBooked = true }
    }
    pipeline(false)
  }

  /// Statements that the desk does not wait for one by one travel together.
  private mutating func pipeline(_ wanted: Bool) {
    guard wanted != isPipelined else { return }
    text += wanted ? "\\startpipeline\n" : "\\endpipeline\n"
    isPipelined = wanted
  }
}

extension LoggedStatement {
  /// The text with something else for each `$n` and `null` for those that are null.
  fileprivate func replacingPlaces(_ replacement: (_ place: Int, _ value: String) -> String) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      let digits = character == "$" ? rest.prefix { $0.isASCII && $0.isNumber } : ""
      guard let place = Int(digits), values.indices.contains(place - 1) else {
        result.append(character)
        continue
      }
      rest = rest.dropFirst(digits.count)
      result += values[place - 1].map { replacement(place, $0) } ?? "null"
    }
    return result
  }
}
