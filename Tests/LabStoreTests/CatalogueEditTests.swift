import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The maintenance of tests, panels and categories.
@Suite("Looking after the catalogue", .clinic)
struct CatalogueEditTests {
  private func particulars(_ code: String, in category: TestParticulars.Category) throws -> TestParticulars {
    TestParticulars(
      code: code, name: "Reticulocyte count", category: category, tags: ["blood", "anaemia"], sampleType: .wholeBlood,
      tubeType: .edta, sampleQuantity: Volume(microlitres: 500), preparation: "None", instructions: "Mix gently",
      turnaroundHours: 6, loincCode: try LoincCode("718-7"))
  }

  private func test(_ code: String, by desk: Desk) async throws -> ListedTest {
    try #require(try await desk.priceList().tests.first { $0.test.code == code })
  }

  @Test("A test is added with its price, its words and a category in one go, and edited at the version that was read")
  func tests() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let id = try await owner.addTest(
      try particulars("RET", in: .new("Blood cells")), price: Money(minorUnits: 30_000), reduced: nil)
    var listed = try await test("RET", by: owner)
    #expect(listed.id == id && listed.test.category == "Blood cells" && listed.test.tags == ["anaemia", "blood"])
    #expect(listed.test.loincCode == "718-7" && listed.test.sampleQuantity == Volume(microlitres: 500))
    #expect(try await owner.priceHistory(of: id).map(\.setBy) == ["Vikram Sethi"])
    // A name that is there already, in whatever case, is not made again.
    var edited = try particulars("RETI", in: .new("haematology"))
    edited.tags = ["anaemia", "marrow"]
    edited.turnaroundHours = nil
    try await owner.edit(id, version: listed.version, edited)
    let late = try await #require(throws: DeskError.self) {
      try await owner.edit(id, version: listed.version, edited)
    }
    #expect(late.code == .stale)
    listed = try await test("RETI", by: owner)
    #expect(listed.test.category == "Haematology" && listed.test.tags == ["anaemia", "marrow"])
    #expect(listed.test.turnaroundHours == nil && listed.test.price.minorUnits == 30_000)
    let taken = try await #require(throws: DeskError.self) {
      _ = try await owner.addTest(try particulars("cbc", in: .existing(listed.categoryID)), price: .zero, reduced: nil)
    }
    #expect(taken.sentence == "Another test has this code.")
  }

  @Test("What is switched off is offered no more, be it the test or its category")
  func switches() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let count = try await test("CBC", by: owner)
    try await owner.setActive(count.id, version: count.version, false)
    #expect(try await test("CBC", by: owner).isSwitchedOn == false)
    #expect(try await owner.readShelf().catalogue.test(count.id)?.isActive == false)
    let category = try #require(try await owner.priceList().categories.first { $0.name == "Biochemistry" })
    #expect(category.tests == 5)
    try await owner.edit(category.id, version: category.version, name: "Chemistry", isActive: false)
    let liver = try await test("LFT", by: owner)
    #expect(liver.isSwitchedOn && !liver.test.isActive && liver.test.category == "Chemistry")
    let late = try await #require(throws: DeskError.self) {
      try await owner.edit(category.id, version: category.version, name: "Chemistry", isActive: true)
    }
    #expect(late.code == .stale)
  }

  @Test("Of eight desks that make one category at once, one makes it")
  func race() async throws {
    var desks: [Desk] = []
    for _ in 0..<8 { desks.append(try await signedIn(as: TestClinic.admin)) }
    let outcomes = await failures(of: desks) { desk, number in
      _ = try await desk.addTest(
        try particulars("NEW\(number)", in: .new(number.isMultiple(of: 2) ? "Virology" : "virology")), price: .zero,
        reduced: nil)
    }
    let refused = outcomes.compactMap(\.self)
    #expect(refused.allSatisfy { $0.code == .rule(constraint: "LB066") || $0.code == .busy }, "\(refused)")
    #expect(
      try await everything().count(
        "select count(*) from test_categories where organization_id = 1 and lower(name) = 'virology'") == 1)
    #expect(
      try await everything().count("select count(*) from tests where code like 'NEW%'") == 8 - refused.count)
  }

  @Test("A category has a name of its own", arguments: [("", "LB065"), ("  ", "LB065"), ("HAEMATOLOGY", "LB066")])
  func categories(_ name: String, _ code: String) async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let category = try #require(try await owner.priceList().categories.first { $0.name == "Biochemistry" })
    let error = try await #require(throws: DeskError.self) {
      try await owner.edit(category.id, version: category.version, name: name, isActive: true)
    }
    #expect(error.code == .rule(constraint: code))
  }

  @Test("A panel has its tests in the order that was chosen")
  func panels() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let id = try await owner.addPanel(
      PanelParticulars(code: "KID", name: "Kidneys", tests: [TestID(9), TestID(5), TestID(1)]))
    var listed = try #require(try await owner.priceList().panels.first { $0.id == id })
    #expect(listed.panel.testIDs == [TestID(9), TestID(5), TestID(1)])
    try await owner.edit(
      id, version: listed.version,
      PanelParticulars(code: "KID", name: "Kidneys", tests: [TestID(5), TestID(7), TestID(9)]))
    let late = try await #require(throws: DeskError.self) {
      try await owner.setActive(id, version: listed.version, false)
    }
    #expect(late.code == .stale)
    listed = try #require(try await owner.priceList().panels.first { $0.id == id })
    #expect(listed.panel.testIDs == [TestID(5), TestID(7), TestID(9)])
    try await owner.setActive(id, version: listed.version, false)
    #expect(try await owner.readShelf().catalogue.panel(id)?.isActive == false)
  }

  @Test(
    "The database knows a LOINC code when it sees one, as the program does",
    arguments: [
      "58410-2", "718-7", "4544-3", "58410-3", "54810-2", "1-8", "9999999-6", "12345678-1", "5841O-2", "-2", "",
    ])
  func loinc(_ code: String) async throws {
    let stored: Bool = try await everything().query("select desk.is_loinc(\(code)) as is_one").onlyRow().decode(
      "is_one")
    #expect(stored == ((try? LoincCode(code)) != nil))
  }
}
