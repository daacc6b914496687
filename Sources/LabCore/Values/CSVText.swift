/// A table as comma-separated text after RFC 4180: lines end in CR LF, cells are quoted where they have to be.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front, so that opening the file runs nothing.
package struct CSVText: Sendable {
  package private(set) var text: String

  /// Begins a table with the names of its columns.
  package init(_ columns: [String]) {
    text = ""
    append(columns)
  }

  /// Adds a record.
  package mutating func append(_ cells: [String]) {
    text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
  }

  /// A cell as it stands in the file.
  static func cell(_ value: String) -> String {
    let harmless = beginsFormula(value) ? "'" + value : value
    let mustBeQuoted = harmless.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    return mustBeQuoted ? "\"" + harmless.replacing("\"", with: "\"\"") + "\"" : harmless
  }

  /// Whether a spreadsheet would calculate what the text says, however many blanks stand before it.
  private static func beginsFormula(_ value: String) -> Bool {
    if let first = value.unicodeScalars.first, "\t\r\n".unicodeScalars.contains(first) { return true }
    let first = value.unicodeScalars.first { !$0.properties.isWhitespace }
    return first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
  }
}

extension Money {
  /// Prints the amount for a machine: `1234.50`, without sign of the currency or groups.
  package func plainText(in currency: Currency) -> String {
    let digits = String(minorUnits.magnitude)
    let padded = String(repeating: "0", count: Swift.max(0, currency.exponent + 1 - digits.utf8.count)) + digits
    let decimals = currency.exponent == 0 ? "" : "." + padded.suffix(currency.exponent)
    return (isNegative ? "-" : "") + padded.dropLast(currency.exponent) + decimals
  }
}
