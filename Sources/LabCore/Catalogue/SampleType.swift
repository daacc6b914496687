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
    case .wholeBlood: say("Whole blood")
    case .serum: say("Serum")
    case .plasma: say("Plasma")
    case .urine: say("Urine")
    case .faeces: say("Faeces")
    case .swab: say("Swab")
    case .skinScraping: say("Skin scraping")
    case .hair: say("Hair")
    case .tissue: say("Tissue")
    case .fluid: "Fluid"
    case .smear: say("Smear")
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
