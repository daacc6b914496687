/// Why a pet is tested: the tests that come together, and how often.
struct Scenario: Sendable {
  var name: String
  var species: Set<String>
  var weight: Int
  /// The panel that is booked, if the tests come as one.
  var panel: String?
  var always: [String]
  /// Tests added now and then, with their percentage.
  var sometimes: [(code: String, percent: Int)]
  /// True for what collectors can take at home.
  var fitsHome: Bool
  /// True for the months of the monsoon, when ticks and leptospira are about.
  var isSeasonal: Bool
  /// True for what a vet asks for in writing.
  var needsPrescription: Bool

  init(
    _ name: String, _ species: Set<String>, _ weight: Int, panel: String? = nil, _ always: [String] = [],
    sometimes: [(code: String, percent: Int)] = [], fitsHome: Bool = true, isSeasonal: Bool = false,
    needsPrescription: Bool = false
  ) {
    self.name = name
    self.species = species
    self.weight = weight
    self.panel = panel
    self.always = always
    self.sometimes = sometimes
    self.fitsHome = fitsHome
    self.isSeasonal = isSeasonal
    self.needsPrescription = needsPrescription
  }

  static let all: [Scenario] = [
    Scenario("wellness", ["Dog", "Cat"], 8, panel: "WELL", sometimes: [("VACT", 8)]),
    Scenario("senior", ["Dog", "Cat"], 3, panel: "SENR", sometimes: [("CTNI", 12)]),
    Scenario("pre-anaesthetic", ["Dog", "Cat"], 6, panel: "PREA", sometimes: [("PT", 15), ("APTT", 15)]),
    Scenario("tick fever panel", ["Dog"], 3, panel: "TFEV", sometimes: [("KFT", 40), ("LFT", 40)], isSeasonal: true),
    Scenario(
      "fever", ["Dog", "Cat"], 12, ["CBCS"], sometimes: [("TICK4", 45), ("CRP", 25), ("PBS", 25), ("LFT", 30)],
      isSeasonal: true),
    Scenario("leptospira", ["Dog"], 2, ["CBC", "KFT", "LEPP"], sometimes: [("LEPM", 40)], isSeasonal: true),
    Scenario("renal follow-up", ["Dog", "Cat"], 8, ["KFT"], sometimes: [("LYTE", 40), ("UPC", 35), ("SDMA", 25)]),
    Scenario("renal staging", ["Dog", "Cat"], 2, panel: "RENL", needsPrescription: true),
    Scenario("liver", ["Dog", "Cat"], 4, ["LFT"], sometimes: [("BILE", 30), ("CBC", 50)]),
    Scenario("liver panel", ["Dog"], 1, panel: "LIVR", needsPrescription: true),
    Scenario("blood count", ["Dog", "Cat"], 12, ["CBC"]),
    Scenario("creatinine control", ["Dog", "Cat"], 6, ["CREA"]),
    Scenario("thyroid", ["Dog"], 4, panel: "THYR", sometimes: [("FT4", 10)]),
    Scenario("thyroid, cat", ["Cat"], 6, ["TT4"], sometimes: [("KFT", 50), ("CBC", 30)]),
    Scenario("diabetes", ["Dog", "Cat"], 3, panel: "DIAB"),
    Scenario("young animal", ["Dog", "Cat"], 4, panel: "PUPY"),
    Scenario("parvo suspicion", ["Dog"], 3, ["CPV", "CBC"], sometimes: [("CDV", 30)], fitsHome: false),
    Scenario("gastro", ["Dog", "Cat"], 5, ["FEC"], sometimes: [("GIAR", 40), ("SPL", 20), ("LYTE", 25)]),
    Scenario(
      "skin", ["Dog", "Cat"], 6, ["SKIN"], sometimes: [("FUNG", 35), ("WCS", 25), ("CORT", 8)], fitsHome: false),
    Scenario("ear", ["Dog"], 3, ["WCS"], fitsHome: false),
    Scenario("urology", ["Dog", "Cat"], 5, ["UA"], sometimes: [("UCS", 60), ("STON", 6)]),
    Scenario("lump", ["Dog", "Cat"], 4, ["FNA"], fitsHome: false, needsPrescription: true),
    Scenario(
      "biopsy", ["Dog", "Cat"], 3, ["HIST"], sometimes: [("HIS2", 10), ("IHC", 4)], fitsHome: false,
      needsPrescription: true),
    Scenario("adrenal", ["Dog"], 2, ["LDDS"], sometimes: [("UCCR", 30)], fitsHome: false, needsPrescription: true),
    Scenario("ACTH", ["Dog"], 1, ["ACTH", "LYTE"], fitsHome: false, needsPrescription: true),
    Scenario("anaemia", ["Dog", "Cat"], 3, ["CBC", "RETIC"], sometimes: [("DAT", 30), ("BTYP", 25), ("XMAT", 12)]),
    Scenario("bleeding", ["Dog"], 2, ["PT", "APTT", "PLT"], sometimes: [("DDIM", 20)], needsPrescription: true),
    Scenario("breeding", ["Dog"], 3, ["PROG"], sometimes: [("BRUC", 15)]),
    Scenario("travel", ["Dog", "Cat"], 1, ["RABT"], needsPrescription: true),
    Scenario("epilepsy", ["Dog"], 2, ["PHBT", "LFT"]),
    Scenario(
      "emergency", ["Dog", "Cat"], 2, ["PCV", "VBG"], sometimes: [("LYTE", 60), ("GLU", 60)], fitsHome: false),
    Scenario("new cat", ["Cat"], 6, ["FIVF", "FEC"], sometimes: [("CBC", 50), ("RESP", 10)]),
    Scenario("FIP", ["Cat"], 3, ["CBC", "TPAG"], sometimes: [("FIPP", 40), ("FLUI", 35), ("FCOV", 25)]),
    Scenario("bird, ill", ["Bird"], 8, ["AVCH"], sometimes: [("FEC", 60)]),
    Scenario("bird, new", ["Bird"], 6, ["AVSX"], sometimes: [("FEC", 40), ("URIC", 20)]),
    Scenario("rabbit", ["Rabbit"], 8, ["CBC", "FEC"], sometimes: [("KFT", 40)]),
    Scenario("reptile", ["Reptile"], 8, ["AVCH", "FEC"], sometimes: [("CA", 50)]),
    Scenario("dairy", ["Cow"], 8, ["CA", "PHOS", "MG"], sometimes: [("BHB", 50), ("CBC", 30)]),
    Scenario("mastitis", ["Cow"], 6, ["MILK"], sometimes: [("CBC", 20)]),
    Scenario("herd", ["Cow"], 4, ["EPG"], sometimes: [("BRUC", 60)]),
    Scenario("horse, work", ["Horse"], 8, ["CBC", "CK"], sometimes: [("LYTE", 50), ("EPG", 40), ("LFT", 30)]),
    Scenario("horse, worms", ["Horse"], 4, ["EPG"]),
  ]
}
