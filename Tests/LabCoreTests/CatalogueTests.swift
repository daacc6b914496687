import LabCore
import TestSupport
import Testing

@Suite("Catalogue")
struct CatalogueTests {
  static let cbc = Fixture.test(1, "CBC", name: "Complete Blood Count")
  static let lft = Fixture.test(2, "LFT", name: "Liver Function Test", .serum, .sst, 2_500)
  static let rft = Fixture.test(3, "RFT", name: "Renal Function Test", .serum, .sst, 2_500)
  static let glucose = Fixture.test(4, "GLU", name: "Glucose, fasting", .plasma, .fluoride, 1_000)
  static let thyroid = Fixture.test(5, "T4", name: "Total Thyroxine", .serum, .sst, 1_000)
  static let retired: TestDefinition = {
    var test = Fixture.test(6, "OLD", name: "Old Liver Test")
    test.isActive = false
    return test
  }()
  static let wellness = Panel(
    id: PanelID(1), code: "WELL", name: "Wellness Panel", testIDs: [TestID(1), TestID(2), TestID(3)])
  static let senior = Panel(
    id: PanelID(2), code: "SENIOR", name: "Senior Panel", tags: ["geriatric"],
    testIDs: [TestID(1), TestID(2), TestID(3), TestID(5)])
  static let stale = Panel(id: PanelID(3), code: "STALE", name: "Stale Panel", testIDs: [TestID(1), TestID(6)])
  static let catalogue: Catalogue = {
    var tagged = thyroid
    tagged.tags = ["hormone", "Schilddrüse"]
    tagged.category = "Endocrinology"
    return Catalogue(tests: [cbc, lft, rft, glucose, tagged, retired], panels: [wellness, senior, stale])
  }()

  @Test(
    "Type-ahead finds the code, then words, then parts, then initials",
    arguments: [
      ("cbc", ["CBC"]), ("c", ["CBC"]), ("l", ["LFT"]), ("fun", ["LFT", "RFT"]), ("ren fun", ["RFT"]),
      ("fun ren", ["RFT"]),
      ("live", ["LFT"]), ("panel", ["SENIOR", "STALE", "WELL"]), ("geri", ["SENIOR"]), ("horm", ["T4"]),
      ("schilddru", ["T4"]), ("endo", ["T4"]), ("oxine", ["T4"]), ("iver", ["LFT"]), ("tt", ["T4"]), ("wp", ["WELL"]),
      ("glu", ["GLU"]), ("glucose fasting", ["GLU"]), ("old", []), ("zzz", []), ("cbc liver", []),
    ])
  func search(_ query: String, _ codes: [String]) {
    #expect(Self.catalogue.search(query).map(\.code) == codes)
  }

  @Test("Word beginnings come before parts, and parts before initials")
  func ranks() {
    let catalogue = Catalogue(tests: [
      Fixture.test(1, "X1", name: "Anti Nuclear Antibody"), Fixture.test(2, "X2", name: "Banana Allergen"),
      Fixture.test(3, "X3", name: "Anaplasma PCR"), Fixture.test(4, "ANA", name: "Screening"),
      Fixture.test(5, "ANAX", name: "Extended"),
    ])
    #expect(catalogue.search("ana").map(\.code) == ["ANA", "ANAX", "X3", "X2", "X1"])
  }

  @Test("An empty query lists everything by name, and a limit cuts")
  func listing() {
    #expect(Self.catalogue.search("").first?.name == "Complete Blood Count")
    #expect(Self.catalogue.search("", limit: 2).count == 2)
    #expect(Self.catalogue.search("   ").count == 8)
  }

