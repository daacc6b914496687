import Words

/// The name of a test among laboratories all over the world, such as `58410-2`.
///
/// Up to seven digits, a hyphen and the check digit that they lead to (modulo 10, LOINC Users' Guide, appendix B).
package struct LoincCode: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package var description: String { text }

  /// What is wrong with a text that is no such code.
  package enum Problem: Error, Equatable {
    case form
    case checkDigit(expected: Int)

    package var sentence: String {
      switch self {
      case .form: say("A LOINC code is up to seven digits, a hyphen and a check digit, such as 58410-2.")
      case .checkDigit(let expected):
        say("The check digit of this LOINC code would be \(expected); a digit is mistyped.")
      }
    }
  }

  package init(_ typed: String) throws(Problem) {
    let text = typed.trimmed
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...7).contains(parts[0].utf8.count), parts[1].utf8.count == 1,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let check = Int(parts[1])
    else { throw .form }
    let expected = Self.checkDigit(of: parts[0].utf8.map { Int($0) - 48 })
    guard check == expected else { throw .checkDigit(expected: expected) }
    self.text = text
  }

  /// Every second digit from the right is doubled, and the digits of everything are added up to the next ten.
  private static func checkDigit(of digits: [Int]) -> Int {
    let sum = digits.reversed().enumerated().reduce(0) { sum, next in
      let doubled = next.offset.isMultiple(of: 2) ? next.element * 2 : next.element
      return sum + doubled / 10 + doubled % 10
    }
    return (10 - sum % 10) % 10
  }
}
