/// An amount in the minor units of the organisation's currency (paise for INR); never a fraction of one.
///
/// The currency itself comes in where text is read or printed. Arithmetic traps on overflow: amounts that people
/// type are held below `Money.largest`, so only a mistake of the program can reach it.
package struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let minorUnits: Int64

  package init(minorUnits: Int64) {
    self.minorUnits = minorUnits
  }

  package static let zero = Money(minorUnits: 0)
  /// The largest amount that is accepted from text: a million million minor units.
  package static let largest = Money(minorUnits: 1_000_000_000_000)

  package var isZero: Bool { minorUnits == 0 }
  package var isNegative: Bool { minorUnits < 0 }

  package static func < (left: Self, right: Self) -> Bool { left.minorUnits < right.minorUnits }
  package static func + (left: Self, right: Self) -> Self { Self(minorUnits: left.minorUnits + right.minorUnits) }
  package static func - (left: Self, right: Self) -> Self { Self(minorUnits: left.minorUnits - right.minorUnits) }
  package static prefix func - (amount: Self) -> Self { Self(minorUnits: -amount.minorUnits) }
  package static func * (amount: Self, count: Int) -> Self { Self(minorUnits: amount.minorUnits * Int64(count)) }
  package static func += (left: inout Self, right: Self) { left = left + right }
  package static func -= (left: inout Self, right: Self) { left = left - right }

  /// Multiplies by a fraction and rounds a half away from zero, without overflow on the way.
  package func scaled(by numerator: Int, over denominator: Int) -> Money {
    precondition(denominator > 0, "a fraction of money has a positive denominator")
    let exact = Int128(minorUnits) * Int128(numerator)
    let size = exact.magnitude
    let rounded = (size * 2 + UInt128(denominator)) / (UInt128(denominator) * 2)
    return Money(minorUnits: exact < 0 ? -Int64(rounded) : Int64(rounded))
  }

  /// The minor units in digits; for people there is `formatted(in:)`.
  package var description: String { String(minorUnits) }
}

extension Sequence<Money> {
  /// Adds the amounts up; nothing makes zero.
  package func sum() -> Money { reduce(.zero, +) }
}
