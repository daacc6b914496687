internal import LabCore

/// Biochemistry on serum and plasma.
enum ChemistryTests {
  private static let serum = "Let clot 30 minutes upright before chilling; avoid haemolysis."
  private static let fast12 = "Fast for 12 hours; water is allowed."
  private static let fast8 = "Fast for 8 hours; water is allowed."

  static let all: [DemoTest] = [
    DemoTest(
      "KFT", "Kidney function: urea, creatinine, phosphorus", .biochemistry, 700, offer: 630, .serum, .sst,
      hundredthsOfMillilitre: 100, hours: 6, about: "BUN, creatinine, phosphorus and ratio", preparation: fast8,
      collection: serum, tags: ["renal", "wellness", "pre-anaesthetic"]),
    DemoTest(
      "LFT", "Liver function: ALT, AST, ALP, GGT, bilirubin, proteins", .biochemistry, 850, offer: 780, .serum, .sst,
      hundredthsOfMillilitre: 100, hours: 6, about: "Enzymes, bilirubin, total protein, albumin and globulin",
      preparation: fast12, collection: serum, tags: ["liver", "wellness", "pre-anaesthetic"]),
    DemoTest(
      "CREA", "Creatinine", .biochemistry, 250, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Enzymatic", collection: serum, tags: ["renal"]),
    DemoTest(
      "BUN", "Blood urea nitrogen", .biochemistry, 220, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Urease", preparation: fast8, collection: serum, tags: ["renal"]),
    DemoTest(
      "SDMA", "Symmetric dimethylarginine", .biochemistry, 1650, .serum, .sst, hundredthsOfMillilitre: 100, hours: 48,
      about: "Early marker of falling filtration", collection: serum, tags: ["renal", "senior"]),
    DemoTest(
      "ALT", "Alanine aminotransferase", .biochemistry, 220, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Liver cell injury in dogs and cats", collection: serum, tags: ["liver"]),
    DemoTest(
      "ALP", "Alkaline phosphatase", .biochemistry, 220, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Cholestasis, steroids and growth", collection: serum, tags: ["liver"]),
    DemoTest(
      "BILE", "Bile acids, fasting and post-meal", .biochemistry, 2100, .serum, .sst, hundredthsOfMillilitre: 200,
      hours: 36, about: "Function of the liver and its portal circulation",
      preparation: fast12 + " Second draw 2 hours after a small fatty meal.",
      collection: "Two labelled tubes: FASTING and POST 2 H.", tags: ["liver"]),
    DemoTest(
      "GLU", "Glucose", .biochemistry, 150, .plasma, .fluoride, hundredthsOfMillilitre: 100, hours: 3,
      about: "Hexokinase", preparation: fast8, collection: "Mix gently; grey cap only.",
      tags: ["diabetes", "pre-anaesthetic"]),
    DemoTest(
      "LIPD", "Lipid profile", .biochemistry, 650, .serum, .sst, hundredthsOfMillilitre: 100, hours: 8,
      about: "Cholesterol, triglycerides and appearance", preparation: fast12, collection: serum, tags: ["senior"]),
    DemoTest(
      "AMYL", "Amylase and lipase", .biochemistry, 600, .serum, .sst, hundredthsOfMillilitre: 100, hours: 8,
      about: "Supports, does not confirm, pancreatitis", preparation: fast8, collection: serum, tags: ["gastro"]),
    DemoTest(
      "SPL", "Specific pancreatic lipase, quantitative", .biochemistry, 2300, offer: 2070, .serum, .sst,
      hundredthsOfMillilitre: 100, hours: 24, about: "Canine or feline pancreatitis", preparation: fast8,
      collection: serum, tags: ["gastro"]),
    DemoTest(
      "TPAG", "Total protein with A:G ratio", .biochemistry, 350, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Includes the ratio asked for in suspected FIP", collection: serum, tags: ["fip"]),
    DemoTest(
      "CK", "Creatine kinase", .biochemistry, 450, .serum, .sst, hundredthsOfMillilitre: 50, hours: 8,
      about: "Muscle injury, tying-up in horses", collection: serum, tags: ["horse"]),
    DemoTest(
      "CRP", "C-reactive protein, canine", .biochemistry, 900, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Acute-phase response in dogs", collection: serum, tags: ["fever"]),
    DemoTest(
      "URIC", "Uric acid", .biochemistry, 250, .plasma, .heparin, hundredthsOfMillilitre: 30, hours: 6,
      about: "Renal function of birds and reptiles", preparation: "Birds: fast 3 hours only.",
      collection: "Heparin microtube, filled to the line.", tags: ["bird"]),
    DemoTest(
      "AVCH", "Avian and reptile chemistry", .biochemistry, 1500, .plasma, .heparin, hundredthsOfMillilitre: 50,
      hours: 12, about: "AST, CK, uric acid, bile acids, calcium, proteins",
      preparation: "Birds: fast 3 hours only.", collection: "Heparin microtube; at most 1 % of body weight.",
      tags: ["bird"]),
    DemoTest(
      "CTNI", "Cardiac troponin I", .biochemistry, 1900, .serum, .sst, hundredthsOfMillilitre: 100, hours: 12,
      about: "Myocardial injury", collection: serum, tags: ["cardiac"]),
    DemoTest(
      "PHBT", "Phenobarbital level", .biochemistry, 1400, .serum, .sst, hundredthsOfMillilitre: 100, hours: 48,
      about: "Therapeutic drug monitoring", preparation: "Draw just before the next dose.",
      collection: "No gel tube for this test: use the plain part of the kit.", tags: ["epilepsy"]),
    DemoTest(
      "BHB", "Beta-hydroxybutyrate", .biochemistry, 500, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Ketosis in dairy cattle, diabetic ketoacidosis", collection: serum, tags: ["cattle", "diabetes"]),
  ]
}
