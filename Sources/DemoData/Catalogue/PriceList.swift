/// The whole price list, and lookup by short code.
enum PriceList {
  static let tests: [DemoTest] =
    BloodTests.haematology + ChemistryTests.all + BloodTests.electrolytes + BloodTests.endocrinology
    + InfectionTests.serology + InfectionTests.molecular + BloodTests.coagulation + SpecimenTests.urinalysis
    + SpecimenTests.parasitology + SpecimenTests.microbiology + SpecimenTests.pathology

  static let panels: [DemoPanel] = [
    DemoPanel(
      "WELL", "Annual wellness panel", "Yearly check for adult dogs and cats",
      ["CBC", "KFT", "LFT", "GLU", "UA", "FEC"]),
    DemoPanel(
      "SENR", "Senior panel", "From seven years on", ["CBC", "KFT", "LFT", "GLU", "LIPD", "TT4", "SDMA", "UA", "UPC"]),
    DemoPanel("PREA", "Pre-anaesthetic panel", "Before surgery or dental work", ["CBC", "KFT", "LFT", "GLU", "LYTE"]),
    DemoPanel("TFEV", "Tick fever panel", "Fever, low platelets, ticks seen", ["CBCS", "PLT", "TICK4", "TPCR"]),
    DemoPanel("RENL", "Renal panel", "Staging and follow-up of kidney disease", ["KFT", "SDMA", "LYTE", "UA", "UPC"]),
    DemoPanel("LIVR", "Liver panel", "Enzymes, function and clotting", ["LFT", "BILE", "LIPD", "PT", "APTT"]),
    DemoPanel("THYR", "Thyroid panel, dog", "Total T4 with TSH and cholesterol", ["TT4", "CTSH", "LIPD"]),
    DemoPanel("PUPY", "Puppy and kitten starter", "First check of a new arrival", ["CBC", "FEC", "GIAR", "SKIN"]),
    DemoPanel("DIAB", "Diabetes follow-up", "Every three months on insulin", ["GLU", "FRUC", "KFT", "UA"]),
  ]
}

/// A named set of tests that is booked with one code.
struct DemoPanel: Sendable {
  var code: String
  var name: String
  var about: String
  var codes: [String]

  init(_ code: String, _ name: String, _ about: String, _ codes: [String]) {
    self.code = code
    self.name = name
    self.about = about
    self.codes = codes
  }
}
