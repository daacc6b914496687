import Words

/// Says why a text names no place on a map.
package enum ClinicPlaceError: Error, Hashable, Sendable {
  /// A short link says where it leads only on the network.
  case shortLink
  case noCoordinates
  case unknown

  package var code: String {
    switch self {
    case .shortLink: "place_short_link"
    case .noCoordinates: "place_no_coordinates"
    case .unknown: "place_unknown"
    }
  }

  package var sentence: String {
    switch self {
    case .shortLink:
      say(
        "A short link does not say where it leads. Open it in a browser and copy the long address, or the coordinates.")
    case .noCoordinates: say("This link names no coordinates. Choose the place on the map, then copy the link again.")
    case .unknown: say("Coordinates such as 12.9716, 77.5946 or 12°58'18\"N 77°35'41\"E, or a link from a map.")
    }
  }
}

/// Where the clinic is: coordinates, and the link that opens them in a map. Each is made from the other.
package struct ClinicPlace: Hashable, Sendable {
  package let point: GeoPoint
  /// The link as it was copied, or one that is made from the coordinates.
  package let link: String

  /// The place of coordinates.
  package init(_ point: GeoPoint) {
    self.point = point
    link = "https://maps.google.com/?q=\(point.latitude),\(point.longitude)"
  }

  /// Reads coordinates, in degrees or with minutes and seconds, or a link of Google, Apple, OpenStreetMap or `geo:`.
  package static func parse(_ text: String) throws(ClinicPlaceError) -> ClinicPlace {
    if let point = GeoPoint(text) { return ClinicPlace(point) }
    guard let link = MapLink(text) else { throw .unknown }
    guard let point = link.point else { throw link.isShort ? .shortLink : .noCoordinates }
    return link.isOnTheWeb ? ClinicPlace(point: point, link: link.text) : ClinicPlace(point)
  }

  private init(point: GeoPoint, link: String) {
    self.point = point
    self.link = link
  }
}

extension MapLink {
  /// Whether it only leads on to another link, which cannot be followed without the network.
  package var isShort: Bool {
    let address = text.lowercased().split(separator: "/", omittingEmptySubsequences: true).dropFirst()
    guard let host = address.first else { return false }
    let isPathShort = [
      "goo.gl": "maps", "g.co": "kgs", "osm.org": "go", "www.osm.org": "go", "openstreetmap.org": "go",
    ]
    return ["maps.app.goo.gl", "maps.apple", "bit.ly", "tinyurl.com", "g.page"].contains(String(host))
      || isPathShort[String(host)].map { address.dropFirst().first?.hasPrefix($0) ?? false } ?? false
  }
}
