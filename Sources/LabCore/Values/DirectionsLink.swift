/// A link that opens the way to a place in the map of whoever taps it.
package struct DirectionsLink: Hashable, Sendable {
  package let text: String

  /// Leads to a position, or else to an address; nil where neither is known.
  package init?(to point: GeoPoint?, address: String?) {
    let destination: String
    if let point {
      destination = "\(point.latitude),\(point.longitude)"
    } else if let address = address?.singleSpaced, !address.isEmpty {
      destination = address.percentEncoded
    } else {
      return nil
    }
    text = "https://www.google.com/maps/dir/?api=1&destination=\(destination)"
  }
}
