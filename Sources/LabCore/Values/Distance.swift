import Glibc

/// A way on the road in whole metres.
package struct Distance: Hashable, Comparable, Sendable {
  package let metres: Int

  package init(metres: Int) {
    self.metres = metres
  }

  package static let zero = Distance(metres: 0)
  /// The farthest that is accepted from text: 500 km, more is a slip of the keyboard.
  package static let farthest = Distance(metres: 500_000)

  /// Road kilometres per straight one, in tenths: city detours measured worldwide lie between 1.2 and 1.4.
  package static let roadFactorTenths = 13

  package static func < (left: Self, right: Self) -> Bool { left.metres < right.metres }

  /// Kilometres to one decimal, a half rounded up: `4.2 km`.
  package var text: String { Decimal.text((metres + 50) / 100, places: 1) + " km" }

  /// Kilometres with every digit, as stored.
  package var kilometreText: String { Decimal.text(metres, places: 3) }

  /// Reads `4.2`, `4.2 km`, `800 m`; a bare number is kilometres; nil when it is no such distance.
  package init?(_ text: String) {
    var rest = text.lowercased().trimmedSlice
    var places = 3
    for unit in ["kms", "km", "m"] where rest.hasSuffix(unit) {
      rest = rest.dropLast(unit.count).trimmedSlice
      places = unit.hasPrefix("k") ? 3 : 0
      break
    }
    guard let metres = Decimal.parse(rest, places: places), metres <= Self.farthest.metres else { return nil }
    self.init(metres: metres)
  }

  /// Estimates the way by road: the great circle times the road factor.
  package static func estimatedByRoad(from start: GeoPoint, to end: GeoPoint) -> Distance {
    let straight = start.metresInStraightLine(to: end)
    return Distance(metres: Int((straight * Double(roadFactorTenths) / 10).rounded()))
  }
}

/// A place on the earth in degrees; latitudes and longitudes out of range cannot be written.
package struct GeoPoint: Hashable, Sendable {
  package let latitude: Double
  package let longitude: Double

  package init?(latitude: Double, longitude: Double) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Reads `12.9716, 77.5946`, as copied from a map, or degrees with minutes; nil otherwise.
  package init?(_ text: String) {
    let parts = text.split(separator: ",").map(\.trimmed)
    guard parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1]) else {
      guard let point = DegreeText.point(of: text) else { return nil }
      self = point
      return
    }
    self.init(latitude: latitude, longitude: longitude)
  }

  /// As it is read back: `12.9716, 77.5946`.
  package var text: String { "\(latitude), \(longitude)" }

  /// The great circle by the haversine formula on a sphere of 6,371,008.8 m, the mean radius of the earth.
  package func metresInStraightLine(to other: GeoPoint) -> Double {
    let radians = Double.pi / 180
    let latitudeSine = sin((other.latitude - latitude) * radians / 2)
    let longitudeSine = sin((other.longitude - longitude) * radians / 2)
    let chord =
      latitudeSine * latitudeSine
      + cos(latitude * radians) * cos(other.latitude * radians) * longitudeSine * longitudeSine
    return 2 * 6_371_008.8 * atan2(chord.squareRoot(), max(0, 1 - chord).squareRoot())
  }
}
