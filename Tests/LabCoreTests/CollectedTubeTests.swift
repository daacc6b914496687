import LabCore
import Testing

@Suite("Tubes at the pet's side")
struct CollectedTubeTests {
  private func plan(_ tests: [TestDefinition]) -> [CollectedTube] {
    CollectedTube.plan(for: tests.enumerated().map { (BookingItemID(Int64($0.offset + 1)), $0.element) })
  }

  @Test("Each tube names the items it serves, in the order of draw; a large portion takes several")
  func items() {
    let tubes = plan([
      Fixture.test(1, "CBC", .wholeBlood, .edta, 1_000), Fixture.test(2, "LFT", .serum, .sst, 3_000),
      Fixture.test(3, "RFT", .serum, .sst, 7_000), Fixture.test(4, "BP", .wholeBlood, .edta, 500),
    ])
    #expect(tubes.map(\.type) == [.sst, .sst, .edta])
    #expect(tubes.map { $0.items.map(\.rawValue) } == [[2, 3], [3], [1, 4]])
    #expect(tubes.map(\.testCodes) == [["LFT", "RFT"], ["RFT"], ["CBC", "BP"]])
    #expect(tubes[0].text == "SST (gold) · Serum · 5 ml")
    #expect(tubes.allSatisfy { $0.missingBecause == nil })
  }

  @Test("A test that names no sample has a tube of its own, and so has one without a code")
  func nameless() {
    let tubes = plan([
      Fixture.test(1, "", name: "Something rare", nil, nil, nil), Fixture.test(2, "URN", .urine, nil, nil),
    ])
    #expect(tubes.map { $0.items.map(\.rawValue) } == [[2], [1]])
    #expect(tubes.map(\.text) == ["Urine container · Urine", "ask the lab what"])
    #expect(tubes[1].testCodes == ["Something rare"])
  }

  @Test("Directions lead to a position, or else to an address that a link can carry")
  func directions() throws {
    let point = try #require(GeoPoint(latitude: 12.9719, longitude: 77.6412))
    #expect(
      DirectionsLink(to: point, address: "12 Palm Grove")?.text
        == "https://www.google.com/maps/dir/?api=1&destination=12.9719,77.6412")
    #expect(
      DirectionsLink(to: nil, address: "3 Chapel Road,\n Café & Bar")?.text
        == "https://www.google.com/maps/dir/?api=1&destination=3%20Chapel%20Road%2C%20Caf%C3%A9%20%26%20Bar")
    #expect(DirectionsLink(to: nil, address: " \n") == nil)
    #expect(MapLink(DirectionsLink(to: point, address: nil)?.text ?? "")?.point == point)
  }
}
