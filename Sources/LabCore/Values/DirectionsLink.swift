/// A link that opens the way to a place in the map of whoever taps it.
package struct DirectionsLink: Hashable, Sendable {
  package let text: String

  /// Leads to a position, or else to an address; nil where neither is known.
  package init?(to point: GeoPoint?, address: String?) {
    let destination: String
    if let point {
      destination = "\(point.latitude),\(point.longitude)"
    } else if let address = address?.singleSpaced, !address.isEmpty {
      destination = Self.escaped(address)
    } else {
      return nil
    }
    text = "https://www.google.com/maps/dir/?api=1&destination=\(destination)"
  }

  /// Leaves letters, digits and `-._~` as they are (RFC 3986) and writes the bytes of everything else in hexadecimal.
  private static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { link, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        link.unicodeScalars.append(Unicode.Scalar(byte))
      default: link += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}
