import Words

/// What a test is made on; the stored name is a free text, and unknown words survive.
package enum SampleType: Hashable, Sendable {
  case wholeBlood, serum, plasma, urine, faeces, swab, skinScraping, hair, tissue, fluid, smear
  case other(String)

  package static let known: [SampleType] = [
    .wholeBlood, .serum, .plasma, .urine, .faeces, .swab, .skinScraping, .hair, .tissue, .fluid, .smear,
  ]

  package var storedName: String {
    switch self {
    case .wholeBlood: "Whole blood"
    case .serum: "Serum"
    case .plasma: "Plasma"
    case .urine: "Urine"
    case .faeces: "Faeces"
    case .swab: "Swab"
    case .skinScraping: "Skin scraping"
    case .hair: "Hair"
    case .tissue: "Tissue"
    case .fluid: "Fluid"
    case .smear: "Smear"
    case .other(let name): name
    }
  }

  package init(storedName text: String) {
    let name = text.singleSpaced
    switch name.lowercased() {
    case "blood", "edta blood": self = .wholeBlood
    case "stool", "feces": self = .faeces
    case let folded: self = Self.known.first { $0.storedName.lowercased() == folded } ?? .other(name)
    }
  }

  /// Says whether a needle draws blood for it, which counts against the limit of what a pet can give.
  package var isDrawnBlood: Bool {
    switch self {
    case .wholeBlood, .serum, .plasma, .smear: true
    case .urine, .faeces, .swab, .skinScraping, .hair, .tissue, .fluid, .other: false
    }
  }
}
