internal import LabCore

/// Serology and molecular diagnostics.
enum InfectionTests {
  private static let edta = "Mix gently eight times straight after filling; keep at 2–8 °C, do not freeze."
  private static let serum = "Let clot 30 minutes upright before chilling."

  static let serology: [DemoTest] = [
    DemoTest(
      "TICK4", "Tick-borne 4-in-1 rapid antigen and antibody", .serology, 1400, offer: 1250, .wholeBlood, .edta,
      hundredthsOfMillilitre: 50, hours: 3, about: "Ehrlichia, Anaplasma, Lyme antibody and heartworm antigen",
      collection: edta, tags: ["tick", "fever"]),
    DemoTest(
      "BABA", "Babesia gibsoni antibody", .serology, 950, .serum, .sst, hundredthsOfMillilitre: 50, hours: 24,
      about: "Indirect fluorescence", collection: serum, tags: ["tick"]),
    DemoTest(
      "CPV", "Canine parvovirus antigen", .serology, 700, .swab, .swabTube, hundredthsOfMillilitre: 0,
      hours: 2, about: "Rapid immunochromatography", collection: "Rectal swab in its own tube; double bag.",
      tags: ["puppy", "urgent"]),
    DemoTest(
      "CDV", "Canine distemper antigen", .serology, 800, .swab, .swabTube,
      hundredthsOfMillilitre: 0, hours: 2, about: "Rapid immunochromatography",
      collection: "Swab both eyes and both nostrils before any drops.", tags: ["puppy", "urgent"]),
    DemoTest(
      "FIVF", "FIV antibody and FeLV antigen", .serology, 1350, offer: 1200, .wholeBlood, .edta,
      hundredthsOfMillilitre: 50, hours: 3, about: "Combined rapid test; confirm positives", collection: edta,
      tags: ["kitten"]),
    DemoTest(
      "FCOV", "Feline coronavirus antibody titre", .serology, 1600, .serum, .sst, hundredthsOfMillilitre: 50,
      hours: 36, about: "Part of the work-up of suspected FIP", collection: serum, tags: ["fip"]),
    DemoTest(
      "LEPM", "Leptospira MAT, seven serovars", .serology, 2200, .serum, .sst, hundredthsOfMillilitre: 100,
      hours: 72, about: "Microscopic agglutination; paired samples 14 days apart advised", collection: serum,
      tags: ["fever", "monsoon"]),
    DemoTest(
      "BRUC", "Brucella agglutination", .serology, 650, .serum, .sst, hundredthsOfMillilitre: 50, hours: 24,
      about: "Breeding dogs and cattle", collection: serum, tags: ["breeding", "cattle"]),
    DemoTest(
      "VACT", "Vaccine titre: distemper, parvo, adenovirus", .serology, 2600, .serum, .sst,
      hundredthsOfMillilitre: 100, hours: 48, about: "Protective antibody before revaccination", collection: serum,
      tags: ["wellness"]),
    DemoTest(
      "RABT", "Rabies antibody titre for travel", .serology, 6500, .serum, .sst, hundredthsOfMillilitre: 200,
      hours: 240, about: "Forwarded to an approved reference laboratory",
      preparation: "At least 30 days after the rabies vaccine; bring the passport and the microchip number.",
      collection: serum + " Two tubes.", tags: ["travel"]),
  ]

  static let molecular: [DemoTest] = [
    DemoTest(
      "TPCR", "Tick panel PCR: Babesia, Ehrlichia, Anaplasma, Hepatozoon", .molecular, 3400, offer: 2990,
      .wholeBlood, .edta, hundredthsOfMillilitre: 100, hours: 48, about: "Real-time PCR, species level",
      collection: edta + " Before treatment where possible.", tags: ["tick", "fever"]),
    DemoTest(
      "FIPP", "FIP PCR on effusion or blood", .molecular, 3200, .fluid, .edta,
      hundredthsOfMillilitre: 100, hours: 72, about: "Feline coronavirus RNA with spike mutation", collection: edta,
      tags: ["fip"]),
    DemoTest(
      "LEPP", "Leptospira PCR, blood and urine", .molecular, 2800, .wholeBlood, .edta,
      hundredthsOfMillilitre: 100, hours: 48, about: "First week of illness; blood and urine together",
      collection: edta + " Urine in a sterile container.", tags: ["fever", "monsoon"]),
    DemoTest(
      "AVSX", "Bird sexing by DNA", .molecular, 900, .other("Feathers"), .other("Sterile container"),
      hundredthsOfMillilitre: 0, hours: 96, about: "CHD gene",
      collection: "Four freshly plucked breast feathers with the shaft; do not touch the tip.", tags: ["bird"]),
    DemoTest(
      "RESP", "Feline respiratory PCR", .molecular, 3600, .swab, .swabTube, hundredthsOfMillilitre: 0, hours: 48,
      about: "Herpesvirus, calicivirus, Chlamydia, Mycoplasma", collection: "Conjunctival and throat swab, dry tube.",
      tags: ["kitten"]),
  ]
}
