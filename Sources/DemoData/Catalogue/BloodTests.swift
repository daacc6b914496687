internal import LabCore

/// Haematology, coagulation, electrolytes and hormones.
enum BloodTests {
  private static let edta = "Mix gently eight times straight after filling; keep at 2–8 °C, do not freeze."
  private static let serum = "Let clot 30 minutes upright before chilling; avoid haemolysis."
  private static let fast12 = "Fast for 12 hours; water is allowed."
  private static let fast8 = "Fast for 8 hours; water is allowed."

  static let haematology: [DemoTest] = [
    DemoTest(
      "CBC", "Complete blood count", .haematology, 550, offer: 490, .wholeBlood, .edta, hundredthsOfMillilitre: 100,
      hours: 6, about: "Red and white cells with five-part differential, platelets and indices", collection: edta,
      tags: ["wellness", "fever", "pre-anaesthetic"]),
    DemoTest(
      "CBCS", "Complete blood count with smear review", .haematology, 750, .wholeBlood, .edta,
      hundredthsOfMillilitre: 100, hours: 10, about: "CBC with a manual differential and a comment on morphology",
      collection: edta + " Send one unstained air-dried smear.", tags: ["fever"]),
    DemoTest(
      "PBS", "Peripheral blood smear", .haematology, 350, .wholeBlood, .edta, hundredthsOfMillilitre: 50, hours: 8,
      about: "Morphology and blood parasites on a stained smear", collection: edta, tags: ["fever", "tick"]),
    DemoTest(
      "RETIC", "Reticulocyte count", .haematology, 400, .wholeBlood, .edta, hundredthsOfMillilitre: 50, hours: 8,
      about: "Regenerative response in anaemia, absolute and corrected", collection: edta, tags: ["anaemia"]),
    DemoTest(
      "PLT", "Platelet count, manual", .haematology, 300, .wholeBlood, .edta, hundredthsOfMillilitre: 50, hours: 6,
      about: "Chamber count with check for clumps", collection: edta, tags: ["fever", "tick"]),
    DemoTest(
      "PCV", "Packed cell volume and total solids", .haematology, 200, .wholeBlood, .edta,
      hundredthsOfMillilitre: 25, hours: 2, about: "Microhaematocrit and refractometer", collection: edta,
      tags: ["anaemia", "urgent"]),
    DemoTest(
      "ESR", "Erythrocyte sedimentation rate", .haematology, 180, .wholeBlood, .citrate,
      hundredthsOfMillilitre: 160, hours: 6, about: "Westergren method", collection: "Fill exactly to the mark.",
      tags: []),
    DemoTest(
      "BTYP", "Blood typing, dog DEA 1 or cat AB", .haematology, 1800, .wholeBlood, .edta,
      hundredthsOfMillilitre: 100, hours: 4, about: "Immunochromatographic card", collection: edta,
      tags: ["transfusion"]),
    DemoTest(
      "XMAT", "Cross-match, major and minor", .haematology, 2200, .wholeBlood, .edta,
      hundredthsOfMillilitre: 200, hours: 6, about: "Compatibility of donor and recipient",
      collection: "One EDTA tube each from donor and recipient; label both.", tags: ["transfusion", "urgent"]),
    DemoTest(
      "DAT", "Direct antiglobulin (Coombs) test", .haematology, 1500, .wholeBlood, .edta,
      hundredthsOfMillilitre: 100, hours: 24, about: "Immune-mediated haemolysis", collection: edta,
      tags: ["anaemia"]),
  ]

  static let coagulation: [DemoTest] = [
    DemoTest(
      "PT", "Prothrombin time", .coagulation, 650, .plasma, .citrate, hundredthsOfMillilitre: 180, hours: 8,
      about: "Extrinsic pathway, with INR",
      collection: "Fill exactly to the mark, first draw after a discard; reach the lab within 4 hours.",
      tags: ["bleeding"]),
    DemoTest(
      "APTT", "Activated partial thromboplastin time", .coagulation, 700, .plasma, .citrate,
      hundredthsOfMillilitre: 180, hours: 8, about: "Intrinsic pathway",
      collection: "Fill exactly to the mark, first draw after a discard; reach the lab within 4 hours.",
      tags: ["bleeding"]),
    DemoTest(
      "DDIM", "D-dimer", .coagulation, 1600, .plasma, .citrate, hundredthsOfMillilitre: 180, hours: 24,
      about: "Fibrin breakdown in thrombosis and DIC", collection: "Fill exactly to the mark; send on ice.",
      tags: ["bleeding"]),
  ]

