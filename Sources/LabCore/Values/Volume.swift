import Words

/// An amount of specimen in whole microlitres.
package struct Volume: Hashable, Comparable, Sendable {
  package let microlitres: Int

  package init(microlitres: Int) {
    self.microlitres = microlitres
  }

  package static func millilitres(_ count: Int) -> Volume { Volume(microlitres: count * 1000) }
  package static let zero = Volume(microlitres: 0)

  package static func < (left: Self, right: Self) -> Bool { left.microlitres < right.microlitres }
  package static func + (left: Self, right: Self) -> Self { Self(microlitres: left.microlitres + right.microlitres) }
  package static func - (left: Self, right: Self) -> Self { Self(microlitres: left.microlitres - right.microlitres) }
  package static func * (volume: Self, count: Int) -> Self { Self(microlitres: volume.microlitres * count) }

  /// Millilitres without trailing zeros: `2 ml`, `0.5 ml`.
  package var text: String { Decimal.text(microlitres, places: 3) + " ml" }

  /// Reads millilitres as stored or typed: `2`, `0.50`, `2 ml`; nil otherwise.
  package init?(millilitreText text: String) {
    var rest = text.trimmedSlice
    if rest.lowercased().hasSuffix("ml") { rest = rest.dropLast(2).trimmedSlice }
    guard let microlitres = Decimal.parse(rest, places: 3) else { return nil }
    self.init(microlitres: microlitres)
  }
}
