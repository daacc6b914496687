/// Report texts as a technician phrases them, by test code with the category as a fallback.
enum Findings {
  private static let byCode: [String: [String]] = [
    "CBC": [
      "All parameters within the reference interval.",
      "Mild normocytic normochromic anaemia, PCV 31 %. Platelets adequate.",
      "Leucocytosis 22.4 ×10³/µL with neutrophilia; no left shift.",
      "Thrombocytopenia 86 ×10³/µL, no clumps on the smear. Tick-borne disease to be excluded.",
      "Eosinophilia 1.9 ×10³/µL; parasites or allergy to be considered.",
    ],
    "CBCS": [
      "Morulae resembling Ehrlichia canis in monocytes; platelets 64 ×10³/µL with giant forms.",
      "No haemoparasites seen in 100 fields. Mild toxic change in neutrophils.",
      "Small piroplasms in 0.4 % of red cells, morphologically Babesia gibsoni.",
      "Unremarkable morphology; counts within the reference interval.",
    ],
    "KFT": [
      "Urea, creatinine and phosphorus within the reference interval.",
      "Creatinine 2.4 mg/dL, urea 68 mg/dL: azotaemia, consistent with IRIS stage 2 if stable.",
      "Creatinine 4.1 mg/dL, phosphorus 7.2 mg/dL. Correlate with urine specific gravity.",
      "Urea raised with normal creatinine; diet or gastrointestinal bleeding to be considered.",
    ],
    "LFT": [
      "Enzymes, bilirubin and proteins within the reference interval.",
      "ALT 214 U/L and ALP 388 U/L; recheck in three weeks, bile acids advised.",
      "Hyperglobulinaemia 5.1 g/dL with A:G 0.5.", "Isolated rise of ALP 612 U/L; steroid effect to be excluded.",
    ],
    "TICK4": [
      "Ehrlichia antibody positive; others negative.", "All four analytes negative.",
      "Ehrlichia and Anaplasma antibody positive: co-exposure.",
    ],
    "TPCR": [
      "Babesia gibsoni DNA detected, Ct 27.1. Others not detected.", "No target DNA detected.",
      "Ehrlichia canis DNA detected, Ct 30.4.", "Hepatozoon canis DNA detected, Ct 25.8.",
    ],
    "TT4": ["T4 1.9 µg/dL, within the reference interval.", "T4 0.6 µg/dL; read with TSH.", "T4 6.8 µg/dL: raised."],
    "UA": [
      "SG 1.038, dipstick negative, sediment inactive.", "SG 1.012, protein 2+; UPC advised.",
      "Struvite crystals 2+, pH 7.5; 12–15 leucocytes per field, cocci seen.",
    ],
    "UCS": [
      "Escherichia coli above 10⁵ CFU/mL; sensitive to amoxicillin-clavulanate and nitrofurantoin.",
      "No growth after 48 hours.", "Staphylococcus pseudintermedius 10⁴ CFU/mL, methicillin-sensitive.",
    ],
    "WCS": [
      "Pseudomonas aeruginosa, moderate growth; sensitive to marbofloxacin and gentamicin.",
      "Staphylococcus pseudintermedius, heavy growth, with Malassezia.", "No significant growth.",
    ],
    "FNA": [
      "Well-differentiated lipocytes: consistent with lipoma.",
      "Round cells with metachromatic granules: mast cell tumour, excision and grading advised.",
      "Neutrophils and macrophages, no organisms: pyogranulomatous inflammation.",
    ],
    "HIST": [
      "Mammary carcinoma, simple tubular, grade II. No emboli in the planes examined.",
      "Trichoblastoma, completely excised.", "Chronic hyperplastic dermatitis; no neoplasia.",
    ],
    "FEC": [
      "No ova, cysts or larvae seen.", "Ancylostoma ova, moderate.",
      "Toxocara ova, few; deworm and recheck in 14 days.",
    ],
    "SKIN": ["No mites seen in three slides.", "Demodex canis adults and nymphs, more than 5 per field."],
    "CPV": ["Antigen positive.", "Antigen negative; does not exclude early infection."],
    "MILK": ["Streptococcus agalactiae, right hind quarter; CMT 2+.", "No growth in 48 hours; CMT negative."],
  ]

  private static func general(_ category: DemoCategory) -> [String] {
    switch category {
    case .haematology: ["Within the reference interval.", "Mild deviation; correlate clinically."]
    case .biochemistry: ["Within the reference interval.", "Slightly above the reference interval; recheck advised."]
    case .electrolytes: ["Within the reference interval.", "Mild hypokalaemia 3.3 mmol/L.", "Na:K ratio 31, normal."]
    case .endocrinology: ["Result within the expected range.", "Consistent with the clinical suspicion."]
    case .serology: ["Negative.", "Positive; confirm by PCR or paired titre."]
    case .molecular: ["Target not detected.", "Target detected; Ct in the attached sheet."]
    case .coagulation: ["Clotting time within the reference interval.", "Prolonged; repeat on a fresh sample advised."]
    case .urinalysis: ["Within the expected range.", "UPC 0.9: proteinuric."]
    case .parasitology: ["No parasites seen.", "450 eggs per gram, strongyle type."]
    case .microbiology: ["No growth.", "Growth of a single isolate; antibiogram attached."]
    case .pathology:
      ["No evidence of malignancy in the material.", "See the description; clinical correlation advised."]
    }
  }

  static func texts(for test: DemoTest) -> [String] {
    byCode[test.code] ?? general(test.category)
  }
}