  @Test("The order of the price list does not change the order of what is found")
  func deterministic() {
    let seed: UInt64 = 5
    var generator = SeededGenerator(seed: seed)
    let words = ["blood", "count", "liver", "renal", "panel", "total", "urea", "test", "profile", "serum"]
    let tests = (1...500).map { id in
      let name = (0..<3).compactMap { _ in words.randomElement(using: &generator) }.joined(separator: " ")
      return Fixture.test(Int64(id), "C\(id)", name: name)
    }
    let first = Catalogue(tests: tests)
    let second = Catalogue(tests: tests.shuffled(using: &generator))
    for query in ["b", "li", "tot ur", "c1", "oun", "ltp", "pan blo"] {
      #expect(first.search(query, limit: 50) == second.search(query, limit: 50), "seed \(seed): \(query)")
    }
  }

  @Test("A test that several panels contain is done once, and the desk is told")
  func expansion() {
    let cart = Cart([CartEntry(.panel(PanelID(1))), CartEntry(.test(TestID(1))), CartEntry(.panel(PanelID(2)))])
    let expansion = Self.catalogue.expand(cart)
    #expect(expansion.lines.map(\.test.code) == ["CBC", "LFT", "RFT", "T4"])
    #expect(expansion.lines.map(\.quantity) == [1, 1, 1, 1])
    #expect(expansion.lines[0].panels == [PanelID(1), PanelID(2)])
    #expect(
      expansion.notes == [
        "Complete Blood Count is part of Wellness Panel and Senior Panel and is done once.",
        "Liver Function Test is part of Wellness Panel and Senior Panel and is done once.",
        "Renal Function Test is part of Wellness Panel and Senior Panel and is done once.",
      ])
    #expect(expansion.missing.isEmpty)
  }

  @Test("A quantity of its own holds against the panel that contains the test")
  func quantities() {
    let cart = Cart([
      CartEntry(.test(TestID(4)), quantity: 2), CartEntry(.test(TestID(4))), CartEntry(.test(TestID(1)), quantity: 2),
      CartEntry(.panel(PanelID(1))),
    ])
    let expansion = Self.catalogue.expand(cart)
    #expect(expansion.lines.map(\.quantity) == [3, 2, 1, 1])
    #expect(expansion.unitCount == 7)
    #expect(expansion.notes == ["Complete Blood Count is part of Wellness Panel and is done 2 times."])
  }

  @Test("What is no longer offered is named, and the rest stays")
  func missing() {
    let cart = Cart([CartEntry(.panel(PanelID(3))), CartEntry(.test(TestID(99))), CartEntry(.panel(PanelID(9)))])
    let expansion = Self.catalogue.expand(cart)
    #expect(expansion.lines.map(\.test.code) == ["CBC"])
    #expect(expansion.missing == [.test(TestID(6)), .test(TestID(99)), .panel(PanelID(9))])
  }

  @Test("Adding the same item again raises its quantity up to the limit")
  func adding() {
    var cart = Cart()
    for _ in 0..<60 { cart.add(.test(TestID(1))) }
    #expect(cart.entries == [CartEntry(.test(TestID(1)), quantity: 50)])
    cart.remove(.test(TestID(1)))
    #expect(cart.isEmpty)
  }

  @Test(
    "Fasting is read from the preparation",
    arguments: [
      ("Fasting for 12 hours", true), ("12 h overnight fast; water allowed", true), ("Withhold food", true),
      ("No fasting needed", false), ("Fasting not required", false), ("Bring to the lab within 2 h", false),
      ("", false),
    ])
  func fasting(_ preparation: String, _ needed: Bool) {
    #expect(Fixture.test(1, "A", preparation: preparation).needsFasting == needed)
  }

  @Test("Stored names of samples and tubes read themselves back, and unknown ones survive")
  func storedNames() {
    for tube in TubeType.known { #expect(TubeType(storedName: tube.storedName.lowercased()) == tube) }
    for sample in SampleType.known { #expect(SampleType(storedName: sample.storedName.uppercased()) == sample) }
    #expect(SampleType(storedName: "Blood") == .wholeBlood)
    #expect(TubeType(storedName: "ACD").storedName == "ACD")
  }
}
