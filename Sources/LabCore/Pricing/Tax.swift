/// The code under which a test is taxed.
package struct TaxCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
  package var description: String { text }
}

/// The rates of an organisation; a code without a rate, and a test without a code, bear no tax.
package struct TaxTable: Hashable, Sendable {
  /// In hundredths of a percent: 1,800 is 18 %.
  package let basisPoints: [TaxCode: Int]

  package init(basisPoints: [TaxCode: Int] = [:]) {
    self.basisPoints = basisPoints
  }

  package static let none = TaxTable()
}