  static let electrolytes: [DemoTest] = [
    DemoTest(
      "LYTE", "Electrolytes: sodium, potassium, chloride", .electrolytes, 600, offer: 540, .plasma, .heparin,
      hundredthsOfMillilitre: 100, hours: 4, about: "Ion-selective electrode, with Na:K ratio",
      collection: "Separate within 2 hours; haemolysis raises potassium.", tags: ["pre-anaesthetic", "urgent"]),
    DemoTest(
      "CA", "Calcium, total", .electrolytes, 250, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Arsenazo III", preparation: fast8, collection: serum, tags: ["renal", "lactation"]),
    DemoTest(
      "ICA", "Calcium, ionised", .electrolytes, 750, .wholeBlood, .heparin, hundredthsOfMillilitre: 100, hours: 3,
      about: "Ion-selective electrode at actual pH", collection: "Fill completely, no air, on ice, within 1 hour.",
      tags: ["urgent"]),
    DemoTest(
      "PHOS", "Phosphorus, inorganic", .electrolytes, 250, .serum, .sst, hundredthsOfMillilitre: 50, hours: 6,
      about: "Renal staging and mineral balance", preparation: fast8, collection: serum, tags: ["renal"]),
    DemoTest(
      "MG", "Magnesium", .electrolytes, 350, .serum, .sst, hundredthsOfMillilitre: 50, hours: 8,
      about: "Grass tetany, arrhythmia, diuretics", collection: serum, tags: ["cattle"]),
    DemoTest(
      "VBG", "Venous blood gas with lactate", .electrolytes, 1200, .wholeBlood, .heparin,
      hundredthsOfMillilitre: 100, hours: 2, about: "pH, pCO₂, bicarbonate, base excess and lactate",
      collection: "Anaerobic draw, on ice, measured within 30 minutes: walk-in only.", tags: ["urgent"]),
  ]

  static let endocrinology: [DemoTest] = [
    DemoTest(
      "TT4", "Thyroxine, total T4", .endocrinology, 850, offer: 765, .serum, .sst, hundredthsOfMillilitre: 100,
      hours: 24, about: "Chemiluminescence; screening for hypo- and hyperthyroidism",
      preparation: "On treatment: draw 4–6 hours after the pill.", collection: serum, tags: ["thyroid", "senior"]),
    DemoTest(
      "FT4", "Free T4 by equilibrium dialysis", .endocrinology, 2400, .serum, .sst, hundredthsOfMillilitre: 150,
      hours: 96, about: "Confirms a borderline total T4", collection: serum, tags: ["thyroid"]),
    DemoTest(
      "CTSH", "Canine TSH", .endocrinology, 1300, .serum, .sst, hundredthsOfMillilitre: 100, hours: 36,
      about: "Read together with T4; dogs only", collection: serum, tags: ["thyroid"]),
    DemoTest(
      "CORT", "Cortisol, baseline", .endocrinology, 950, .serum, .sst, hundredthsOfMillilitre: 100, hours: 24,
      about: "Excludes hypoadrenocorticism above 2 µg/dL",
      preparation: "No steroids for 24 hours unless the vet says otherwise.", collection: serum, tags: ["adrenal"]),
    DemoTest(
      "ACTH", "ACTH stimulation, two cortisols", .endocrinology, 2800, .serum, .sst, hundredthsOfMillilitre: 200,
      hours: 36, about: "Pre and 60 minutes post tetracosactide",
      preparation: "Allow 90 minutes; morning preferred.", collection: "Two labelled tubes: PRE and POST 60.",
      tags: ["adrenal"]),
    DemoTest(
      "LDDS", "Low-dose dexamethasone suppression", .endocrinology, 3200, .serum, .sst, hundredthsOfMillilitre: 300,
      hours: 48, about: "Three cortisols at 0, 4 and 8 hours", preparation: fast12 + " Keep the pet calm; 8 hours.",
      collection: "Three labelled tubes: 0, 4 and 8 h.", tags: ["adrenal"]),
    DemoTest(
      "PROG", "Progesterone", .endocrinology, 1100, .serum, .sst, hundredthsOfMillilitre: 100, hours: 6,
      about: "Ovulation timing, same-day result", collection: "Plain or gel tube; separate within 2 hours.",
      tags: ["breeding"]),
    DemoTest(
      "INSU", "Insulin with paired glucose", .endocrinology, 1700, .serum, .sst,
      hundredthsOfMillilitre: 150, hours: 72, about: "Suspected insulinoma", preparation: fast8,
      collection: "Stop the fast when glucose falls below 60 mg/dL; freeze serum.", tags: []),
    DemoTest(
      "FRUC", "Fructosamine", .endocrinology, 900, .serum, .sst, hundredthsOfMillilitre: 100, hours: 24,
      about: "Glycaemic control over two to three weeks", collection: serum, tags: ["diabetes"]),
  ]
}
