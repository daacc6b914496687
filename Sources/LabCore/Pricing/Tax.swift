import Words

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

extension TaxTable {
  /// Taxes what lines come to after their discounts: a sum for each code that has a rate, a half unit rounded up.
  func lines(for lines: [QuoteLine]) -> [TaxLine] {
    var bases: [TaxCode: Money] = [:]
    for line in lines {
      if let code = line.taxCode { bases[code, default: .zero] += line.net }
    }
    return bases.sorted { $0.key < $1.key }.compactMap { code, base in
      basisPoints[code].map { points in
        TaxLine(code: code, basisPoints: points, base: base, amount: base.scaled(by: points, over: 10_000))
      }
    }
  }
}

extension TaxLine {
  static func trace(_ taxes: [TaxLine], in currency: Currency) -> [RuleTrace] {
    guard !taxes.isEmpty else { return [RuleTrace("tax", .notTried, words: say("No test bears tax."))] }
    return taxes.map { tax in
      let rate = Decimal.text(tax.basisPoints, places: 2)
      return RuleTrace(
        "tax.\(tax.code)", .passed, amount: tax.amount,
        words: say("\(tax.code) \(rate) % on \(tax.base.formatted(in: currency))."))
    }
  }
}
