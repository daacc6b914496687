extension Money {
  /// Prints the amount for people: `₹1,23,456.00`, `-$1,234.50`, `KD 1.250`.
  ///
  /// Without the symbol the text fits a column that names the currency in its heading.
  package func formatted(in currency: Currency, symbol: Bool = true) -> String {
    let units = currency.minorUnitsPerMajor
    let size = minorUnits.magnitude
    var text = isNegative ? "-" : ""
    if symbol {
      text += currency.symbol
      if currency.symbol.last?.isLetter ?? false { text += " " }
    }
    text += Self.grouped(size / UInt64(units), byLakh: currency.groupsByLakh)
    if currency.exponent > 0 {
      let decimals = String(size % UInt64(units))
      text += "." + String(repeating: "0", count: currency.exponent - decimals.utf8.count) + decimals
    }
    return text
  }

  /// Prints the amount without decimals that are all zero: `₹120`, but `₹120.50`.
  package func shortFormatted(in currency: Currency) -> String {
    let text = formatted(in: currency)
    guard currency.exponent > 0, minorUnits % currency.minorUnitsPerMajor == 0 else { return text }
    return String(text.dropLast(currency.exponent + 1))
  }

  private static func grouped(_ whole: UInt64, byLakh: Bool) -> String {
    var rest = Substring(String(whole))
    var groups = [rest.suffix(3)]
    rest = rest.dropLast(3)
    while !rest.isEmpty {
      groups.append(rest.suffix(byLakh ? 2 : 3))
      rest = rest.dropLast(byLakh ? 2 : 3)
    }
    return groups.reversed().joined(separator: ",")
  }
}
