/// Text folded for searching: lower case, without Latin accents, as bytes that compare quickly.
package struct SearchKey: Hashable, Sendable {
  private let bytes: [UInt8]

  package init(_ text: some StringProtocol) {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      bytes = text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
      return
    }
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where TextWidth.columns(of: scalar) > 0 {
      folded.append(
        contentsOf: (LatinLetter.base(of: scalar).map { $0.properties.lowercaseMapping }
          ?? scalar.properties.lowercaseMapping).unicodeScalars)
    }
    bytes = Array(String(folded).utf8)
  }

  package var isEmpty: Bool { bytes.isEmpty }

  /// The words of the text; a query matches where every word of it is found.
  package var words: [SearchKey] {
    bytes.split(separator: 0x20).map { SearchKey(bytes: Array($0)) }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  package func hasPrefix(_ other: SearchKey) -> Bool { bytes.starts(with: other.bytes) }

  /// Says whether any word of this text begins with the other text.
  package func hasWordPrefix(_ other: SearchKey) -> Bool {
    hasPrefix(other) || find(other) { start in start > 0 && !Self.isWordByte(bytes[start - 1]) }
  }

  package func contains(_ other: SearchKey) -> Bool { find(other) { _ in true } }

  private func find(_ other: SearchKey, where accept: (Int) -> Bool) -> Bool {
    guard let first = other.bytes.first else { return true }
    guard other.bytes.count <= bytes.count else { return false }
    for start in 0...bytes.count - other.bytes.count where bytes[start] == first {
      var length = 1
      while length < other.bytes.count, bytes[start + length] == other.bytes[length] { length += 1 }
      if length == other.bytes.count, accept(start) { return true }
    }
    return false
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39
  }
}
