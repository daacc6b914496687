internal import LabCore

/// Urine, faeces, cultures, cells and tissue.
enum SpecimenTests {
  private static let urine = "Mid-stream or cystocentesis, first morning urine; within 2 hours or at 2–8 °C."

  static let urinalysis: [DemoTest] = [
    DemoTest(
      "UA", "Urinalysis, complete", .urinalysis, 350, offer: 300, .urine, .urineContainer,
      hundredthsOfMillilitre: 500, hours: 4, about: "Specific gravity, dipstick and sediment", collection: urine,
      tags: ["renal", "wellness", "senior"]),
    DemoTest(
      "UPC", "Urine protein to creatinine ratio", .urinalysis, 750, .urine, .urineContainer,
      hundredthsOfMillilitre: 300, hours: 8, about: "Only meaningful with a quiet sediment", collection: urine,
      tags: ["renal"]),
    DemoTest(
      "UCCR", "Urine cortisol to creatinine ratio", .urinalysis, 1200, .urine, .urineContainer,
      hundredthsOfMillilitre: 300, hours: 36, about: "Excludes hyperadrenocorticism",
      preparation: "Collected at home, two days after any visit to the vet.", collection: urine, tags: ["adrenal"]),
    DemoTest(
      "STON", "Urinary stone analysis", .urinalysis, 2400, .other("Calculus"), .other("Sterile container"),
      hundredthsOfMillilitre: 0,
      hours: 168, about: "Infrared spectroscopy", collection: "Dry, no formalin.", tags: ["urology"]),
  ]

  static let parasitology: [DemoTest] = [
    DemoTest(
      "FEC", "Faecal examination, direct and flotation", .parasitology, 300, offer: 250, .faeces, .faecesContainer,
      hundredthsOfMillilitre: 0, hours: 4, about: "Ova, cysts and larvae",
      collection: "Fresh, thumb-sized, within 12 hours; not from soil.", tags: ["puppy", "kitten", "gastro"]),
    DemoTest(
      "GIAR", "Giardia antigen", .parasitology, 800, .faeces, .faecesContainer, hundredthsOfMillilitre: 0, hours: 3,
      about: "Rapid test", collection: "Pool of three days improves the yield.", tags: ["gastro", "puppy"]),
    DemoTest(
      "EPG", "Worm egg count (McMaster)", .parasitology, 350, .faeces, .faecesContainer, hundredthsOfMillilitre: 0,
      hours: 6, about: "Horses, cattle and small ruminants", collection: "Fresh, air pressed out of the bag.",
      tags: ["horse", "cattle"]),
    DemoTest(
      "SKIN", "Skin scraping for mites", .parasitology, 300, .skinScraping, .slide, hundredthsOfMillilitre: 0,
      hours: 4, about: "Demodex and Sarcoptes", collection: "Deep scrapings from three edges of the lesion in oil.",
      tags: ["skin"]),
    DemoTest(
      "MFIL", "Microfilaria, modified Knott", .parasitology, 450, .wholeBlood, .edta, hundredthsOfMillilitre: 100,
      hours: 6, about: "Dirofilaria and Acanthocheilonema",
      preparation: "Evening sample preferred.", collection: "Mix gently eight times.", tags: ["tick"]),
  ]

  static let microbiology: [DemoTest] = [
    DemoTest(
      "UCS", "Urine culture and sensitivity", .microbiology, 1100, .urine, .urineContainer,
      hundredthsOfMillilitre: 300, hours: 72, about: "Quantitative, with MIC where needed",
      preparation: "Before antibiotics, or three days after.",
      collection: "Cystocentesis; refrigerate, within 12 hours.", tags: ["urology"]),
    DemoTest(
      "WCS", "Wound or ear swab culture and sensitivity", .microbiology, 1000, offer: 900, .swab, .swabTube,
      hundredthsOfMillilitre: 0, hours: 72, about: "Aerobic, with yeast on request",
      preparation: "Before antibiotics, or three days after.", collection: "Transport medium, room temperature.",
      tags: ["skin"]),
    DemoTest(
      "FUNG", "Fungal culture", .microbiology, 900, .hair, .other("Sterile container"), hundredthsOfMillilitre: 0,
      hours: 336, about: "Dermatophytes, up to 14 days", collection: "Plucked hairs from the edge; dry container.",
      tags: ["skin"]),
    DemoTest(
      "BCUL", "Blood culture", .microbiology, 2000, .wholeBlood, .other("Blood culture bottle"),
      hundredthsOfMillilitre: 500,
      hours: 120, about: "Automated incubation, five days", collection: "Surgical preparation; two sites if possible.",
      tags: ["fever"]),
    DemoTest(
      "MILK", "Milk culture and CMT", .microbiology, 800, .other("Milk"), .other("Sterile container"),
      hundredthsOfMillilitre: 500,
      hours: 48, about: "Mastitis, each quarter",
      collection: "Clean the teat, discard three strips; one container per quarter.", tags: ["cattle"]),
  ]

  static let pathology: [DemoTest] = [
    DemoTest(
      "FNA", "Fine-needle aspirate cytology", .pathology, 1200, .other("Aspirate"), .slide, hundredthsOfMillilitre: 0,
      hours: 36, about: "One site; four to six smears", collection: "Air-dry, never refrigerate; keep from formalin.",
      tags: ["lump"]),
    DemoTest(
      "FLUI", "Fluid analysis with cytology", .pathology, 1400, .fluid, .edta, hundredthsOfMillilitre: 200,
      hours: 24, about: "Protein, cell count and cytology of effusions", collection: "EDTA and two direct smears.",
      tags: ["fip"]),
    DemoTest(
      "HIST", "Histopathology, one site", .pathology, 2500, .tissue, .formalinJar, hundredthsOfMillilitre: 0,
      hours: 120,
      about: "Sections and written report", collection: "Ten parts of 10 % formalin to one of tissue; state the site.",
      tags: ["lump"]),
    DemoTest(
      "HIS2", "Histopathology with margins", .pathology, 3800, .tissue, .formalinJar, hundredthsOfMillilitre: 0,
      hours: 168, about: "Grading and margins", collection: "Ink or suture the cranial margin.", tags: ["lump"]),
    DemoTest(
      "IHC", "Immunohistochemistry, one marker", .pathology, 5200, .tissue, .formalinJar,
      hundredthsOfMillilitre: 0, hours: 240, about: "On a block that the lab already holds",
      collection: "Ask for the block number.", tags: ["lump"]),
    DemoTest(
      "NECR", "Necropsy, small animal", .pathology, 6000, .other("Body"), .formalinJar, hundredthsOfMillilitre: 0,
      hours: 336,
      about: "Gross and histological examination", collection: "Refrigerate, never freeze; within 24 hours.",
      tags: []),
  ]
}
