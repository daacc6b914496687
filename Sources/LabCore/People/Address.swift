/// Where a client lives or a visit goes.
package struct Address: Hashable, Sendable {
  /// Nil until it is saved.
  package var id: AddressID?
  /// `Home`, `Office`.
  package var label: String?
  package var line1: String
  package var line2: String?
  /// The part of town that collectors are assigned to.
  package var area: String?
  package var city: String
  package var postalCode: String?
  package var mapLink: String?
  package var point: GeoPoint?
  package var isDefault: Bool

  package init(
    id: AddressID? = nil, label: String? = nil, line1: String, line2: String? = nil, area: String? = nil,
    city: String = "", postalCode: String? = nil, mapLink: String? = nil, point: GeoPoint? = nil,
    isDefault: Bool = false
  ) {
    self.id = id
    self.label = label
    self.line1 = line1
    self.line2 = line2
    self.area = area
    self.city = city
    self.postalCode = postalCode
    self.mapLink = mapLink
    self.point = point
    self.isDefault = isDefault
  }

  package var isEmpty: Bool { line1.trimmed.isEmpty }

  /// The whole address in one line: `12 Lake Road, Indiranagar, Bengaluru 560038`.
  package var oneLine: String {
    let place = [city, postalCode ?? ""].map(\.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
    return [line1, line2 ?? "", area ?? "", place].map(\.singleSpaced).filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
