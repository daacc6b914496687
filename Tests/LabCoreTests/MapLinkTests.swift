import LabCore
import Testing

@Suite("Links to maps")
struct MapLinkTests {
  @Test(
    "Coordinates are read from the links that people copy",
    arguments: [
      ("https://www.google.com/maps/@12.9716,77.5946,17z", 12.9716, 77.5946),
      ("https://maps.google.com/?q=12.9716,77.5946", 12.9716, 77.5946),
      ("https://maps.google.com/?q=12.9716%2C77.5946", 12.9716, 77.5946),
      ("https://maps.google.com/?q=loc:12.9716,+77.5946", 12.9716, 77.5946),
      ("https://www.google.com/maps/search/?api=1&query=12.9716,77.5946", 12.9716, 77.5946),
      ("https://www.google.com/maps/dir/?api=1&destination=-33.86,151.2", -33.86, 151.2),
      ("https://www.google.com/maps/place/12.9716,77.5946/@12.9,77.5,17z", 12.9716, 77.5946),
      ("https://www.google.com/maps/place/Lab/@12.9,77.5,17z/data=!4m6!3d12.9716!4d77.5946", 12.9716, 77.5946),
      ("https://www.openstreetmap.org/?mlat=12.9716&mlon=77.5946#map=17/12.9/77.5", 12.9716, 77.5946),
      ("https://maps.apple.com/?ll=12.9716,77.5946&q=Lab", 12.9716, 77.5946),
      ("geo:12.9716,77.5946", 12.9716, 77.5946), ("geo:12.9716,77.5946;u=35", 12.9716, 77.5946),
      ("geo:0,0?q=12.9716,77.5946(Lab)", 12.9716, 77.5946),
      ("  GEO:12.9716,77.5946 ", 12.9716, 77.5946), ("12.9716, 77.5946", 12.9716, 77.5946),
    ] as [(String, Double, Double)])
  func points(_ text: String, _ latitude: Double, _ longitude: Double) {
    #expect(MapLink.point(of: text) == GeoPoint(latitude: latitude, longitude: longitude))
  }

  @Test(
    "Links without coordinates name no place, and other text is no link",
    arguments: [
      "https://maps.app.goo.gl/abcDEF123", "https://www.google.com/maps?q=Lake+Road,Jayanagar",
      "https://maps.google.com/?q=95.2,77.5", "geo:", "12 Lake Road", "javascript:alert(1)",
    ])
  func none(_ text: String) {
    #expect(MapLink.point(of: text) == nil)
  }

  @Test("A link is kept as it was copied; what hides signs or blanks is none")
  func links() {
    #expect(MapLink(" https://maps.app.goo.gl/abcDEF ")?.text == "https://maps.app.goo.gl/abcDEF")
    #expect(MapLink("https://maps.google.com/?q=1,2 and more") == nil)
    #expect(MapLink("https://maps.google.com/\u{202E}?q=1,2") == nil)
    #expect(MapLink("ftp://maps.google.com") == nil)
  }
}
