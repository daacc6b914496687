internal import LabCore

/// One test of the demo price list, in whole rupees and hundredths of a millilitre.
struct DemoTest: Sendable {
  var code: String
  var category: DemoCategory
  var name: String
  var about: String
  var rupees: Int
  var offerRupees: Int?
  var sample: SampleType
  var tube: TubeType
  var hundredthsOfMillilitre: Int
  var preparation: String
  var collection: String
  var hours: Int
  var tags: [String]

  init(
    _ code: String, _ name: String, _ category: DemoCategory, _ rupees: Int, offer: Int? = nil, _ sample: SampleType,
    _ tube: TubeType, hundredthsOfMillilitre: Int, hours: Int, about: String, preparation: String = "",
    collection: String, tags: [String] = []
  ) {
    self.code = code
    self.name = name
    self.category = category
    self.rupees = rupees
    self.offerRupees = offer
    self.sample = sample
    self.tube = tube
    self.hundredthsOfMillilitre = hundredthsOfMillilitre
    self.hours = hours
    self.about = about
    self.preparation = preparation
    self.collection = collection
    self.tags = tags
  }
}

/// The sections of the price list, in the order they are printed.
enum DemoCategory: String, CaseIterable, Sendable {
  case haematology = "Haematology"
  case biochemistry = "Biochemistry"
  case electrolytes = "Electrolytes"
  case endocrinology = "Endocrinology"
  case serology = "Serology and infectious disease"
  case molecular = "Molecular diagnostics"
  case coagulation = "Coagulation"
  case urinalysis = "Urinalysis"
  case parasitology = "Parasitology"
  case microbiology = "Microbiology"
  case pathology = "Cytology and histopathology"

  var about: String {
    switch self {
    case .haematology: "Counts, smears and typing on anticoagulated whole blood"
    case .biochemistry: "Organ function and metabolites on serum or plasma"
    case .electrolytes: "Ions, minerals and acid-base status"
    case .endocrinology: "Thyroid, adrenal and pancreatic hormones"
    case .serology: "Antigen and antibody tests for infections"
    case .molecular: "PCR for pathogens and sexing of birds"
    case .coagulation: "Clotting times on citrated plasma"
    case .urinalysis: "Physical, chemical and microscopic examination of urine"
    case .parasitology: "Faecal, skin and blood parasites"
    case .microbiology: "Culture, identification and sensitivity"
    case .pathology: "Cells and tissue read by a pathologist"
    }
  }
}
