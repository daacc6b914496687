/// A number that stands on labels and slips as a bar code.
package enum ScannedNumber: Hashable, Sendable {
  /// The number of a booking, such as `B-000123`.
  case booking(String)
  /// The number of a tube, such as `26-000123`.
  case tube(String)

  /// Reads `B-000123`, `b000123`, `26-000123` or `26000123`; nil for anything else, such as a phone number.
  package init?(_ text: String) {
    let text = text.uppercased()
    if text.first == "B" {
      let digits = text.dropFirst().first == "-" ? text.dropFirst(2) : text.dropFirst()
      guard (1...12).contains(digits.count), digits.allSatisfy(Self.isDigit) else { return nil }
      self = .booking("B-" + digits)
      return
    }
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ $0.allSatisfy(Self.isDigit) }) else { return nil }
    switch (parts.count, parts[0].count) {
    case (2, 2) where (1...9).contains(parts[1].count): self = .tube(text)
    case (1, 8): self = .tube("\(text.prefix(2))-\(text.dropFirst(2))")
    default: return nil
    }
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

  /// The number as the label says it.
  package var text: String {
    switch self {
    case .booking(let number), .tube(let number): number
    }
  }
}
