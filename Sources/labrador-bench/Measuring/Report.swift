/// The figures for people and for machines.
struct Report {
  private let rows: [ResultRow]

  init(_ rows: [ResultRow]) {
    self.rows = rows
  }

  /// Aligned columns, figures to three digits.
  var table: String {
    let head = ["", "unit", "median", "p99", "peer", "ratio", ""]
    let lines = rows.map { row in
      [
        row.name, row.unit, Figure.text(row.median), row.slowest.map(Figure.text) ?? "",
        row.peer.map { "\($0.name) \(Figure.text($0.value))" } ?? "", row.ratio.map(Figure.text) ?? "", row.note ?? "",
      ]
    }
    let isNumber = [false, false, true, true, true, true, false]
    let widths = head.indices.map { column in ([head] + lines).map { $0[column].count }.max() ?? 0 }
    return ([head] + lines).map { cells in
      var line = ""
      for (column, cell) in cells.enumerated() {
        let blank = String(repeating: " ", count: widths[column] - cell.count)
        line += (isNumber[column] ? blank + cell : cell + blank) + "  "
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  /// An object whose `rows` have `name`, `unit`, `median`, and where there is one `p99`, `peer`, `ratio`, `note`.
  var json: String {
    let objects = rows.map { row -> String in
      var members = [("name", JSONText.quoted(row.name)), ("unit", JSONText.quoted(row.unit))]
      members.append(("median", JSONText.number(row.median)))
      if let slowest = row.slowest { members.append(("p99", JSONText.number(slowest))) }
      if let peer = row.peer {
        members.append(
          ("peer", "{\"name\": \(JSONText.quoted(peer.name)), \"value\": \(JSONText.number(peer.value))}"))
      }
      if let ratio = row.ratio { members.append(("ratio", JSONText.number(ratio))) }
      if let note = row.note { members.append(("note", JSONText.quoted(note))) }
      return "    {" + members.map { "\(JSONText.quoted($0)): \($1)" }.joined(separator: ", ") + "}"
    }
    return "{\n  \"rows\": [\n" + objects.joined(separator: ",\n") + "\n  ]\n}"
  }
}

/// Figures for people.
enum Figure {
  /// Three digits where there is a point: `1234`, `56.7`, `8.90`, `0.123`.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let places = value.magnitude >= 100 ? 0 : value.magnitude >= 10 ? 1 : value.magnitude >= 1 ? 2 : 3
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let digits = String(Int((value.magnitude * scale).rounded()))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 ? "-" : ""
    return sign + (places == 0 ? padded : "\(padded.dropLast(places)).\(padded.suffix(places))")
  }
}

/// The few pieces of JSON that a report is made of.
enum JSONText {
  static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
