import Words

/// The container a specimen goes into; the stored name is a free text, and unknown words survive.
package enum TubeType: Hashable, Sendable {
  case citrate, plain, sst, heparin, edta, fluoride
  case urineContainer, faecesContainer, swabTube, formalinJar, slide
  case other(String)

  /// Every known container, tubes for blood in the order of draw (CLSI GP41), then the rest.
  package static let known: [TubeType] = [
    .citrate, .plain, .sst, .heparin, .edta, .fluoride, .urineContainer, .faecesContainer, .swabTube, .formalinJar,
    .slide,
  ]

  package var storedName: String {
    switch self {
    case .citrate: "Citrate"
    case .plain: "Plain"
    case .sst: "SST"
    case .heparin: "Heparin"
    case .edta: "EDTA"
    case .fluoride: "Fluoride"
    case .urineContainer: "Urine container"
    case .faecesContainer: "Faeces container"
    case .swabTube: "Swab"
    case .formalinJar: "Formalin jar"
    case .slide: "Slide"
    case .other(let name): name
    }
  }

  package init(storedName text: String) {
    let name = text.singleSpaced
    self = Self.known.first { $0.storedName.lowercased() == name.lowercased() } ?? .other(name)
  }

  /// The container a sample goes into where the test names none.
  package init(usualFor sample: SampleType) {
    self =
      switch sample {
      case .wholeBlood: .edta
      case .serum: .sst
      case .plasma: .heparin
      case .urine: .urineContainer
      case .faeces: .faecesContainer
      case .swab: .swabTube
      case .tissue: .formalinJar
      case .skinScraping, .hair, .smear: .slide
      case .fluid: .plain
      case .other(let name): .other("Container for \(name.lowercased())")
      }
  }

  /// The cap's colour, which is what a collector reaches for; nil where there is no cap.
  package var capColour: String? {
    switch self {
    case .citrate: say("light blue")
    case .plain: "red"
    case .sst: "gold"
    case .heparin: "green"
    case .edta: "lavender"
    case .fluoride: "grey"
    case .urineContainer, .faecesContainer, .swabTube, .formalinJar, .slide, .other: nil
    }
  }

  /// What one holds, by the sizes that veterinary practice in India stocks; nil where it is not measured in volume.
  package var usualCapacity: Volume? {
    switch self {
    case .citrate: Volume(microlitres: 2_700)
    case .plain, .sst, .heparin: Volume(microlitres: 5_000)
    case .edta: Volume(microlitres: 3_000)
    case .fluoride: Volume(microlitres: 2_000)
    case .urineContainer: Volume(microlitres: 30_000)
    case .faecesContainer: Volume(microlitres: 30_000)
    case .formalinJar, .swabTube, .slide, .other: nil
    }
  }

  /// Says whether several tests can be made from one; a swab, a jar or a slide serves a single test.
  package var isShared: Bool {
    switch self {
    case .swabTube, .formalinJar, .slide: false
    case .citrate, .plain, .sst, .heparin, .edta, .fluoride, .urineContainer, .faecesContainer, .other: true
    }
  }

  /// Where the container stands in the order of draw; what is not drawn comes last.
  package var orderOfDraw: Int { Self.known.firstIndex(of: self) ?? Self.known.count }
}
