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
  package var state: String?
  package var postalCode: String?
  package var mapLink: String?
  package var point: GeoPoint?
  /// Where the client usually wants a visit: one address of each client that has any.
  package var isDefault: Bool
  /// Counts the row's changes, so that a save from an old screen is noticed.
  package var version: Int

  package init(
    id: AddressID? = nil, label: String? = nil, line1: String, line2: String? = nil, area: String? = nil,
    city: String = "", state: String? = nil, postalCode: String? = nil, mapLink: String? = nil,
    point: GeoPoint? = nil, isDefault: Bool = false, version: Int = 1
  ) {
    self.id = id
    self.label = label
    self.line1 = line1
    self.line2 = line2
    self.area = area
    self.city = city
    self.state = state
    self.postalCode = postalCode
    self.mapLink = mapLink
    self.point = point
    self.isDefault = isDefault
    self.version = version
  }

  package var isEmpty: Bool { line1.trimmed.isEmpty }

  /// The whole address in one line: `12 Lake Road, Indiranagar, Bengaluru 560038`.
  package var oneLine: String {
    let place = [city, postalCode ?? ""].map(\.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
    return [line1, line2 ?? "", area ?? "", place].map(\.singleSpaced).filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
