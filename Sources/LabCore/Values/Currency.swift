/// The money an organisation counts in: its ISO 4217 code, the digits after the point, and the sign on paper.
package struct Currency: Hashable, Sendable {
  /// Three capital letters, `INR`.
  package let code: String
  /// Digits after the point: 0, 2 or 3.
  package let exponent: Int
  /// Put before an amount, `₹`; a symbol that ends in a letter is set off by a space.
  package let symbol: String

  package init(code: String, exponent: Int, symbol: String) {
    precondition((0...3).contains(exponent), "a currency has 0 to 3 decimals")
    self.code = code
    self.exponent = exponent
    self.symbol = symbol
  }

  /// Finds a currency by its code, for set-up; the stored organisation carries exponent and symbol itself.
  package init?(code: String) {
    let wanted = code.uppercased()
    guard let found = Self.known.first(where: { $0.code == wanted }) else { return nil }
    self = found
  }

  /// Minor units in one major unit: 1, 10, 100 or 1000.
  package var minorUnitsPerMajor: Int64 {
    var units: Int64 = 1
    for _ in 0..<exponent { units *= 10 }
    return units
  }

  /// Says whether digits are grouped 12,34,567 rather than 1,234,567.
  package var groupsByLakh: Bool { ["INR", "NPR", "PKR", "BDT", "LKR"].contains(code) }

  package static let inr = Currency(code: "INR", exponent: 2, symbol: "₹")
  package static let usd = Currency(code: "USD", exponent: 2, symbol: "$")
  package static let eur = Currency(code: "EUR", exponent: 2, symbol: "€")
  package static let gbp = Currency(code: "GBP", exponent: 2, symbol: "£")
  package static let jpy = Currency(code: "JPY", exponent: 0, symbol: "¥")
  package static let kwd = Currency(code: "KWD", exponent: 3, symbol: "KD")

  /// Every currency that set-up offers by name.
  package static let known: [Currency] = [
    inr, usd, eur, gbp, jpy, kwd,
    Currency(code: "AED", exponent: 2, symbol: "AED"), Currency(code: "AUD", exponent: 2, symbol: "A$"),
    Currency(code: "BDT", exponent: 2, symbol: "৳"), Currency(code: "BHD", exponent: 3, symbol: "BD"),
    Currency(code: "CAD", exponent: 2, symbol: "C$"), Currency(code: "CHF", exponent: 2, symbol: "CHF"),
    Currency(code: "KRW", exponent: 0, symbol: "₩"), Currency(code: "LKR", exponent: 2, symbol: "Rs"),
    Currency(code: "MYR", exponent: 2, symbol: "RM"), Currency(code: "NPR", exponent: 2, symbol: "Rs"),
    Currency(code: "OMR", exponent: 3, symbol: "OMR"), Currency(code: "PKR", exponent: 2, symbol: "Rs"),
    Currency(code: "SAR", exponent: 2, symbol: "SAR"), Currency(code: "SGD", exponent: 2, symbol: "S$"),
    Currency(code: "VND", exponent: 0, symbol: "₫"), Currency(code: "ZAR", exponent: 2, symbol: "R"),
  ]
}
