/// Reads columns of digits from the beginning of a text, as the database prints dates and times.
struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: Substring) {
    rest = text.utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes exactly so many digits; nil where something else stands there.
  mutating func number(digits: Int) -> Int? {
    var number = 0
    for _ in 0..<digits {
      guard let byte = rest.first, byte.isASCIIDigit else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
      rest.removeFirst()
    }
    return number
  }

  /// Takes one of the characters; says whether it stood there.
  mutating func skip(_ first: Unicode.Scalar, or second: Unicode.Scalar? = nil) -> Bool {
    guard let byte = rest.first, byte == UInt8(ascii: first) || second.map({ byte == UInt8(ascii: $0) }) ?? false
    else { return false }
    rest.removeFirst()
    return true
  }

  /// Takes all digits that are left.
  mutating func skipDigits() { rest = rest.drop(while: \.isASCIIDigit) }
}

extension UInt8 {
  fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
