@testable import FrontDesk
import LabCore
import TestSupport
import Testing
import Tui

/// The way of a day drawn in the terminal.
@Suite("The map of a route")
struct RouteMapTests {
  static let clinic = GeoPoint(latitude: 12.9752, longitude: 77.6050)

  static func place(_ latitude: Double, _ longitude: Double) -> GeoPoint? {
    GeoPoint(latitude: latitude, longitude: longitude)
  }

  static let map = RouteMap(
    clinic: clinic,
    marks: [
      RouteMap.Mark(label: "1", words: "09:00 Bruno, Indiranagar", point: place(12.9719, 77.6412)),
      RouteMap.Mark(label: "2", words: "10:00 Nala, Domlur", point: place(12.9609, 77.6387)),
      RouteMap.Mark(label: "3", words: "11:15 Chloé, Jayanagar", point: place(12.9250, 77.5938)),
      // Two pets of one house.
      RouteMap.Mark(label: "4", words: "11:45 Tuffy, Jayanagar", point: place(12.9250, 77.5938)),
      RouteMap.Mark(label: "5", words: "13:00 Misty, Hebbal", point: nil),
    ])

  @Test(
    "The clinic and the stops by their numbers, with and without Unicode",
    arguments: [
      (Size(rows: 20, columns: 60), "60x20"), (Size(rows: 20, columns: 80), "80x20"),
      (Size(rows: 40, columns: 140), "140x40"),
    ],
    [GlyphSet.unicode, .ascii])
  func drawn(_ size: (Size, String), _ glyphs: GlyphSet) {
    var canvas = Canvas(size: size.0, glyphs: glyphs)
    Self.map.draw(on: &canvas, in: canvas.bounds)
    let name = glyphs == .unicode ? "route-map-\(size.1)" : "route-map-ascii-\(size.1)"
    expectGolden(CanvasSnapshot(canvas).description, named: name)
  }

  @Test("The way is the sum of its legs over the places that are known")
  func way() {
    let points = [Self.clinic, Self.map.marks[0].point, Self.map.marks[1].point, Self.map.marks[2].point]
    let legs = zip(points, points.dropFirst() + [Self.clinic]).map { start, end in
      start.flatMap { start in end.map { Distance.estimatedByRoad(from: start, to: $0).metres } } ?? 0
    }
    #expect(Self.map.wayText == "\(Distance(metres: legs.reduce(0, +)).text) from the clinic and back")
  }

  @Test("One place, no place and a place at the clinic are drawn as well")
  func edges() {
    for marks in [[], [RouteMap.Mark(label: "1", words: "", point: Self.clinic)]] {
      for clinic in [Self.clinic, nil] {
        var canvas = Canvas(size: Size(rows: 20, columns: 60))
        RouteMap(clinic: clinic, marks: marks).draw(on: &canvas, in: canvas.bounds)
        var tiny = Canvas(size: Size(rows: 3, columns: 8))
        RouteMap(clinic: clinic, marks: marks).draw(on: &tiny, in: tiny.bounds)
      }
    }
  }
}
