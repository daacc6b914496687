/// A link to a place on a map, as people copy it, and the place that it names.
package struct MapLink: Hashable, Sendable {
  /// The link as it was copied.
  package let text: String
  /// Nil where the link names no coordinates, as short links do.
  package let point: GeoPoint?

  /// Reads links to maps on the web and `geo:` links; nil when the text is no such link.
  package init?(_ text: String) {
    let link = text.trimmed
    let lowered = link.lowercased()
    guard ["https://", "http://", "geo:"].contains(where: lowered.hasPrefix), !link.contains(where: \.isWhitespace),
      !link.hasHiddenCharacters
    else { return nil }
    self.text = link
    point = Self.point(in: Self.decoded(lowered))
  }

  /// Whether it opens in a browser, unlike a `geo:` link.
  package var isOnTheWeb: Bool { text.lowercased().hasPrefix("http") }

  /// Reads a link, or bare coordinates such as `12.9716, 77.5946`.
  package static func point(of text: String) -> GeoPoint? { GeoPoint(text) ?? MapLink(text)?.point }

  /// Where coordinates stand in a link, what names the place itself before what names the middle of the view.
  private static let beginnings = [
    "q=loc:", "q=", "query=", "destination=", "daddr=", "ll=", "mlat=", "/place/", "/search/", "geo:", "@", "center=",
  ]

  private static func point(in link: String) -> GeoPoint? {
    if let latitude = number(after: "!3d", in: link), let longitude = number(after: "!4d", in: link) {
      return GeoPoint(latitude: latitude, longitude: longitude)
    }
    if let latitude = number(after: "mlat=", in: link), let longitude = number(after: "mlon=", in: link) {
      return GeoPoint(latitude: latitude, longitude: longitude)
    }
    for beginning in beginnings {
      for start in places(of: beginning, in: link) {
        // `geo:0,0?q=…` says that the place stands in the query alone.
        if let point = pair(at: start, in: link), point.latitude != 0 || point.longitude != 0 { return point }
      }
    }
    return nil
  }

  /// The rests of the link behind each occurrence of a text.
  private static func places(of text: String, in link: String) -> [Substring] {
    var rests: [Substring] = []
    var rest = link[...]
    while !rest.isEmpty {
      if rest.hasPrefix(text) { rests.append(rest.dropFirst(text.count)) }
      rest = rest.dropFirst()
    }
    return rests
  }

  private static func number(after text: String, in link: String) -> Double? {
    places(of: text, in: link).first.flatMap { Double(digits(of: $0)) }
  }

  private static func pair(at rest: Substring, in link: String) -> GeoPoint? {
    let first = digits(of: rest)
    let behind = rest.dropFirst(first.count)
    guard let latitude = Double(first), behind.first == "," else { return nil }
    let second = behind.dropFirst().drop { $0 == " " || $0 == "+" }
    return Double(digits(of: second)).flatMap { GeoPoint(latitude: latitude, longitude: $0) }
  }

  private static func digits(of text: Substring) -> Substring {
    text.prefix { $0.isASCIIDigit || $0 == "." || $0 == "-" }
  }

  /// Resolves the escapes that stand for the signs of coordinates.
  private static func decoded(_ link: String) -> String {
    var decoded = ""
    var rest = link[...]
    while let character = rest.first {
      if character == "%", let known = ["%2c": ",", "%20": " ", "%3a": ":", "%40": "@"][String(rest.prefix(3))] {
        decoded += known
        rest = rest.dropFirst(3)
      } else {
        decoded.append(character)
        rest = rest.dropFirst()
      }
    }
    return decoded
  }
}
