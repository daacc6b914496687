/// What the common tests measure, with the intervals of dogs and cats as textbooks of veterinary medicine give them.
struct Measurement: Sendable {
  var test: String
  var code: String
  var name: String
  var unit: String
  var decimals: Int
  /// Lowest and highest usual value, critical ones where somebody has to be told at once.
  var dog: Bounds
  var cat: Bounds

  struct Bounds: Sendable {
    var low: Double
    var high: Double
    var criticalLow: Double?
    var criticalHigh: Double?

    init(_ low: Double, _ high: Double, _ criticalLow: Double? = nil, _ criticalHigh: Double? = nil) {
      self.low = low
      self.high = high
      self.criticalLow = criticalLow
      self.criticalHigh = criticalHigh
    }
  }

  private init(
    _ test: String, _ code: String, _ name: String, _ unit: String, decimals: Int, dog: Bounds, cat: Bounds
  ) {
    self.test = test
    self.code = code
    self.name = name
    self.unit = unit
    self.decimals = decimals
    self.dog = dog
    self.cat = cat
  }

  /// In the order of the report.
  static let all: [Measurement] = [
    Measurement(
      "CBC", "WBC", "White cells", "10³/µL", decimals: 1, dog: Bounds(6, 17, 2, 50), cat: Bounds(5.5, 19.5, 2, 50)),
    Measurement("CBC", "RBC", "Red cells", "10⁶/µL", decimals: 2, dog: Bounds(5.5, 8.5), cat: Bounds(5, 10)),
    Measurement("CBC", "HGB", "Haemoglobin", "g/dL", decimals: 1, dog: Bounds(12, 18, 5), cat: Bounds(8, 15, 4)),
    Measurement("CBC", "PCV", "Packed cell volume", "%", decimals: 0, dog: Bounds(37, 55, 15), cat: Bounds(24, 45, 12)),
    Measurement("CBC", "EOS", "Eosinophils", "10³/µL", decimals: 1, dog: Bounds(0.1, 1.2), cat: Bounds(0.1, 1.5)),
    Measurement("CBC", "PLT", "Platelets", "10³/µL", decimals: 0, dog: Bounds(200, 500, 30), cat: Bounds(180, 500, 30)),
    Measurement(
      "KFT", "UREA", "Urea", "mg/dL", decimals: 0, dog: Bounds(15, 57, nil, 200), cat: Bounds(34, 67, nil, 200)),
    Measurement(
      "KFT", "CREA", "Creatinine", "mg/dL", decimals: 1, dog: Bounds(0.5, 1.6, nil, 5), cat: Bounds(0.8, 1.9, nil, 5)),
    Measurement("KFT", "PHOS", "Phosphorus", "mg/dL", decimals: 1, dog: Bounds(2.6, 6.2), cat: Bounds(3, 6.5)),
    Measurement("LFT", "ALT", "ALT", "U/L", decimals: 0, dog: Bounds(10, 100), cat: Bounds(12, 130)),
    Measurement("LFT", "ALP", "ALP", "U/L", decimals: 0, dog: Bounds(23, 212), cat: Bounds(14, 111)),
    Measurement("LFT", "BIL", "Bilirubin, total", "mg/dL", decimals: 1, dog: Bounds(0.1, 0.5), cat: Bounds(0.1, 0.6)),
    Measurement("LFT", "GLOB", "Globulin", "g/dL", decimals: 1, dog: Bounds(2.5, 4.5), cat: Bounds(2.8, 5)),
    Measurement("TT4", "T4", "Thyroxine, total", "µg/dL", decimals: 1, dog: Bounds(1, 4), cat: Bounds(0.8, 4.7)),
  ]

  /// The values that findings of the demo name, by words of them; everything else lies within its interval.
  static let named: [(test: String, words: String, code: String, value: String)] = [
    ("CBC", "PCV 31 %", "PCV", "31"), ("CBC", "PCV 31 %", "RBC", "4.90"), ("CBC", "PCV 31 %", "HGB", "10.4"),
    ("CBC", "Leucocytosis 22.4", "WBC", "22.4"), ("CBC", "Thrombocytopenia 86", "PLT", "86"),
    ("CBC", "Eosinophilia 1.9", "EOS", "1.9"), ("KFT", "Creatinine 2.4", "CREA", "2.4"),
    ("KFT", "Creatinine 2.4", "UREA", "68"), ("KFT", "Creatinine 4.1", "CREA", "4.1"),
    ("KFT", "Creatinine 4.1", "PHOS", "7.2"), ("KFT", "Urea raised", "UREA", "84"), ("LFT", "ALT 214", "ALT", "214"),
    ("LFT", "ALT 214", "ALP", "388"), ("LFT", "Hyperglobulinaemia 5.1", "GLOB", "5.1"),
    ("LFT", "Isolated rise of ALP 612", "ALP", "612"), ("TT4", "T4 1.9", "T4", "1.9"), ("TT4", "T4 0.6", "T4", "0.6"),
    ("TT4", "T4 6.8", "T4", "6.8"),
  ]

  /// Findings that technicians fetch by their titles; without a test for every one.
  static let templates: [(test: String?, title: String, body: String)] = [
    ("CBC", "Normal count", "All parameters within the reference interval. Unremarkable morphology on the smear."),
    ("CBC", "Thrombocytopenia", "Thrombocytopenia, no clumps on the smear. Tick-borne disease to be excluded."),
    ("KFT", "Normal", "Urea, creatinine and phosphorus within the reference interval."),
    ("KFT", "Azotaemia", "Azotaemia. Correlate with urine specific gravity; recheck in one week."),
    ("LFT", "Normal", "Enzymes, bilirubin and proteins within the reference interval."),
    ("UA", "Inactive sediment", "Dipstick negative, sediment inactive."),
    ("FEC", "Nothing found", "No ova, cysts or larvae seen."),
    (nil, "Haemolytic sample", "The sample is haemolytic; results are to be read with care."),
    (nil, "Lipaemic sample", "The sample is lipaemic. A fasting sample is advised."),
  ]
}
