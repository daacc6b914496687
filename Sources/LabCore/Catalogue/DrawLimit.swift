/// How much blood may be drawn from a pet at one visit.
package struct DrawLimit: Hashable, Sendable {
  package let species: Species
  package let microlitresPerKilogram: Int
  /// Taken where nobody knows the weight: the limit of a small adult of the kind.
  package let fallback: Volume

  package init(species: Species, microlitresPerKilogram: Int, fallback: Volume) {
    self.species = species
    self.microlitresPerKilogram = microlitresPerKilogram
    self.fallback = fallback
  }

  /// What a pet of this weight can give, cut to whole microlitres; the fallback without a weight.
  package func most(at weight: Weight?) -> Volume {
    guard let weight else { return fallback }
    return Volume(microlitres: weight.grams * microlitresPerKilogram / 1000)
  }
}

/// The limits of an organisation by species, with a rule for the species it does not name.
package struct DrawLimits: Hashable, Sendable {
  private let bySpecies: [Species: DrawLimit]

  /// Laid over the defaults, so that an organisation names only what it wants otherwise.
  package init(_ limits: [DrawLimit] = []) {
    let merged = Self.defaults + limits
    bySpecies = Dictionary(merged.map { ($0.species, $0) }, uniquingKeysWith: { _, later in later })
  }

  package func limit(for species: Species) -> DrawLimit {
    bySpecies[species] ?? bySpecies[.unknown]
      ?? DrawLimit(species: species, microlitresPerKilogram: 5_000, fallback: .millilitres(1))
  }

  /// Conservative defaults: a healthy animal can lose 1 % of its body weight, 10 ml/kg, at one time.
  ///
  /// Source: the guidelines on removal of blood of BVA/FRAME/RSPCA/UFAW (10 % of a circulating volume of 55 to
  /// 75 ml/kg); patients of a lab are often ill, so cats, birds and small mammals stand lower.
  package static let defaults: [DrawLimit] = [
    DrawLimit(species: .dog, microlitresPerKilogram: 8_000, fallback: .millilitres(20)),
    DrawLimit(species: .cat, microlitresPerKilogram: 6_000, fallback: .millilitres(12)),
    DrawLimit(species: .bird, microlitresPerKilogram: 6_000, fallback: Volume(microlitres: 200)),
    DrawLimit(species: .rabbit, microlitresPerKilogram: 6_000, fallback: .millilitres(6)),
    DrawLimit(species: .guineaPig, microlitresPerKilogram: 6_000, fallback: Volume(microlitres: 3_000)),
    DrawLimit(species: .hamster, microlitresPerKilogram: 6_000, fallback: Volume(microlitres: 400)),
    DrawLimit(species: .reptile, microlitresPerKilogram: 5_000, fallback: Volume(microlitres: 500)),
    DrawLimit(species: .fish, microlitresPerKilogram: 5_000, fallback: Volume(microlitres: 200)),
    DrawLimit(species: .horse, microlitresPerKilogram: 8_000, fallback: .millilitres(500)),
    DrawLimit(species: .cow, microlitresPerKilogram: 8_000, fallback: .millilitres(500)),
    DrawLimit(species: .goat, microlitresPerKilogram: 6_000, fallback: .millilitres(60)),
    DrawLimit(species: .sheep, microlitresPerKilogram: 6_000, fallback: .millilitres(60)),
    DrawLimit(species: .pig, microlitresPerKilogram: 6_000, fallback: .millilitres(60)),
    DrawLimit(species: .unknown, microlitresPerKilogram: 5_000, fallback: .millilitres(1)),
  ]
}
