/// Collects the bytes of a bracketed paste up to its closing bracket and gives the text without control characters.
package struct PasteBuffer: Sendable {
  package static let closing = Array("\u{1B}[201~".utf8)
  /// What is kept of a paste, 16 MB; of a longer one the rest is dropped, up to its bracket.
  package static let most = 1 << 24

  private var bytes: [UInt8] = []
  /// How much of the closing bracket the last bytes are.
  private var matched = 0

  package init() {}

  /// Adds a byte and says whether it completed the closing bracket, which is then removed.
  package mutating func append(_ byte: UInt8) -> Bool {
    matched = byte == Self.closing[matched] ? matched + 1 : byte == Self.closing[0] ? 1 : 0
    if bytes.count < Self.most + Self.closing.count { bytes.append(byte) }
    guard matched == Self.closing.count else { return false }
    matched = 0
    if bytes.count <= Self.most { bytes.removeLast(Self.closing.count) } else { bytes = Array(bytes.prefix(Self.most)) }
    return true
  }

  /// Empties the buffer into text.
  package mutating func take() -> String {
    defer { bytes = [] }
    matched = 0
    return Self.text(bytes)
  }

  /// Makes text of pasted bytes: line ends become one newline, tabs a space, other control characters vanish.
  static func text(_ bytes: [UInt8]) -> String {
    let decoded = String(decoding: bytes, as: UTF8.self)
    var text = String.UnicodeScalarView()
    var followsReturn = false
    for scalar in decoded.unicodeScalars {
      switch scalar.value {
      case 0x0D: text.append("\n")
      case 0x0A: if !followsReturn { text.append("\n") }
      case 0x09: text.append(" ")
      case 0x00..<0x20, 0x7F..<0xA0: break
      default: text.append(scalar)
      }
      followsReturn = scalar.value == 0x0D
    }
    return String(text)
  }
}
