/// The weight of a pet in whole grams.
package struct Weight: Hashable, Comparable, Sendable {
  package let grams: Int

  package init(grams: Int) {
    self.grams = grams
  }

  package static func < (left: Self, right: Self) -> Bool { left.grams < right.grams }

  /// Kilograms without trailing zeros, grams below half a kilogram: `12.5 kg`, `85 g`.
  package var text: String { grams < 500 ? "\(grams) g" : Decimal.text(grams, places: 3) + " kg" }

  /// Reads `12.5`, `12.5 kg`, `850 g`; a bare number is kilograms; nil when it is no weight above zero.
  package init?(_ text: String) {
    var rest = text.lowercased().trimmedSlice
    var places = 3
    for unit in ["kgs", "kg", "grams", "gm", "g"] where rest.hasSuffix(unit) {
      rest = rest.dropLast(unit.count).trimmedSlice
      places = unit.hasPrefix("k") ? 3 : 0
      break
    }
    guard let grams = Decimal.parse(rest, places: places), grams > 0 else { return nil }
    self.init(grams: grams)
  }
}
