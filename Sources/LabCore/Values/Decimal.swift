/// Reads and prints decimals as whole numbers of a thousandth or a tenth, so that no measure passes through a float.
enum Decimal {
  /// Reads `3`, `3.25`, `.5` as a whole number of units, 10^places of them in one; nil when it is no such number.
  static func parse(_ text: some StringProtocol, places: Int) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, text.contains(where: \.isASCIIDigit) else { return nil }
    var decimals = parts.count == 2 ? String(parts[1]) : ""
    guard whole.allSatisfy(\.isASCIIDigit), decimals.allSatisfy(\.isASCIIDigit), whole.utf8.count <= 9 else {
      return nil
    }
    while decimals.utf8.count > places, decimals.last == "0" { decimals.removeLast() }
    guard decimals.utf8.count <= places else { return nil }
    decimals += String(repeating: "0", count: places - decimals.utf8.count)
    return Int(String(whole) + decimals)
  }

  /// Prints whole units as a decimal without trailing zeros: 2500 with 3 places is `2.5`.
  static func text(_ units: Int, places: Int) -> String {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: Swift.max(0, places + 1 - digits.utf8.count)) + digits
    var decimals = padded.suffix(places)
    while decimals.last == "0" { decimals.removeLast() }
    let whole = padded.dropLast(places)
    return (units < 0 ? "-" : "") + whole + (decimals.isEmpty ? "" : "." + decimals)
  }
}
