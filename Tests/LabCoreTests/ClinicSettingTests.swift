import LabCore
import Testing

@Suite("Settings in words")
struct ClinicSettingTests {
  @Test(
    "Coordinates give the link and a link gives the coordinates",
    arguments: [
      ("12.97, 77.59", 12.97, 77.59, "https://maps.google.com/?q=12.97,77.59"),
      ("12°58'18\"N 77°35'24\"E", 12.971667, 77.59, "https://maps.google.com/?q=12.971667,77.59"),
      ("12° 58.3' N, 77° 35.4' E", 12.971667, 77.59, "https://maps.google.com/?q=12.971667,77.59"),
      ("N 12 58 18 E 77 35 24", 12.971667, 77.59, "https://maps.google.com/?q=12.971667,77.59"),
      ("33°51'36\"S 151°12'0\"E", -33.86, 151.2, "https://maps.google.com/?q=-33.86,151.2"),
      ("geo:12.97,77.59", 12.97, 77.59, "https://maps.google.com/?q=12.97,77.59"),
      (
        "https://www.google.com/maps/@12.97,77.59,17z", 12.97, 77.59, "https://www.google.com/maps/@12.97,77.59,17z"
      ),
      ("https://maps.apple.com/?ll=12.97,77.59", 12.97, 77.59, "https://maps.apple.com/?ll=12.97,77.59"),
      (
        "https://www.openstreetmap.org/?mlat=12.97&mlon=77.59", 12.97, 77.59,
        "https://www.openstreetmap.org/?mlat=12.97&mlon=77.59"
      ),
    ] as [(String, Double, Double, String)])
  func places(_ text: String, _ latitude: Double, _ longitude: Double, _ link: String) throws {
    let place = try ClinicPlace.parse(text)
    #expect(place.point == GeoPoint(latitude: latitude, longitude: longitude))
    #expect(place.link == link)
    // The link that is made leads back to the same place.
    #expect(MapLink.point(of: ClinicPlace(place.point).link) == place.point)
  }

  @Test(
    "What names no place says what to do",
    arguments: [
      ("https://maps.app.goo.gl/abcDEF123", ClinicPlaceError.shortLink), ("https://goo.gl/maps/abc", .shortLink),
      ("https://osm.org/go/0EEQ", .shortLink), ("https://goo.gl/photos", .noCoordinates),
      ("https://www.google.com/maps?q=Lake+Road", .noCoordinates), ("12 Lake Road", .unknown), ("12.97", .unknown),
      ("95°0'N 77°0'E", .unknown), ("12°70'N 77°0'E", .unknown), ("12.5°30'N 77°0'E", .unknown), ("N S", .unknown),
      ("12 N 13 N", .unknown), ("", .unknown),
    ])
  func noPlaces(_ text: String, _ error: ClinicPlaceError) {
    #expect(throws: error) { try ClinicPlace.parse(text) }
    #expect(error.sentence.hasSuffix("."))
  }

  @Test("A link that opens a chat has the digits of the number alone")
  func chat() throws {
    #expect(ChatLink(to: try PhoneNumber.parse("+91 (0)98450-12345")).text == "https://wa.me/919845012345")
  }

  @Test("Every setting stands in one section, under a name of its own")
  func names() {
    let names = ClinicSetting.allCases.map(\.storedName)
    #expect(Set(names).count == names.count && names.count == 24)
  }

  @Test(
    "A stored value is said in words",
    arguments: [
      (ClinicSetting.hours(.monday), "08:00-13:00, 14:00-20:00", "08:00–13:00 14:00–20:00"),
      (.hours(.sunday), "off", "closed"), (.hours(.sunday), nil, "not known"), (.clock, "true", "day and night"),
      (.clock, "false", "in the opening hours"), (.defaultHours, nil, "no limit, never overdue"),
      (.defaultHours, "1", "1 hour"), (.dueSoon, "0", "never"), (.dueSoon, "60", "60 min before"),
      (.attachmentLimit, "2", "up to 2 MiB"), (.email, nil, "none"), (.currency, "INR", "INR"),
    ] as [(ClinicSetting, String?, String)])
  func words(_ setting: ClinicSetting, _ stored: String?, _ words: String) {
    #expect(setting.words(for: stored) == words)
  }

  @Test("A change has what differs, and a place that moves has its coordinates and its link")
  func changes() {
    let seen = ClinicSettings([.name: "A", .latitude: "1.0", .longitude: "2.0", .mapLink: "x"])
    var wanted = seen
    #expect(SettingsChange(of: .contact, from: seen, to: wanted).isEmpty)
    wanted[.latitude] = "1.5"
    wanted[.email] = "a@b.c"
    let change = SettingsChange(of: .contact, from: seen, to: wanted)
    #expect(Set(change.items.map(\.setting)) == [.latitude, .longitude, .mapLink, .email])
    #expect(change.items.first?.words == "E-mail: none → a@b.c")
  }

  @Test("What follows is said in sentences")
  func outcome() {
    #expect(SettingsOutcome().sentences == [])
    #expect(
      SettingsOutcome(visitsOutside: 3, visitsReturned: 1, bookingsAsking: 2, testsMoved: 12, testsLate: 1).sentences
        == [
          "3 visits to come lie outside the new hours.", "1 visit will have no collector.",
          "2 bookings ask for another day.", "12 open tests are due at another time; 1 more late.",
        ])
    #expect(
      SettingsOutcome(bookingsAsking: -1, testsMoved: 1, testsLate: -1).sentences == [
        "1 booking no longer asks for another day.", "1 open test is due at another time; 1 no longer late.",
      ])
  }
}
